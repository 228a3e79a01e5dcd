/** The status of issued credentials: the workflow that changes one, and what it tells the session. */
import { defineSignal } from '@temporalio/workflow';
import type { CredentialStatusName } from '../../protocol/status/check-status-change.js';

/** One at a time for each credential, so that two changes cannot overtake each other. */
export function credentialStatusWorkflowId(credentialId: string): string {
  return `credential-status:${credentialId}`;
}

/** As a back office inside Temporal starts it too: workflow `credentialStatus`, task queue `issuance`, this one argument. */
export type CredentialStatusStart = {
  readonly credential_id: string;
  readonly status: CredentialStatusName;
};
export type CredentialStatusResult = { readonly outcome: 'changed' | 'unchanged' };

export type CredentialStatusChanged = {
  readonly credentialId: string;
  readonly configurationId: string;
  readonly status: CredentialStatusName;
};
/** The change stands whether the session still lives or not. */
export const credentialStatusChangedSignal = defineSignal<[CredentialStatusChanged]>('credentialStatusChanged');
