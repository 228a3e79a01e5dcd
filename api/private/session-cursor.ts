/** A place in the list of sessions, as text: when the session was made, and which of that moment it is. */
import type { SessionCursor } from '../../ports/session-records.js';

export function writeSessionCursor(session: {
  readonly id: string;
  readonly view: { readonly createdAt: number };
}): string {
  return `${session.view.createdAt}.${session.id}`;
}

/** Undefined where it is no cursor; a time alone is one, before all of that moment. */
export function readSessionCursor(text: string | undefined): SessionCursor | undefined {
  const [, at, id] = /^(\d{1,16})(?:\.([A-Za-z0-9_-]{1,64}))?$/.exec(text ?? '') ?? [];
  if (at === undefined) return undefined;
  return id === undefined ? { createdAt: Number(at) } : { createdAt: Number(at), id };
}
