/** Which text of the protocol a credential request was written by, told by its shape alone. */
import { isJsonObject } from '../errors/describe-shape.js';

/** The drafts wallets still speak, and the final text. Draft 13 named the credential by format; draft 15 no longer did. */
export type Generation = '13' | '14' | '15' | 'final';

/** What the single proof of an older request says of the text its wallet was written by. Nothing of it is verified. */
export type ProofSigns = {
  /** Where its nonce was got: with a token, a credential or a refusal, or at the nonce endpoint; absent if it is none of ours. */
  readonly nonceFrom?: 'answer' | 'endpoint';
  /** Its header has a key attestation. */
  readonly isAttested?: boolean;
};

/**
 * Only what the final text cannot mean counts as older: a request that is complete by the final text is one of the final
 * text, whatever else it carries, because members it does not know are ignored.
 */
export function detectGeneration(body: unknown, signs: ProofSigns = {}): Generation {
  if (!isJsonObject(body)) return 'final';
  const has = (member: string): boolean => Object.hasOwn(body, member) && body[member] != null;
  if (has('credential_configuration_id')) return has('proof') && !has('proofs') ? '15' : 'final';
  if (has('credential_identifier')) return has('proof') && !has('proofs') ? withOneProof(body.proof, signs) : 'final';
  if (has('format')) return has('proofs') ? '14' : '13';
  return has('proof') ? '13' : 'final';
}

/**
 * An identifier beside one `proof` is right in drafts 13, 14 and 15, and the answers differ. Key attestations and the nonce
 * endpoint came with draft 15; a nonce out of a response is known to the earlier ones only, which agree on the rest.
 */
function withOneProof(proof: unknown, { nonceFrom, isAttested = false }: ProofSigns): Generation {
  const isAttestation = isJsonObject(proof) && proof.proof_type === 'attestation';
  return isAttestation || isAttested || nonceFrom === 'endpoint' ? '15' : '13';
}

/** Drafts 13 and 14 hand nonces out with tokens, credentials and refusals; later there is the nonce endpoint. */
export function carriesNonces(generation: Generation): boolean {
  return generation === '13' || generation === '14';
}
