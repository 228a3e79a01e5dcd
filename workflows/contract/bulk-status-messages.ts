/** The change of status of many credentials: the workflow that works through them, and what it can be asked. */
import { defineQuery } from '@temporalio/workflow';
import type { CredentialStatusName } from '../../protocol/status/check-status-change.js';

export function bulkStatusWorkflowId(id: string): string {
  return `credential-status-bulk:${id}`;
}

/** How far it is. Never holds more than counts and the credential id it has come to. */
export type BulkStatusProgress = {
  readonly state: 'running' | 'done';
  readonly changed: number;
  readonly pages: number;
  readonly sweep: number;
  readonly after?: string;
};

/** Workflow `credentialStatusBulk`, task queue `issuance`. Digests and thumbprints only; times in ms since 1970. */
export type BulkStatusStart = {
  readonly id: string;
  readonly status: CredentialStatusName;
  readonly selection: {
    readonly issuer: string;
    readonly subjectDigest?: string;
    readonly certificate?: string;
    readonly key?: string;
    readonly configurationId?: string;
    readonly issuedAfter?: number;
    readonly issuedBefore?: number;
  };
  /** Of the run before, when the history grew too long for one. */
  readonly progress?: BulkStatusProgress;
};

/** A query, because it only asks. */
export const bulkProgressQuery = defineQuery<BulkStatusProgress>('bulkProgress');
