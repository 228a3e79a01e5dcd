/** One line of a job, worked as its caller. Doing it again after a process died comes to the same. */
import { monotonicFactory } from 'ulid';
import type { z } from 'zod';
import type { ActFacts } from '../../ports/audit.js';
import type { BackOffice } from '../../ports/back-office.js';
import type { BulkJob, BulkRow } from '../../ports/bulk.js';
import type { ProtocolError } from '../../protocol/errors/protocol-error.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { asRefusal } from '../http/answer-errors.js';
import { toNewSession } from '../private/session-routes.js';
import type { zClaimsLine } from '../private/z-bulk.js';
import type { zNewSession } from '../private/z-private-api.js';
import { buildFault } from './build-fault.js';
import type { BulkDependencies, LineContent, LineResult } from './dependencies.js';
import { contentContext, resultContext } from './dependencies.js';
import { deriveTxCode } from './derive-tx-code.js';
import { planRetry } from './plan-retry.js';

type SessionBody = z.infer<typeof zNewSession>;
type ClaimsBody = Omit<z.infer<typeof zClaimsLine>, 'key'>;

/** `postponed`: nothing can be said about the line, and it is to be tried again. */
export type LineOutcome = 'settled' | 'postponed';
export type OpenedRow = { readonly row: BulkRow; readonly content: LineContent };

const nextId = monotonicFactory();
/** The session has its hands full; that passes. */
const PASSING = new Set(['session_busy', 'too_many_requests', 'idempotency_in_progress']);

export function openRow({ open }: BulkDependencies, row: BulkRow): OpenedRow {
  const sealed = row.content ?? new Uint8Array();
  return { row, content: JSON.parse(Buffer.from(open(sealed, contentContext(row))).toString('utf8')) as LineContent };
}

/** What must be done one after the other: lines that name a session alike. */
export function targetOf({ row, content }: OpenedRow, { kind }: BulkJob): string {
  const { session_id, reference } = content.body;
  if (kind === 'sessions') return `line ${row.line}`;
  return session_id === undefined ? `reference ${String(reference)}` : `session ${String(session_id)}`;
}

export async function runLine(deps: BulkDependencies, job: BulkJob, { row, content }: OpenedRow): Promise<LineOutcome> {
  let facts: ActFacts = {};
  const note = (found: ActFacts): void => {
    facts = { ...facts, ...found };
  };
  const office = deps.officeFor({ caller: job.caller, findIssuerId: deps.findIssuerId, note });
  const key = content.key === undefined ? {} : { key: content.key };
  try {
    const done = job.kind === 'sessions' ? createOne(deps, job, row, content, office) : supplyOne(content, office);
    const result: LineResult = { ...key, ...(await done) };
    await settle(deps, job, row, { state: 'done', result, facts, status: job.kind === 'sessions' ? 201 : 200 });
  } catch (error) {
    const refused = asRefusal(error);
    const retry = passes(refused, content) ? planRetry(row, refused.reason, deps.now().getTime()) : undefined;
    if (retry !== undefined) {
      await deps.store.postpone(row, retry);
      return 'postponed';
    }
    if (refused.refusal.status >= 500) deps.report(refused.cause ?? refused, 'A line of a bulk job failed');
    const result: LineResult = { ...key, ...buildFault(refused) };
    await settle(deps, job, row, { state: 'failed', result, facts, refused, status: refused.refusal.status });
  }
  return 'settled';
}

/**
 * Of a key, the session that was made under it is being erased, and once it is gone the line makes another. Without a key
 * it is the line's own: whoever erased that wants no other in its place.
 */
function passes({ reason, refusal }: ProtocolError, { key }: LineContent): boolean {
  if (reason === 'session_being_erased') return key !== undefined;
  return PASSING.has(reason) || refusal.status >= 500;
}

/** Idempotent by the line's key over all jobs of the caller, or by its place in this one. */
async function createOne(
  deps: BulkDependencies,
  job: BulkJob,
  row: BulkRow,
  content: LineContent,
  office: BackOffice,
): Promise<{ session_id: string; outcome: string; mintsTxCode?: boolean }> {
  const name = lineName(job, row, content.key);
  const asked = toNewSession(content.body as SessionBody, name);
  const { txCode } = asked;
  const mints = txCode !== undefined && txCode !== false && txCode.value === undefined;
  const value = mints ? { txCode: { ...txCode, value: deriveTxCode(deps.digest, job.caller, name, txCode) } } : {};
  const { sessionId, isRepeat } = await office.createSession({ ...asked, ...value });
  const outcome = isRepeat === true ? 'existing' : 'created';
  return { session_id: sessionId, outcome, ...(mints ? { mintsTxCode: true } : {}) };
}

export function lineName(
  { id }: Pick<BulkJob, 'id'>,
  { line }: Pick<BulkRow, 'line'>,
  key: string | undefined,
): string {
  return key === undefined ? `bulk line ${id} ${line}` : `bulk key ${key}`;
}

async function supplyOne(content: LineContent, office: BackOffice): Promise<{ session_id: string; outcome: string }> {
  const { session_id, reference, credential_configuration_id: id, claims } = content.body as ClaimsBody;
  const sessionId = session_id ?? (await findSession(office, reference as string));
  const outcomes = await office.supplyClaims(sessionId, { [id]: claims });
  return { session_id: sessionId, outcome: outcomes[id] ?? 'unchanged' };
}

async function findSession(office: BackOffice, reference: string): Promise<string> {
  // Closed ones may have it too, by the hundred; of those that are open, two are enough to see that there are several.
  const [only, other] = await office.listSessions({ reference, isOpen: true, limit: 2 });
  if (only === undefined) throw refuse('bulk_session_unknown');
  if (other !== undefined) throw refuse('bulk_session_ambiguous');
  return only.id;
}

type Settling = {
  readonly state: 'done' | 'failed';
  readonly result: LineResult;
  readonly facts: ActFacts;
  readonly status: number;
  readonly refused?: ProtocolError;
};

/** The audit row first: what is done and not yet settled is done again, and then stands there twice. */
async function settle(deps: BulkDependencies, job: BulkJob, row: BulkRow, settling: Settling): Promise<void> {
  const { state, result, facts, status, refused } = settling;
  const at = deps.now().getTime();
  await deps.appendAudit({
    id: nextId(at),
    at,
    caller: job.caller.id,
    operation: `POST /bulk/${job.kind}`,
    outcome: state === 'done' ? 'done' : status < 500 ? 'refused' : 'failed',
    status,
    requestId: job.requestId,
    address: job.address,
    ...(refused === undefined ? {} : { reason: refused.reason }),
    ...(job.caller.issuer === undefined ? {} : { issuer: job.caller.issuer }),
    ...facts,
  });
  const sealed = deps.seal(Buffer.from(JSON.stringify(result)), resultContext(row));
  const isKept = await deps.store.settle(row, state, sealed, facts.session);
  if (isKept || job.kind !== 'sessions' || facts.session === undefined) return;
  await deps
    .eraseSession(facts.session)
    .catch((error: unknown) => deps.report(error, 'The session of an erased line of a bulk job could not be erased'));
}
