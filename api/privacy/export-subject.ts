/** Subject access: everything that is held about a person. Claims are opened by the worker, to a key that lives for this request. */
import { randomUUID } from 'node:crypto';
import type { SubjectKey } from '../../ports/privacy.js';
import type { SessionRecord } from '../../ports/session-records.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { sealingContext } from '../../protocol/sealing-contexts.js';
import { buildEventAnswer, buildSessionAnswer } from '../private/build-session-answer.js';
import type { PrivacyApiDependencies } from './dependencies.js';

/** An order nobody came back for; milliseconds. */
const KEPT = 300_000;

export async function exportSubject(deps: PrivacyApiDependencies, key: SubjectKey): Promise<Record<string, unknown>> {
  const sessionIds = await deps.findSubjectSessions(key);
  const records = await Promise.all(sessionIds.map((id) => deps.loadSession(id)));
  const present = records.filter((one) => one !== undefined);
  const lines = await deps.linesAbout.collect({ sessions: present, subjectDigest: key.subjectDigest });
  if (sessionIds.length === 0 && lines.length === 0) throw refuse('subject_unknown');
  const claims = sessionIds.length === 0 ? new Map<string, never>() : await openClaims(deps, sessionIds);
  for (const record of present) note(deps, record);
  const held = await Promise.all(
    deps.steps.map(async ({ name, collect }) => [name, (await collect?.(sessionIds)) ?? []] as const),
  );
  return {
    format: 'vouchsafe-subject-export',
    format_version: 1,
    exported_at: deps.now().toISOString(),
    issuer: key.issuer,
    sessions: present.map((record) => ({
      ...buildSessionAnswer(record, record.view, undefined),
      events: record.view.events.map(buildEventAnswer),
      claims: claims.get(record.id) ?? [],
    })),
    ...Object.fromEntries(held.filter(([, rows]) => rows.length > 0)),
    ...(lines.length === 0 ? {} : { bulk_rows: lines }),
  };
}

async function openClaims(deps: PrivacyApiDependencies, sessionIds: readonly string[]) {
  const id = randomUUID();
  const { publicKey, open } = deps.mintOneTimeKey();
  await deps.exports.order({ id, sessionIds, publicKey, expiresAt: deps.now().getTime() + KEPT });
  try {
    await deps.gateway.exportSubject(id);
    const parts = await deps.exports.parts(id);
    return new Map(
      parts.map(({ sessionId, sealed }) => {
        const bytes = open(sealed, sealingContext.subjectExport(id, sessionId));
        return [sessionId, JSON.parse(Buffer.from(bytes).toString('utf8')) as readonly object[]] as const;
      }),
    );
  } finally {
    await deps.exports.remove(id).catch(() => undefined);
  }
}

/** Whoever looks at the session sees that its claims were shown. */
function note(deps: PrivacyApiDependencies, record: SessionRecord): void {
  const message = 'Everything held about the subject was exported by the back office';
  const entry = { at: deps.now().getTime(), level: 'info' as const, endpoint: 'back office', message };
  deps.trace.record({ issuer: record.issuer, sessionId: record.id }, [entry]);
}
