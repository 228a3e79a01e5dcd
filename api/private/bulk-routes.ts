/** Bulk jobs on the private API: uploads that are read as they come, progress, and results line by line. */
import { once } from 'node:events';
import type { Request, Response, Router } from 'express';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { Bulk, CountedJob } from '../bulk/create-bulk.js';
import { mediaTypeOf } from '../http/read-body.js';
import { requireScope } from './caller.js';
import { idempotencyKeyOf } from './idempotency.js';
import { iso, isoIf } from './iso-time.js';
import { markReplayed } from './kept-answer.js';
import { parseQuery } from './read-request.js';
import { addressOf } from './require-api-key.js';
import { zJobsQuery, zResultsQuery, zUploadQuery } from './z-bulk.js';

export type BulkOf = (response: Response) => Bulk;

const FORMATS = { 'application/x-ndjson': 'ndjson', 'application/jsonl': 'ndjson', 'text/csv': 'csv' } as const;

export function addBulkRoutes(router: Router, bulkOf: BulkOf, now: () => Date): void {
  addUploadRoute(router, 'sessions', bulkOf);
  addUploadRoute(router, 'claims', bulkOf);
  const mayRead = requireScope('sessions:read');
  router.get('/bulk', mayRead, async (request, response) => {
    const { limit } = parseQuery(request, zJobsQuery);
    const jobs = await bulkOf(response).list(limit);
    response.json({ jobs: jobs.map((one) => buildJobAnswer(one, now().getTime())) });
  });
  router.get('/bulk/:id', mayRead, async (request, response) => {
    const counted = await bulkOf(response).load(request.params['id'] as string);
    response.json(buildJobAnswer(counted, now().getTime()));
  });
  router.get('/bulk/:id/results', mayRead, async (request, response) => {
    const { after, state, tx_codes } = parseQuery(request, zResultsQuery);
    const asked = { after, showsTxCodes: tx_codes === 'true', ...(state === undefined ? {} : { state }) };
    const results = await bulkOf(response).readResults(request.params['id'] as string, asked);
    response.set({ 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store' });
    for await (const result of results) {
      if (response.destroyed) return;
      if (!response.write(`${JSON.stringify(result)}\n`)) await untilWritable(response);
    }
    response.end();
  });
  // Which of the two it takes depends on the job; who has neither is not told what jobs there are.
  router.post('/bulk/:id/cancel', requireScope('sessions:write', 'claims:write'), async (request, response) => {
    await bulkOf(response).cancel(request.params['id'] as string);
    response.status(204).end();
  });
}

/** Or until nobody reads any more. The wait that lost leaves no listeners behind: there is one for every few lines. */
async function untilWritable(response: Response): Promise<void> {
  const isOver = new AbortController();
  const { signal } = isOver;
  try {
    await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]);
  } finally {
    isOver.abort();
  }
}

function addUploadRoute(router: Router, kind: 'sessions' | 'claims', bulkOf: BulkOf): void {
  const scope = kind === 'sessions' ? 'sessions:write' : 'claims:write';
  router.post(`/bulk/${kind}`, requireScope(scope), async (request, response) => {
    const format = formatOf(request);
    const { credential_configuration_id: configurationId } = parseQuery(request, zUploadQuery);
    const idempotencyKey = idempotencyKeyOf(request);
    // Ending early must leave the connection for the answer that says why.
    const chunks = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
    const requestId = response.locals['requestId'] as string;
    const named = { kind, format, configurationId, idempotencyKey, requestId, address: addressOf(request) };
    const bulk = bulkOf(response);
    const { job, isRepeat } = await bulk.receive({ ...named, chunks });
    if (isRepeat) markReplayed(request, response);
    const counted = await bulk.load(job.id);
    response.status(202).location(`/bulk/${job.id}`).json(buildJobAnswer(counted, Date.now()));
  });
}

function formatOf(request: Request): 'ndjson' | 'csv' {
  const type = mediaTypeOf(request);
  if (Object.hasOwn(FORMATS, type)) return FORMATS[type as keyof typeof FORMATS];
  throw refuse('bulk_type_unsupported', { expected: Object.keys(FORMATS), provided: type || null });
}

function buildJobAnswer({ job, counts }: CountedJob, now: number) {
  const { startedAt, endedAt } = job;
  const seconds = startedAt === undefined ? 0 : Math.max(0.001, ((endedAt ?? now) - startedAt) / 1000);
  const settled = counts.done + counts.failed;
  return {
    bulk_id: job.id,
    kind: job.kind,
    state: job.state,
    caller: job.caller.id,
    total: job.total ?? null,
    ...counts,
    rate: startedAt === undefined ? null : Math.round((settled / seconds) * 10) / 10,
    created_at: iso(job.createdAt),
    started_at: isoIf(startedAt),
    ended_at: isoIf(endedAt),
    results_until: endedAt === undefined ? null : iso(job.expiresAt),
  };
}
