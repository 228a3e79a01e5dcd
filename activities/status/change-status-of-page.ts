/** One page of a change of many credentials: registry, lists, sessions, record. */
import type {
  BulkProgress,
  CredentialSelection,
  FindChangeable,
  StoreBulkProgress,
  StoreStatuses,
} from '../../ports/bulk-status.js';
import type { CountStatusChange } from '../../ports/status-lists.js';
import type { CredentialStatusName } from '../../protocol/status/check-status-change.js';
import type { CredentialStatusNews } from './dependencies.js';

export type ChangeStatusOfPage = {
  readonly actId: string;
  readonly selection: CredentialSelection;
  readonly wanted: CredentialStatusName;
  readonly progress: BulkProgress;
};

export type BulkDependencies = {
  readonly findChangeable: FindChangeable;
  readonly storeStatuses: StoreStatuses;
  readonly countStatusChange: CountStatusChange;
  readonly publishStatusList: (id: string) => Promise<void>;
  /** Says nothing where the session is over. */
  readonly tellSession: (sessionId: string, news: CredentialStatusNews) => Promise<void>;
  readonly storeBulkProgress: StoreBulkProgress;
  readonly now: () => Date;
};

/** One page is read, written and signed well within the activity's time, on a slow machine too. */
const PAGE = 200;
const TOLD_AT_ONCE = 10;
/** A revocation goes over the selection once more, for what was being issued meanwhile; what passes need not. */
const sweepsOf = { revoked: 2, suspended: 1, valid: 1 } as const;

/**
 * Guarantees, when it returns, that lists which contain the page's changes are being served: each is signed once for the
 * page. A second run after a crash finds the same page, and at worst tells a session twice.
 */
export function createChangeStatusOfPage(deps: BulkDependencies) {
  return async ({ actId, selection, wanted, progress }: ChangeStatusOfPage): Promise<BulkProgress> => {
    const { sweep, after } = progress;
    const changeId = `${actId}.${sweep}`;
    const page = { selection, wanted, changeId, limit: PAGE, ...(after === undefined ? {} : { after }) };
    const found = await deps.findChangeable(page);
    const at = deps.now().getTime();
    const changed = new Set(
      await deps.storeStatuses(
        found.map((one) => one.id),
        { wanted, at, changeId },
      ),
    );
    const own = found.filter((one) => changed.has(one.id));
    for (const list of new Set(own.flatMap((one) => one.entry?.list ?? []))) {
      await deps.countStatusChange(list);
      await deps.publishStatusList(list);
    }
    for (let next = 0; next < own.length; next += TOLD_AT_ONCE) {
      const some = own.slice(next, next + TOLD_AT_ONCE);
      await Promise.all(
        some.map(({ id: credentialId, sessionId, configurationId }) =>
          deps.tellSession(sessionId, { credentialId, configurationId, status: wanted }),
        ),
      );
    }
    const last = found.length < PAGE ? undefined : found.at(-1)?.id;
    const gone = advance(progress, { changed: own.length, last, sweeps: sweepsOf[wanted] });
    await deps.storeBulkProgress(actId, gone, deps.now().getTime());
    return gone;
  };
}

type Step = { readonly changed: number; readonly last: string | undefined; readonly sweeps: number };

function advance({ changed, pages, sweep }: BulkProgress, step: Step): BulkProgress {
  const counted = { changed: changed + step.changed, pages: pages + 1 };
  if (step.last !== undefined) return { state: 'running', ...counted, sweep, after: step.last };
  return sweep < step.sweeps
    ? { state: 'running', ...counted, sweep: sweep + 1 }
    : { state: 'done', ...counted, sweep };
}
