/** A bulk job and its lines in memory, with a back office that can be stuck, for tests of how jobs are worked. */
import type { Acting } from '../../api/back-office/act-as.js';
import type { BulkDependencies } from '../../api/bulk/dependencies.js';
import type { BackOffice } from '../../ports/back-office.js';
import type { BulkJob, BulkKind, BulkRow, BulkStore } from '../../ports/bulk.js';

type Row = { -readonly [M in keyof BulkRow]: BulkRow[M] };
type Line = Readonly<Record<string, unknown>>;

/** As `actAs` does. */
function noting({ createSession }: Partial<BackOffice>, note: Acting['note']): Partial<BackOffice> {
  if (createSession === undefined) return {};
  return {
    createSession: async (asked) => {
      const offered = await createSession(asked);
      note({ session: offered.sessionId });
      return offered;
    },
  };
}

const plain = { seal: (bytes: Uint8Array) => bytes, open: (bytes: Uint8Array) => bytes };

export function startJob(kind: BulkKind, lines: readonly Line[], office: Partial<BackOffice>) {
  const job = { id: 'j', upload: 'u', kind, state: 'running', caller: { id: 'key:1' } } as unknown as BulkJob;
  const rows: Row[] = lines.map(({ key, ...body }, index) => {
    const name = { job: 'j', upload: 'u', line: index + 1 };
    const content = plain.seal(Buffer.from(JSON.stringify({ key, body })));
    const about = typeof body['session_id'] === 'string' ? { sessionId: body['session_id'] } : {};
    return { ...name, ...about, state: 'pending', content, dueAt: 0 };
  });
  const held = { isDone: false, dueAt: 0, later: 0, erased: [] as string[] };
  const now = () => Date.now() + held.later;
  const pending = () => rows.filter((row) => row.state === 'pending');
  const store: Partial<BulkStore> = {
    lease: async () => (held.isDone || held.dueAt > now() ? undefined : job),
    keep: async () => true,
    release: async (_id, _holder, dueAt) => {
      held.dueAt = dueAt;
    },
    readDue: async (_job, at, limit) =>
      pending()
        .filter((row) => (row.dueAt ?? 0) <= at)
        .sort((one, other) => (one.dueAt ?? 0) - (other.dueAt ?? 0) || one.line - other.line)
        .slice(0, limit)
        .map((row) => ({ ...row })),
    findNextDue: async () => (pending().length === 0 ? undefined : Math.min(...pending().map((row) => row.dueAt ?? 0))),
    postpone: async ({ line, sessionId }, retry) => {
      Object.assign(rows.find((row) => row.line === line) as Row, retry);
      for (const row of pending())
        if (row.line > line && row.sessionId !== undefined && row.sessionId === sessionId)
          Object.assign(row, { dueAt: retry.dueAt, troubledSince: row.troubledSince ?? retry.troubledSince });
    },
    settle: async ({ line }, state, result) => {
      const row = rows.find((one) => one.line === line) as Row;
      if (row.isErased === true) return false;
      Object.assign(row, { state, result });
      return true;
    },
    end: async () => {
      held.isDone = true;
    },
  };
  const deps = {
    store: store as BulkStore,
    officeFor: ({ note }: Acting) => ({ ...office, ...noting(office, note) }) as BackOffice,
    eraseSession: async (id: string) => {
      held.erased.push(id);
    },
    findIssuerId: () => 'i',
    digest: (...parts: readonly string[]) => parts.join(' '),
    ...plain,
    appendAudit: async () => undefined,
    report: () => undefined,
    atOnce: 4,
    now: () => new Date(now()),
  } as unknown as BulkDependencies;
  return {
    deps,
    rows,
    held,
    linesThat: (state: BulkRow['state']) => rows.filter((row) => row.state === state).map((row) => row.line),
    reasonOf: (line: number) =>
      JSON.parse(Buffer.from(rows[line - 1]?.result ?? []).toString('utf8'))['reason'] as string,
  };
}
