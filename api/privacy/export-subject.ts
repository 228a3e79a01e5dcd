/** Subject access: everything that is held about a person. Claims are opened by the worker, to a key that lives for this request. */
import { randomUUID } from 'node:crypto';
import type { SubjectKey } from '../../ports/privacy.js';
import type { SessionRecord } from '../../ports/session-records.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { sealingContext } from '../../protocol/sealing-contexts.js';
import type { LinesAbout } from '../bulk/lines-about.js';
import { buildEventAnswer, buildSessionAnswer } from '../private/build-session-answer.js';
import type { PrivacyApiDependencies } from './dependencies.js';
import { subjectPages } from './subject-pages.js';

/** An order nobody came back for; milliseconds. */
const KEPT = 300_000;

type Held = {
  readonly sessions: object[];
  /** Rows by collection. */
  readonly rows: Map<string, object[]>;
  /** By job and line: one may be about the subject and about its sessions. */
  readonly lines: Map<string, object>;
};

/** Page by page: what is held at a time is the answer and one page of records, not all of them. */
export async function exportSubject(deps: PrivacyApiDependencies, key: SubjectKey): Promise<Record<string, unknown>> {
  const held: Held = { sessions: [], rows: new Map(), lines: new Map() };
  let isKnown = false;
  for await (const page of subjectPages(deps.findSubjectSessions, key)) {
    isKnown = true;
    await collectPage(deps, page, held);
  }
  await collectLines(deps, { sessions: [], subjectDigest: key.subjectDigest }, held);
  if (!isKnown && held.lines.size === 0) throw refuse('subject_unknown');
  return {
    format: 'vouchsafe-subject-export',
    format_version: 1,
    exported_at: deps.now().toISOString(),
    issuer: key.issuer,
    sessions: held.sessions,
    ...Object.fromEntries(held.rows),
    ...(held.lines.size === 0 ? {} : { bulk_rows: [...held.lines.values()] }),
  };
}

async function collectPage(deps: PrivacyApiDependencies, sessionIds: readonly string[], held: Held): Promise<void> {
  const records = await Promise.all(sessionIds.map((id) => deps.loadSession(id)));
  const present = records.filter((one) => one !== undefined);
  const claims = await openClaims(deps, sessionIds);
  for (const record of present) {
    note(deps, record);
    const { id, view } = record;
    const events = view.events.map(buildEventAnswer);
    held.sessions.push({ ...buildSessionAnswer(record, view, undefined), events, claims: claims.get(id) ?? [] });
  }
  for (const { name, collect } of deps.steps) {
    const rows = (await collect?.(sessionIds)) ?? [];
    if (rows.length > 0) held.rows.set(name, [...(held.rows.get(name) ?? []), ...rows]);
  }
  await collectLines(deps, { sessions: present }, held);
}

async function collectLines(
  deps: PrivacyApiDependencies,
  person: Parameters<LinesAbout['collect']>[0],
  { lines }: Held,
): Promise<void> {
  for (const line of await deps.linesAbout.collect(person)) lines.set(`${line['bulk_id']} ${line['line']}`, line);
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
