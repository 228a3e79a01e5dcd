/** Whether the grants a back office asks for can be offered, together with what else it asks for. */
import type { NewSession } from '../../ports/back-office.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { ServedIssuer } from '../http/wallet-context.js';

export function checkGrants({ configuration }: ServedIssuer, asked: NewSession): void {
  const hasTxCode = asked.txCode !== undefined && asked.txCode !== false;
  const grants = asked.grants ?? ['pre-authorized_code'];
  if (!grants.includes('authorization_code')) return;
  if (!configuration.authorization_code.enabled) throw refuse('authorization_code_disabled');
  // Whoever photographs the offer would go round the transaction code, unless the person is checked there.
  const isPersonChecked = configuration.login !== undefined && asked.subjectId !== undefined;
  if (hasTxCode && (!isPersonChecked || !grants.includes('pre-authorized_code'))) throw refuse('tx_code_evadable');
}

/** The page asks nobody who they are where there is no login, so that a subject named for the session binds the offer to no one. */
export function grantWarnings({ configuration }: ServedIssuer, asked: NewSession): readonly string[] {
  const hasCode = asked.grants?.includes('authorization_code') === true;
  if (!hasCode || asked.subjectId === undefined || configuration.login !== undefined) return [];
  return [
    'This issuer has no login: whoever holds the offer can allow it by the authorization code, whatever the subject_id says. Configure a login to have the person checked.',
  ];
}
