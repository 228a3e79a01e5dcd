/** A change of one credential's status: first the registry, which is the truth, then the list that shows it. */
import { refuse } from '../../protocol/errors/protocol-error.js';
import { checkStatusChange, credentialStatuses } from '../../protocol/status/check-status-change.js';
import type { ChangeCredentialStatus, CredentialStatusChange } from '../types.js';
import type { StatusDependencies } from './dependencies.js';

export type ChangingDependencies = Pick<
  StatusDependencies,
  'loadCredential' | 'storeCredentialStatus' | 'countStatusChange' | 'publishStatusList'
> & { readonly now: () => Date };

/** Guarantees, when it returns, that a list which contains the change is being served. */
export function createChangeCredentialStatus(deps: ChangingDependencies) {
  return async ({ credentialId, status, changeId }: ChangeCredentialStatus): Promise<CredentialStatusChange> => {
    // A back office inside Temporal writes the message itself.
    if (typeof credentialId !== 'string' || !credentialStatuses.includes(status)) {
      throw refuse('body_invalid', { reason: 'A change of status names a credential and a status.' });
    }
    const credential = await deps.loadCredential(credentialId);
    if (credential === undefined) throw refuse('credential_unknown');
    const { entry, sessionId, configurationId } = credential;
    const bearer = { status: credential.status, ...(entry === undefined ? {} : { statusBits: entry.bits }) };
    const outcome = checkStatusChange(bearer, status);
    if (outcome === 'changed') {
      const at = deps.now().getTime();
      const change = { id: credentialId, sessionId, from: credential.status, to: status, at, by: changeId };
      // Somebody else changed it since it was read; looked at again by the next try.
      if (!(await deps.storeCredentialStatus(change))) throw new Error('The status changed meanwhile');
    }
    if (entry !== undefined) {
      await deps.countStatusChange(entry.list);
      await deps.publishStatusList(entry.list);
    }
    // An earlier run of this very change may have got as far as the registry.
    const isOwn = outcome === 'changed' || credential.changedBy === changeId;
    return { outcome: isOwn ? 'changed' : 'unchanged', sessionId, configurationId };
  };
}
