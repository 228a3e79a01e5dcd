/** Which credentials a change of status of many at once applies to; the same rule as `checkStatusChange`, as a selection. */
import type { CredentialStatusName } from './check-status-change.js';

export type Changeable = {
  readonly from: readonly CredentialStatusName[];
  /** Bits that the status entry needs. */
  readonly leastBits: number;
};

const changeable: Readonly<Record<CredentialStatusName, Changeable>> = {
  revoked: { from: ['valid', 'suspended'], leastBits: 1 },
  suspended: { from: ['valid'], leastBits: 2 },
  valid: { from: ['suspended'], leastBits: 2 },
};

/** Credentials that are in the wanted status already, or cannot be brought into it, are none of these. */
export function selectChangeable(wanted: CredentialStatusName): Changeable {
  return changeable[wanted];
}
