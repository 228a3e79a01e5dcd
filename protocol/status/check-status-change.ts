/** The states a credential can be put into after it was issued (draft-ietf-oauth-status-list section 7.1). */
import { refuse } from '../errors/protocol-error.js';

export const credentialStatuses = ['valid', 'suspended', 'revoked'] as const;
export type CredentialStatusName = (typeof credentialStatuses)[number];

export type StatusBearer = {
  readonly status: CredentialStatusName;
  /** Absent: the credential was issued without a status entry. */
  readonly statusBits?: number;
};

/**
 * Answers whether the change is one at all: asking for the present state again is fine, so that a lost answer can be
 * asked for again. Revocation is final (EUDI VCR_04), suspension needs a second bit.
 * @throws ProtocolError `credential_not_revocable`, `credential_revoked`, `suspension_unsupported`
 */
export function checkStatusChange(bearer: StatusBearer, wanted: CredentialStatusName): 'changed' | 'unchanged' {
  if (bearer.statusBits === undefined) throw refuse('credential_not_revocable');
  if (bearer.status === wanted) return 'unchanged';
  if (bearer.status === 'revoked') throw refuse('credential_revoked');
  if (wanted === 'suspended' && bearer.statusBits < 2) throw refuse('suspension_unsupported');
  return 'changed';
}
