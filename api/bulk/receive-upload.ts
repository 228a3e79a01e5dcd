/**
 * An upload becomes a job: every line is sealed and stored before the job is acknowledged, and none is worked before the
 * upload is complete. Of an upload that was cut off nothing counts; sending it again under its key starts it anew, and
 * one that was complete answers the job there is.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { BulkJob, BulkKind, BulkRow } from '../../ports/bulk.js';
import type { Caller } from '../../ports/caller.js';
import type { ProtocolError } from '../../protocol/errors/protocol-error.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { checked } from '../private/read-request.js';
import { zClaimsLine, zSessionLine } from '../private/z-bulk.js';
import { buildFault } from './build-fault.js';
import type { ClaimsSchemas } from './csv-columns.js';
import type { BulkDependencies, LineContent, LineResult, UploadLine } from './dependencies.js';
import { contentContext, JOBS_KEPT, MOST_LINES, resultContext, UPLOAD_LIMIT } from './dependencies.js';
import { nameAbout } from './name-about.js';
import { readCsv } from './read-csv.js';
import { readNdjson } from './read-ndjson.js';

export type Upload = {
  readonly kind: BulkKind;
  readonly format: 'ndjson' | 'csv';
  readonly caller: Caller;
  readonly idempotencyKey: string | undefined;
  /** For lines that name none. */
  readonly configurationId: string | undefined;
  readonly requestId: string;
  readonly address: string;
  readonly chunks: AsyncIterable<Buffer>;
};
export type Received = { readonly job: BulkJob; readonly isRepeat: boolean };

const ID_BYTES = 16;
/** Lines, and bytes, that are held before they are written. */
const BATCH = { lines: 200, bytes: 4 * 1024 * 1024 };

/** @throws ProtocolError where the upload as a whole cannot be taken; a wrong line is a failed line */
export async function receiveUpload(deps: BulkDependencies, upload: Upload): Promise<Received> {
  const wanted = openingOf(deps, upload);
  const present = await deps.store.open(wanted);
  const counted = countBytes(upload.chunks);
  if (present !== undefined && present.state !== 'receiving') return repeat(deps, upload, present, counted);
  if (present !== undefined && !(await deps.store.takeOver(present.id, present.upload, wanted.upload)))
    throw refuse('idempotency_in_progress');
  try {
    const total = await storeLines(deps, wanted, upload, counted.chunks);
    if (total === 0) throw refuse('bulk_upload_invalid', { reason: 'There is no line in it.' });
    const facts = { uploadDigest: digestOf(deps, upload, counted.digest()), total, at: deps.now().getTime() };
    if (!(await deps.store.begin(wanted.id, wanted.upload, facts))) throw refuse('idempotency_in_progress');
    return { job: { ...wanted, ...facts, startedAt: facts.at, state: 'running' }, isRepeat: false };
  } catch (error) {
    // A refused upload frees its key; one that was cut off may come again, and is swept if it does not.
    if (isRefused(error)) await deps.store.discard(wanted.id, wanted.upload);
    throw error;
  }
}

function openingOf({ digest, now }: BulkDependencies, upload: Upload): BulkJob {
  const { kind, caller, idempotencyKey, requestId, address } = upload;
  const at = now().getTime();
  const random = () => randomBytes(ID_BYTES).toString('base64url');
  const id = idempotencyKey === undefined ? random() : digest('bulk-job', caller.id, kind, idempotencyKey).slice(0, 22);
  const times = { createdAt: at, expiresAt: at + JOBS_KEPT };
  return { id, kind, caller, requestId, address, state: 'receiving', upload: random(), ...times };
}

function isRefused(error: unknown): boolean {
  const status = (error as Partial<ProtocolError> | null)?.refusal?.status;
  return status !== undefined && status < 500 && (error as ProtocolError).reason !== 'idempotency_in_progress';
}

async function repeat(
  deps: BulkDependencies,
  upload: Upload,
  present: BulkJob,
  counted: ReturnType<typeof countBytes>,
): Promise<Received> {
  for await (const _chunk of counted.chunks);
  if (present.uploadDigest !== digestOf(deps, upload, counted.digest())) throw refuse('idempotency_conflict');
  return { job: present, isRepeat: true };
}

