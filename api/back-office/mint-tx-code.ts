/** Transaction codes: shown once, kept only as a keyed digest (OID4VCI section 4.1.1, CO-10). */
import { randomInt } from 'node:crypto';
import type { NewSession } from '../../ports/back-office.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { TxCodeDescription } from '../../protocol/offer/build-credential-offer.js';

const DEFAULT_LENGTH = 6;
/** No letters or digits that are mistaken for one another when read out. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const DIGITS = '0123456789';

export function mintTxCode(asked: Exclude<NewSession['txCode'], false | undefined>): {
  value: string;
  description: TxCodeDescription;
} {
  const inputMode = asked.inputMode ?? (asked.value !== undefined && !/^\d+$/.test(asked.value) ? 'text' : 'numeric');
  const length = asked.length ?? asked.value?.length ?? DEFAULT_LENGTH;
  const alphabet = inputMode === 'numeric' ? DIGITS : LETTERS;
  const value = asked.value ?? Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
  if (value.length !== length)
    throw refuse('body_invalid', { reason: 'tx_code.length is not the length of tx_code.value.', expected: length });
  if (inputMode === 'numeric' && !/^\d+$/.test(value)) {
    throw refuse('body_invalid', {
      reason: 'tx_code.value has other characters than digits, and input_mode is numeric.',
    });
  }
  const { description } = asked;
  return {
    value,
    description: { length, input_mode: inputMode, ...(description === undefined ? {} : { description }) },
  };
}
