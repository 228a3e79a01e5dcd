/** Key proofs of type `jwt` (OID4VCI appendix F.1, verified as in F.4). */
import { shownNames, shownText } from '../errors/describe-shape.js';
import { ProtocolError, refuse } from '../errors/protocol-error.js';
import type { PublicJwk } from '../jwk.js';
import { PROOF_JWT_TYPE } from '../spec-constants.js';
import type { JsonObject } from '../verify-compact-jwt.js';
import { decodeHeader, importPublicKey, thumbprintOf, verifySignedClaims } from '../verify-compact-jwt.js';
import type { CheckedProofClaims, ProofClaimRules } from './check-proof-claims.js';
import { checkProofClaims } from './check-proof-claims.js';
import { readKeyReference } from './verify-key-reference.js';

export type ProofRules = ProofClaimRules & {
  /** Those of the requested configuration. */
  readonly algorithms: readonly string[];
  readonly allowDids: boolean;
  /** Whether every proof must carry a nonce: so wherever there is a nonce endpoint. */
  readonly requireNonce: boolean;
};

export type VerifiedProof = CheckedProofClaims & {
  /** Public members only. */
  readonly key: PublicJwk;
  /** RFC 7638 thumbprint. */
  readonly thumbprint: string;
  readonly keyReference: 'jwk' | 'kid';
  readonly did?: string;
};

/**
 * One verified key per proof, in the order of the proofs, no key twice. One bad proof fails them all. The validity of
 * every proof comes before the presence of any nonce (checklist 12.3), so that a wallet is told what is wrong with its
 * proofs before it fetches a new nonce. Whether a nonce was ours and is unused is for the caller to check.
 */
export async function verifyJwtProofs(jwts: readonly string[], rules: ProofRules): Promise<VerifiedProof[]> {
  const proofs: VerifiedProof[] = [];
  for (const [index, jwt] of jwts.entries()) {
    proofs.push(await atIndex(jwts.length, index, () => verifyJwtProof(jwt, rules)));
  }
  checkDistinctKeys(proofs);
  if (rules.requireNonce) checkNoncesPresent(proofs);
  return proofs;
}

async function verifyJwtProof(jwt: string, rules: ProofRules): Promise<VerifiedProof> {
  const header = decodeHeader(jwt);
  if (!header) throw refuse('proof_malformed', { reason: 'The proof is not a compact JWT.', proof_type: 'jwt' });
  const algorithm = checkHeader(header, rules.algorithms);
  const { key, keyReference, did } = readKeyReference(header, algorithm, rules.allowDids);
  const evidence = { header_params: shownNames(Object.keys(header)), proof_type: 'jwt' };
  // Not cached: in a batch every proof has a key of its own, which is never seen again.
  const imported = await importPublicKey(key, algorithm);
  if (!imported)
    throw refuse('proof_key_unsuitable', {
      ...evidence,
      reason: 'The coordinates of the key are not a point of its curve.',
    });
  const signed = await verifySignedClaims(jwt, imported, algorithm);
  if (signed === 'bad_signature') {
    throw refuse('proof_signature', {
      ...evidence,
      reason: `The signature does not verify with the key named by \`${keyReference}\`.`,
    });
  }
  if (signed === 'not_an_object')
    throw refuse('proof_malformed', { ...evidence, reason: 'The payload of the proof is not a JSON object.' });
  const named = did === undefined ? {} : { did };
  return { key, thumbprint: thumbprintOf(key), keyReference, ...named, ...checkProofClaims(signed.claims, rules) };
}

function checkHeader(header: JsonObject, algorithms: readonly string[]): string {
  const evidence = { header_params: shownNames(Object.keys(header)), proof_type: 'jwt' };
  const { typ, alg } = header;
  if (typ !== PROOF_JWT_TYPE) {
    throw refuse('proof_type_header', { ...evidence, expected: PROOF_JWT_TYPE, provided: shownText(typ) });
  }
  if (typeof alg !== 'string' || !algorithms.includes(alg)) {
    throw refuse('proof_algorithm', { ...evidence, expected: algorithms, provided: shownText(alg) });
  }
  // RFC 7515 section 4.1.11: extensions we do not know must not be skipped, and appendix F defines none.
  if (Object.hasOwn(header, 'crit'))
    throw refuse('proof_malformed', { ...evidence, reason: 'The header has critical extensions.' });
  return alg;
}

/** One credential is bound to each key (section 3.3.2), so a key named twice would get two. */
function checkDistinctKeys(proofs: readonly VerifiedProof[]): void {
  const first = new Map<string, number>();
  for (const [index, { thumbprint }] of proofs.entries()) {
    const earlier = first.get(thumbprint);
    if (earlier !== undefined) {
      throw refuse('proof_duplicate_key', {
        reason: `Proofs ${earlier} and ${index} are for the same key.`,
        proof_type: 'jwt',
      });
    }
    first.set(thumbprint, index);
  }
}

/** Section 8.3.1.2: a missing nonce is `invalid_proof`; only one that is present can be `invalid_nonce`. */
function checkNoncesPresent(proofs: readonly VerifiedProof[]): void {
  const index = proofs.findIndex(({ nonce }) => nonce === undefined);
  if (index < 0) return;
  throw refuse('nonce_missing', {
    reason: `Proof ${index} of ${proofs.length} has no \`nonce\` claim.`,
    expected: 'nonce',
    provided: null,
    proof_type: 'jwt',
    proof_index: index,
  });
}

/** In a batch, the evidence says which proof it was. */
async function atIndex<T>(count: number, index: number, verify: () => Promise<T>): Promise<T> {
  try {
    return await verify();
  } catch (error) {
    if (count === 1 || !(error instanceof ProtocolError)) throw error;
    throw refuse(error.reason, { ...error.evidence, proof_index: index }, error);
  }
}
