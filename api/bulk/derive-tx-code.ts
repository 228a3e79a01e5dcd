/**
 * Transaction codes of bulk sessions. A code that is shown once is no use in a job of thousands whose results may be read
 * twice, and one that is kept is a secret more to lose. So it is kept nowhere: it follows from a key of the API and the
 * line's name, and is worked out again whenever the results are read by somebody who may see it.
 */
import type { NewSession } from '../../ports/back-office.js';
import type { Caller } from '../../ports/caller.js';
import { mintTxCode } from '../back-office/mint-tx-code.js';
import type { BulkDependencies } from './dependencies.js';

/** Sixteen bits for each character: what a remainder favours is not worth a guess. */
const BYTES = 2;

export function deriveTxCode(
  digest: BulkDependencies['digest'],
  { id }: Pick<Caller, 'id'>,
  name: string,
  asked: Exclude<NewSession['txCode'], false | undefined>,
): string {
  const { length = 0, input_mode } = mintTxCode(asked).description;
  const alphabet = input_mode === 'text' ? 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789' : '0123456789';
  const bytes = Buffer.concat(
    ['1', '2'].map((part) => Buffer.from(digest('bulk-tx-code', id, name, part), 'base64url')),
  );
  return Array.from({ length }, (_, index) => alphabet[bytes.readUInt16BE(index * BYTES) % alphabet.length]).join('');
}
