/** The back office's precondition (If-Match): judged in the same step that changes the claims, so that nothing comes between. */
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { ExpectedClaims } from '../contract/messages.js';

/** @throws ProtocolError `claims_precondition_failed` */
export function checkExpectedClaims(expected: ExpectedClaims | undefined, digest: string | undefined): void {
  if (expected === undefined) return;
  const isMet = digest === undefined ? expected.length === 0 : expected.includes(digest) || expected.includes('*');
  if (!isMet) throw refuse('claims_precondition_failed');
}
