/** A place in the inbox, as text: behind the last item of a page. Opaque to whoever pages. */
type InboxCursor = { readonly dueAt: number; readonly sessionId: string; readonly configurationId: string };
type Item = { readonly sortsAt: number; readonly sessionId: string; readonly configurationId: string };

/** Pages neither repeat nor skip while the items stay as they are. */
export function writeInboxCursor(items: readonly Item[]): string {
  const last = items.at(-1);
  return last === undefined ? '' : `${last.sortsAt}.${last.sessionId}.${last.configurationId}`;
}

/** Undefined where it is no cursor. A configuration id may have dots; a session id has none. */
export function readInboxCursor(text: string): InboxCursor | undefined {
  const [, dueAt, sessionId, configurationId] = /^(\d{1,16})\.([A-Za-z0-9_-]{1,64})\.(.{1,200})$/.exec(text) ?? [];
  if (dueAt === undefined || sessionId === undefined || configurationId === undefined) return undefined;
  return { dueAt: Number(dueAt), sessionId, configurationId };
}