/** Keyed, as an upload of one line is guessable. */
function digestOf({ digest }: BulkDependencies, { kind, format, configurationId }: Upload, bytes: string): string {
  return digest('bulk-upload', kind, format, configurationId ?? '', bytes);
}

function countBytes(chunks: AsyncIterable<Buffer>) {
  const hash = createHash('sha256');
  let size = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > UPLOAD_LIMIT) throw refuse('bulk_too_large', { expected: { bytes: UPLOAD_LIMIT } });
      hash.update(chunk);
      yield chunk;
    }
  }
  return { chunks: counted(), digest: () => hash.digest('base64url') };
}

async function storeLines(
  deps: BulkDependencies,
  job: BulkJob,
  upload: Upload,
  chunks: AsyncIterable<Buffer>,
): Promise<number> {
  const schemas = schemasFor(deps, upload.caller);
  const reading = { kind: upload.kind, configurationId: upload.configurationId, schemas };
  const lines = upload.format === 'csv' ? readCsv(chunks, reading) : readNdjson(chunks);
  const seen = new Map<string, number>();
  let total = 0;
  let batch: BulkRow[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await deps.store.addRows(batch, job.expiresAt);
    batch = [];
    bytes = 0;
  };
  for await (const line of lines) {
    total += 1;
    if (total > MOST_LINES) throw refuse('bulk_too_large', { expected: { lines: MOST_LINES } });
    const row = toRow(deps, job, upload, line, seen);
    batch.push(row);
    bytes += row.content?.length ?? 0;
    if (batch.length >= BATCH.lines || bytes >= BATCH.bytes) await flush();
  }
  await flush();
  return total;
}

/** Of the issuers the caller may act for. Of two that name a configuration alike the first one's schema reads the cells. */
function schemasFor({ issuers }: BulkDependencies, caller: Caller): ClaimsSchemas {
  const own = issuers.list().filter(({ id }) => caller.issuer === undefined || caller.issuer === id);
  const entries = own.flatMap(({ configuration }) => Object.entries(configuration.credential_configurations));
  return Object.fromEntries(entries.reverse().map(([id, { claims_schema }]) => [id, claims_schema]));
}

function toRow(
  deps: BulkDependencies,
  job: BulkJob,
  upload: Upload,
  line: UploadLine,
  seen: Map<string, number>,
): BulkRow {
  const name = { job: job.id, upload: job.upload, line: line.line };
  const about = 'fault' in line ? {} : nameAbout(deps, upload, line.value);
  let key: string | undefined;
  try {
    if ('fault' in line) throw line.fault;
    if (typeof line.value['key'] === 'string') key = line.value['key'];
    const content = checkLine(upload, line.value);
    checkKey(deps, content.key, line.line, seen);
    const sealed = deps.seal(Buffer.from(JSON.stringify(content)), contentContext(name));
    return { ...name, ...about, state: 'pending', content: sealed };
  } catch (error) {
    const result: LineResult = { ...(key === undefined ? {} : { key: key.slice(0, 200) }), ...buildFault(error) };
    const sealed = deps.seal(Buffer.from(JSON.stringify(result)), resultContext(name));
    return { ...name, ...about, state: 'failed', result: sealed };
  }
}

function checkLine({ kind, configurationId }: Upload, value: Readonly<Record<string, unknown>>): LineContent {
  const id = configurationId;
  const named =
    kind === 'sessions'
      ? { ...(id === undefined ? {} : { credential_configuration_ids: [id] }), ...value }
      : { ...(id === undefined ? {} : { credential_configuration_id: id }), ...value };
  const { key, ...body } = checked(kind === 'sessions' ? zSessionLine : zClaimsLine, named);
  return { ...(key === undefined ? {} : { key }), body };
}

function checkKey(
  { digest }: BulkDependencies,
  key: string | undefined,
  line: number,
  seen: Map<string, number>,
): void {
  if (key === undefined) return;
  const mark = digest('bulk-key', key);
  const first = seen.get(mark);
  if (first !== undefined) throw refuse('bulk_key_duplicate', { first_line: first });
  seen.set(mark, line);
}
