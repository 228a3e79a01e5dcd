/** A code that needs no transaction code is for whoever holds it: that should be a choice (OID4VCI section 13.6.1, CO-08). */
import type { NewSession } from '../../ports/back-office.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { ServedIssuer } from '../http/wallet-context.js';

/** What the back office has chosen for the pre-authorized code it asks for; nothing where it asks for none. */
export function txCodeChoiceOf(asked: NewSession): 'used' | 'declined' | 'unsaid' | undefined {
  const hasCode = (asked.grants ?? ['pre-authorized_code']).includes('pre-authorized_code');
  if (!hasCode) return undefined;
  if (asked.txCode === undefined) return 'unsaid';
  return asked.txCode === false ? 'declined' : 'used';
}

/** @throws ProtocolError where the issuer wants a transaction code, or at least the word that there shall be none */
export function checkTxCode({ configuration }: ServedIssuer, asked: NewSession): void {
  const choice = txCodeChoiceOf(asked);
  if (choice === undefined || choice === 'used' || configuration.tx_code_policy === 'optional') return;
  if (configuration.tx_code_policy === 'required' || choice === 'unsaid')
    throw refuse('tx_code_not_chosen', {
      expected: configuration.tx_code_policy === 'required' ? ['true', 'object'] : ['true', 'object', 'false'],
      provided: asked.txCode ?? null,
    });
}

export function txCodeWarnings(asked: NewSession): readonly string[] {
  if (txCodeChoiceOf(asked) !== 'unsaid') return [];
  return [
    'This offer has no transaction code: whoever holds it can redeem it. Send tx_code true to protect it, or false to say that it is meant so.',
  ];
}
