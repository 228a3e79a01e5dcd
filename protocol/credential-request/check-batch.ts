/** How many proofs one request may carry (OID4VCI section 12.2.4). */
import { refuse } from '../errors/protocol-error.js';

/** The count, if it is within the batch size; a larger request is refused whole, so that no key goes without. */
export function checkBatchSize(count: number, batchSize: number): number {
  if (count <= batchSize) return count;
  throw refuse('batch_too_large', {
    reason: `The request has ${count} proofs; the issuer accepts ${batchSize}.`,
    expected: batchSize,
    provided: count,
  });
}
