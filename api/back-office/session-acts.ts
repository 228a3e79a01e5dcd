/** What every act of a back office on a session needs: the session itself, who acts, and a line in its log. */
import type { SessionRecord } from '../../ports/session-records.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { ServedIssuer } from '../http/wallet-context.js';
import type { BackOfficeDependencies } from './dependencies.js';

/** @throws ProtocolError `session_unknown` */
export async function findSession(
  deps: Pick<BackOfficeDependencies, 'loadSession' | 'issuers'>,
  sessionId: string,
): Promise<{ record: SessionRecord; issuer: ServedIssuer }> {
  const record = await deps.loadSession(sessionId);
  if (record === undefined) throw refuse('session_unknown');
  // By the rules the session began with, and where those are not known any more, by today's.
  const { issuer: id, view } = record;
  const issuer = (await deps.issuers.findVersion(id, view.configurationVersion)) ?? deps.issuers.findServed(id);
  if (issuer === undefined) throw refuse('session_unknown');
  return { record, issuer };
}

/**
 * Tells two callers of one session apart and names nobody: it stands in the workflow's history. Keyed by the session, so
 * that it outlives every rotation of keys and says nothing across sessions.
 */
export function callerDigest(
  { seals }: Pick<BackOfficeDependencies, 'seals'>,
  { id, digestKey }: Pick<SessionRecord, 'id' | 'digestKey'>,
  caller: string,
): string {
  return seals.digest(id, digestKey, `caller ${caller}`).slice(0, 22);
}

/** Enough to tell two datasets of a session apart, and shown to people. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 12);
}

export function noteAct(
  deps: Pick<BackOfficeDependencies, 'trace' | 'now'>,
  record: SessionRecord,
  message: string,
  data: Record<string, unknown>,
  caller: string,
): void {
  deps.trace.record({ issuer: record.issuer, sessionId: record.id }, [
    { at: deps.now().getTime(), level: 'info', endpoint: 'back office', message, data: { ...data, caller } },
  ]);
}

/** Claims in a log are paths, never values. */
export function pathsOf(claims: unknown): string[] {
  return claims !== null && typeof claims === 'object' ? Object.keys(claims).slice(0, 100) : [];
}
