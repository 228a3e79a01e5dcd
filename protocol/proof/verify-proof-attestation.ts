/** The key attestation in the header of a jwt proof (OID4VCI appendix F.1): read once, and the proof's key among its keys. */
import type { KeyAttestationRules, VerifiedKeyAttestation } from '../attestation/verify-key-attestation.js';
import { verifyKeyAttestation } from '../attestation/verify-key-attestation.js';
import { shownNames } from '../errors/describe-shape.js';
import { refuse } from '../errors/protocol-error.js';
import type { JsonObject } from '../verify-compact-jwt.js';

export type ProofAttestationRules = Pick<KeyAttestationRules, 'anchors' | 'required'> & {
  /** Which of the attested keys may sign the proof. */
  readonly proofKey: 'any' | 'first';
};

type AttestationReaderRules = Pick<KeyAttestationRules, 'algorithms' | 'now'> & {
  readonly attestations?: ProofAttestationRules | undefined;
};

export type ReadAttestation = (header: JsonObject) => Promise<VerifiedKeyAttestation | undefined>;

/** Wallets put the same attestation into each proof of a batch: it is verified once. */
export function createAttestationReader({ attestations, algorithms, now }: AttestationReaderRules): ReadAttestation {
  const known = new Map<unknown, Promise<VerifiedKeyAttestation>>();
  return async (header) => {
    if (attestations === undefined) return undefined;
    if (!Object.hasOwn(header, 'key_attestation')) {
      if (attestations.required === undefined) return undefined;
      throw refuse('key_attestation_required', {
        reason: 'The header of the proof has no `key_attestation`.',
        header_params: shownNames(Object.keys(header)),
        proof_type: 'jwt',
      });
    }
    const jwt = header.key_attestation;
    const verified = known.get(jwt) ?? verifyKeyAttestation(jwt, 'jwt', { ...attestations, algorithms, now });
    known.set(jwt, verified);
    return verified;
  };
}

/** Appendix F.1: the proof is signed with one of the attested keys, in EUDI wallets with the first. */
export function checkAttested(
  thumbprint: string,
  { keys }: VerifiedKeyAttestation,
  proofKey: 'any' | 'first' = 'any',
): void {
  const allowed = proofKey === 'first' ? keys.slice(0, 1) : keys;
  if (allowed.some((one) => one.thumbprint === thumbprint)) return;
  throw refuse('key_attestation_foreign_key', {
    reason: `The key of the proof is not ${proofKey === 'first' ? 'the first' : 'one'} of the ${keys.length} attested keys.`,
    proof_type: 'jwt',
  });
}
