/**
 * One change of many credentials' status, page by page, until lists that show all of it are served. Durable, because a
 * revocation that was asked for must not stop half-way; one workflow and not one for each credential, because a broken
 * key may have signed a million.
 */
import { continueAsNew, proxyActivities, setHandler } from '@temporalio/workflow';
import type { Activities } from '../../activities/types.js';
import type { BulkStatusProgress, BulkStatusStart } from '../contract/bulk-status-messages.js';
import { bulkProgressQuery } from '../contract/bulk-status-messages.js';

/** Tried for as long as it takes, like the change of a single one. The time is how long a killed worker holds a page. */
const { changeStatusOfPage } = proxyActivities<Activities>({
  startToCloseTimeout: '15s',
  retry: { initialInterval: '200ms', maximumInterval: '1m' },
});

/** Six events each: far below what a history may hold. */
const PAGES_PER_RUN = 500;

export async function credentialStatusBulk(start: BulkStatusStart): Promise<BulkStatusProgress> {
  let progress: BulkStatusProgress = start.progress ?? { state: 'running', changed: 0, pages: 0, sweep: 1 };
  setHandler(bulkProgressQuery, () => progress);
  const { id: actId, status: wanted, selection } = start;
  for (let page = 0; page < PAGES_PER_RUN; page += 1) {
    progress = await changeStatusOfPage({ actId, selection, wanted, progress });
    if (progress.state === 'done') return progress;
  }
  return continueAsNew<typeof credentialStatusBulk>({ ...start, progress });
}
