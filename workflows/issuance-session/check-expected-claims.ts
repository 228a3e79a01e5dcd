/** The back office's precondition (If-Match): judged in the same step that changes the claims, so that nothing comes between. */
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { ExpectedClaimsOf } from '../contract/messages.js';
import type { Deliverable } from './deliverable.js';

/** @throws ProtocolError `claims_precondition_failed` where one of them has other claims than expected */
export function checkExpectedClaims(deliverables: readonly Deliverable[], expectedOf: ExpectedClaimsOf = {}): void {
  for (const { configurationId, dataset } of deliverables) {
    const expected = Object.hasOwn(expectedOf, configurationId) ? expectedOf[configurationId] : undefined;
    if (expected === undefined) continue;
    const isMet =
      dataset === undefined ? expected.length === 0 : expected.includes(dataset.digest) || expected.includes('*');
    if (!isMet) throw refuse('claims_precondition_failed');
  }
}
