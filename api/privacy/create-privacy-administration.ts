/** Erasure and export, as one caller may ask for them. */
import type { Caller } from '../../ports/caller.js';
import type { SubjectKey } from '../../ports/privacy.js';
import type { PrivacyAdministration, SubjectName } from '../../ports/privacy-administration.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { knownIssuerFor } from '../issuers/find-known-issuer.js';
import { buildSessionExport } from './build-session-export.js';
import type { PrivacyApiDependencies } from './dependencies.js';
import { exportSubject } from './export-subject.js';
import { subjectPages } from './subject-pages.js';

/** How long a caller waits for the end of an erasure before it is told that it is under way. Milliseconds. */
const PATIENCE = 3000;
const MOST_LOGS = 5000;

export function createPrivacyAdministration(deps: PrivacyApiDependencies, caller: Caller): PrivacyAdministration {
  const isOwn = (issuer: string): boolean => caller.issuer === undefined || caller.issuer === issuer;
  const keyOf = (subject: SubjectName): SubjectKey => subjectKey(deps, caller, subject);
  return {
    eraseSession: async (sessionId) => {
      const record = await deps.loadSession(sessionId);
      const erasure = await deps.loadErasure(sessionId);
      const issuer = record?.issuer ?? erasure?.issuer;
      if (issuer === undefined || !isOwn(issuer)) throw refuse('session_unknown');
      if (record === undefined && erasure?.finishedAt !== undefined) return 'erased';
      // While its reference is known, by which lines of bulk jobs may name it.
      if (record !== undefined) await deps.linesAbout.erase({ sessions: [record] });
      return (await deps.gateway.eraseSession(sessionId, issuer, PATIENCE)) ? 'erased' : 'under_way';
    },
    eraseSubject: async (subject) => {
      const key = keyOf(subject);
      // First, as a line that is still to be worked would make another session.
      await deps.linesAbout.erase({ sessions: [], subjectDigest: key.subjectDigest });
      const sessionIds: string[] = [];
      for await (const page of subjectPages(deps.findSubjectSessions, key)) {
        for (const id of page) await eraseWithLines(deps, key, id);
        sessionIds.push(...page);
      }
      // Rows whose sessions were deleted before: there is nothing else of them that could be erased.
      const credentials = await deps.forgetSubject(key);
      return { sessionIds, credentials };
    },
    exportSession: async (sessionId) => {
      const record = await deps.loadSession(sessionId);
      if (record === undefined || !isOwn(record.issuer)) throw refuse('session_unknown');
      const logs = await deps.listLogs({ sessionId, limit: MOST_LOGS });
      const issuer = deps.issuers.findServed(record.issuer);
      return buildSessionExport({ record, logs: logs.toReversed(), issuer, now: deps.now() });
    },
    exportSubject: async (subject) => exportSubject(deps, keyOf(subject)),
  };
}

/** Lines first, while the session's reference is known, by which they may name it. */
async function eraseWithLines(deps: PrivacyApiDependencies, { issuer }: SubjectKey, sessionId: string): Promise<void> {
  const record = await deps.loadSession(sessionId);
  if (record !== undefined) await deps.linesAbout.erase({ sessions: [record] });
  await deps.gateway.eraseSession(sessionId, issuer, 0);
}

/** On our own account: what came to be while it was being erased. */
export function eraseSessionBy({ loadSession, gateway }: Pick<PrivacyApiDependencies, 'loadSession' | 'gateway'>) {
  return async (sessionId: string): Promise<void> => {
    const record = await loadSession(sessionId);
    if (record !== undefined) await gateway.eraseSession(sessionId, record.issuer, 0);
  };
}

function subjectKey(
  deps: PrivacyApiDependencies,
  caller: Caller,
  { subjectId, issuer: named }: SubjectName,
): SubjectKey {
  const issuer = knownIssuerFor(deps.issuers, caller, named);
  return { issuer, subjectDigest: deps.handles.keyedDigest('subject', issuer, subjectId) };
}
