/** One subject access export: only the worker can open claims, and Temporal is the way to it. What it opens never passes here. */
import { proxyActivities } from '@temporalio/workflow';
import type { PrivacyActivities } from '../../activities/privacy/types.js';
import type { ExportSubjectStart } from '../contract/privacy-messages.js';

/** Somebody waits for it; after some minutes the order is gone anyway. */
const { sealSubjectExport } = proxyActivities<PrivacyActivities>({
  startToCloseTimeout: '1m',
  scheduleToCloseTimeout: '5m',
  retry: { initialInterval: '200ms' },
});

export async function subjectExport({ export_id: exportId }: ExportSubjectStart): Promise<void> {
  await sealSubjectExport({ exportId });
}
