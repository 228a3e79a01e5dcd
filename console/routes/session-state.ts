/** Gathers what the pages of a session show; nothing here changes anything. */
import type { RegisteredCredential } from '../../ports/credential-registry.js';
import type { SessionRecord } from '../../ports/session-records.js';
import type { SessionView } from '../../protocol/session-view.js';
import type { PageDependencies } from '../dependencies.js';
import { PageProblem } from '../http/page-problem.js';
import type { NewestDeliveries } from '../parts/deliveries-table.js';
import type { LogPage, ShownLog } from '../parts/log-list.js';
import type { ExplainedProblem } from '../parts/problem-box.js';
import type { SessionState } from '../parts/session-state.js';

const LOG_PAGE = 100;
const MOST_DELIVERIES = 100;

/** @throws PageProblem when there is no such session */
export async function loadSession({ backOffice }: PageDependencies, id: string): Promise<SessionRecord> {
  const record = await backOffice.loadSession(id);
  if (record !== undefined) return record;
  const help = 'The session id is wrong or incomplete, or the session was erased. Ids are case-sensitive.';
  throw new PageProblem(404, 'There is no such session', help);
}

export async function loadLogs({ backOffice }: PageDependencies, id: string, before?: string): Promise<LogPage> {
  const query = { sessionId: id, limit: LOG_PAGE + 1, ...(before === undefined ? {} : { before }) };
  const found = await backOffice.listLogs(query);
  return { logs: found.slice(0, LOG_PAGE), hasOlder: found.length > LOG_PAGE, isNewest: before === undefined };
}

/** The newest; what an operator looks for is whether the back office was told. */
export async function loadDeliveries({ listDeliveries }: PageDependencies, id: string): Promise<NewestDeliveries> {
  if (listDeliveries === undefined) return { deliveries: [], hasOlder: false };
  const found = await listDeliveries({ sessionId: id, limit: MOST_DELIVERIES + 1 });
  return { deliveries: found.slice(0, MOST_DELIVERIES), hasOlder: found.length > MOST_DELIVERIES };
}

/** The workflow's own view; while it does not answer, the read model's. */
export async function loadFreshView({ backOffice }: PageDependencies, record: SessionRecord): Promise<SessionView> {
  try {
    return await backOffice.querySession(record.id);
  } catch {
    return record.view;
  }
}

/** A page is shown without them rather than not at all. */
export async function loadCredentials(
  { credentials }: PageDependencies,
  id: string,
): Promise<readonly RegisteredCredential[]> {
  return credentials.listCredentials(id).catch(() => []);
}

export function gatherState(
  deps: PageDependencies,
  record: SessionRecord,
  view: SessionView,
  logs: readonly ShownLog[],
): SessionState {
  const current = { ...record, view };
  const offer = deps.backOffice.presentOffer(current);
  const workflowLink = workflowLinkOf(deps, record.id);
  return {
    record: current,
    view,
    now: deps.now().getTime(),
    releasable: view.deliverables
      .map((one) => one.configurationId)
      .filter((one) => view.isOpen && deps.backOffice.mayRelease(current, one)),
    ...stalledOf(deps, record, view),
    ...(record.trouble === undefined ? {} : { problem: explain(deps, record.trouble, logs) }),
    ...(offer === undefined ? {} : { offer }),
    ...(workflowLink === undefined ? {} : { workflowLink }),
    ...(deps.may === undefined ? {} : { may: deps.may }),
  };
}

export function stalledOf(
  deps: PageDependencies,
  record: SessionRecord,
  view: SessionView,
): { readonly stalled?: string } {
  const { offerFetches, walletSeenAt, trouble } = record;
  const stalled = deps.deriveStalled({ view, offerFetches, walletSeenAt, problem: trouble }, deps.now().getTime());
  return stalled === undefined ? {} : { stalled };
}

/** What the refused request itself was told in the log wins over what the catalogue says of its kind. */
function explain(
  { describeReason }: PageDependencies,
  trouble: NonNullable<SessionRecord['trouble']>,
  logs: readonly ShownLog[],
): ExplainedProblem {
  const row = describeReason(trouble.reason);
  const logged = logs.find((one) => one.level === 'error' && one.data?.['reason_id'] === trouble.reason)?.data ?? {};
  const said = {
    sentence: textOr(logged['reason'], row?.sentence),
    help: textOr(logged['help'], row?.help),
    specRef: textOr(logged['spec_ref'], row?.specRef),
  };
  return { ...trouble, ...Object.fromEntries(Object.entries(said).filter(([, text]) => text !== undefined)) };
}

function textOr(value: unknown, fallback: string | undefined): string | undefined {
  return typeof value === 'string' ? value : fallback;
}

function workflowLinkOf(deps: PageDependencies, sessionId: string): string | undefined {
  const { temporalUiUrl, temporalNamespace, workflowIdOf } = deps;
  if (temporalUiUrl === undefined) return undefined;
  const base = temporalUiUrl.replace(/\/+$/, '');
  return `${base}/namespaces/${encodeURIComponent(temporalNamespace)}/workflows/${encodeURIComponent(workflowIdOf(sessionId))}`;
}
