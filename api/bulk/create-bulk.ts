/** Bulk jobs as one caller may use them. Who is bound to an issuer sees the jobs of callers that are bound to it. */
import type { BackOffice } from '../../ports/back-office.js';
import type { BulkCounts, BulkJob, BulkLineState, BulkRow } from '../../ports/bulk.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { Acting } from '../back-office/act-as.js';
import { checkScope } from '../back-office/act-as.js';
import type { BulkDependencies, LineResult } from './dependencies.js';
import { RESULTS_KEPT, resultContext } from './dependencies.js';
import { deriveTxCode } from './derive-tx-code.js';
import type { Received, Upload } from './receive-upload.js';
import { receiveUpload } from './receive-upload.js';
import type { JobRunner } from './run-jobs.js';
import { lineName } from './run-line.js';

export type CountedJob = { readonly job: BulkJob; readonly counts: BulkCounts };
export type ResultsAsked = {
  readonly after: number;
  readonly state?: BulkLineState;
  readonly showsTxCodes: boolean;
};

export type Bulk = {
  readonly receive: (upload: Omit<Upload, 'caller'>) => Promise<Received>;
  readonly load: (id: string) => Promise<CountedJob>;
  readonly list: (limit: number) => Promise<readonly CountedJob[]>;
  readonly cancel: (id: string) => Promise<void>;
  /** In the order of the lines; wire members. */
  readonly readResults: (id: string, asked: ResultsAsked) => Promise<AsyncIterable<Record<string, unknown>>>;
};

const PAGE = 100;
const scopes = { sessions: 'sessions:write', claims: 'claims:write' } as const;

export function createBulk(deps: BulkDependencies, runner: Pick<JobRunner, 'wake'>) {
  return (acting: Acting): Bulk => {
    const { caller } = acting;
    const find = async (id: string): Promise<BulkJob> => {
      const job = await deps.store.load(id);
      if (job === undefined || (caller.issuer !== undefined && job.caller.issuer !== caller.issuer))
        throw refuse('bulk_job_unknown');
      return job;
    };
    const counted = async (job: BulkJob): Promise<CountedJob> => ({ job, counts: await deps.store.count(job) });
    return {
      receive: async (upload) => {
        checkScope(caller, scopes[upload.kind]);
        acting.note({ act: 'bulk.create' });
        const received = await receiveUpload(deps, { ...upload, caller });
        acting.note({ object: received.job.id });
        runner.wake();
        return received;
      },
      load: async (id) => counted(await find(id)),
      list: async (limit) => {
        const jobs = await deps.store.list({
          limit,
          ...(caller.issuer === undefined ? {} : { issuer: caller.issuer }),
        });
        return Promise.all(jobs.map(counted));
      },
      cancel: async (id) => {
        acting.note({ act: 'bulk.cancel', object: id });
        const job = await find(id);
        if (job.caller.issuer !== undefined) acting.note({ issuer: job.caller.issuer });
        checkScope(caller, scopes[job.kind]);
        const at = deps.now().getTime();
        if (!(await deps.store.cancel(job, at, at + RESULTS_KEPT))) throw refuse('bulk_job_ended');
      },
      readResults: async (id, asked) => {
        const job = await find(id);
        if (asked.showsTxCodes) checkScope(caller, 'sessions:write');
        return readResults(deps, deps.officeFor(acting), job, asked);
      },
    };
  };
}

async function* readResults(
  deps: BulkDependencies,
  office: BackOffice,
  job: BulkJob,
  { after, state, showsTxCodes }: ResultsAsked,
): AsyncGenerator<Record<string, unknown>> {
  for (let from = after; ; ) {
    const page = { after: from, limit: PAGE, ...(state === undefined ? {} : { state }) };
    const rows = await deps.store.readRows(job, page);
    const results = await Promise.all(rows.map((row) => buildResult(deps, office, job, row, showsTxCodes)));
    yield* results;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    from = last.line;
  }
}

async function buildResult(
  deps: BulkDependencies,
  office: BackOffice,
  job: BulkJob,
  row: BulkRow,
  showsTxCodes: boolean,
): Promise<Record<string, unknown>> {
  const { line, state } = row;
  if (row.result === undefined) return { line, status: state, ...(row.isErased === true ? { erased: true } : {}) };
  const text = Buffer.from(deps.open(row.result, resultContext(row))).toString('utf8');
  const { key, mintsTxCode, ...told } = JSON.parse(text) as LineResult & { session_id?: string; mintsTxCode?: boolean };
  const offer =
    job.kind === 'sessions' && typeof told.session_id === 'string'
      ? await buildOffer(
          deps,
          office,
          told.session_id,
          showsTxCodes && mintsTxCode === true ? lineOf(job, row, key) : undefined,
        )
      : {};
  return { line, key: key ?? null, status: state, ...told, ...offer };
}

type NamedLine = { readonly job: BulkJob; readonly name: string };
const lineOf = (job: BulkJob, row: BulkRow, key: string | undefined): NamedLine => ({
  job,
  name: lineName(job, row, key),
});

/** The offer while it can be redeemed. A renewed one has another code, which was shown to whoever renewed it. */
async function buildOffer(
  { digest }: BulkDependencies,
  office: BackOffice,
  sessionId: string,
  codeOf: NamedLine | undefined,
): Promise<Record<string, unknown>> {
  const record = await office.loadSession(sessionId);
  const offer = record === undefined ? undefined : office.presentOffer(record);
  if (record === undefined || offer === undefined) return {};
  const { txCode, renewal } = record.offer;
  const code =
    codeOf === undefined || txCode === undefined || renewal > 0
      ? {}
      : {
          tx_code: deriveTxCode(digest, codeOf.job.caller, codeOf.name, {
            ...(txCode.length === undefined ? {} : { length: txCode.length }),
            ...(txCode.input_mode === undefined ? {} : { inputMode: txCode.input_mode }),
          }),
        };
  return { credential_offer_uri: offer.uri, credential_offer_deep_link: offer.deepLink, ...code };
}
