/** Credentials that do not outlive the status of the wallet and keys they were issued to (EUDI TS3 section 2.4.3). */
import type { CredentialSigner } from '../credentials/credential-format.js';
import type { FollowedStatus } from '../ports/credential-registry.js';
import type { AcceptedRequest } from '../protocol/credential-request/accepted-request.js';
import { refuse } from '../protocol/errors/protocol-error.js';

/**
 * The signer, its window cut to end before the status does: credentials are valid inside that window and no longer. A wallet
 * that waited too long for its claims comes again with a new attestation.
 * @throws ProtocolError `attestation_status_ended`
 */
export function signerWithin(
  signer: CredentialSigner,
  { attestation }: Pick<AcceptedRequest, 'attestation'>,
  now: Date,
): CredentialSigner {
  if (attestation?.keptUntil === undefined) return signer;
  const notAfter = new Date((attestation.keptUntil - 1) * 1000);
  if (notAfter <= now) throw refuse('attestation_status_ended');
  return notAfter < signer.notAfter ? { ...signer, notAfter } : signer;
}

/** For the registry's row: what is to be looked up again, and when; at once, where the wallet has waited longer than that. */
export function followedStatus(
  { attestation }: Pick<AcceptedRequest, 'attestation'>,
  interval: number,
): { attestation?: FollowedStatus } {
  if (attestation === undefined || attestation.references.length === 0) return {};
  const { references, checkedAt } = attestation;
  return { attestation: { references, checkAt: checkedAt + interval * 1000 } };
}
