/** Key proofs of type `jwt` (OID4VCI appendix F.1, verified as in F.4). */
import type { VerifiedKeyAttestation } from '../attestation/verify-key-attestation.js';
import { shownNames, shownText } from '../errors/describe-shape.js';
import { ProtocolError, refuse } from '../errors/protocol-error.js';
import type { PublicJwk } from '../jwk.js';
import { PROOF_JWT_TYPE } from '../spec-constants.js';
import type { JsonObject } from '../verify-compact-jwt.js';
import { decodeHeader, importPublicKey, thumbprintOf, verifySignedClaims } from '../verify-compact-jwt.js';
import type { CheckedProofClaims, ProofClaimRules } from './check-proof-claims.js';
import { checkProofClaims } from './check-proof-claims.js';
import { withoutCertificates } from './verify-certificate-beside-key.js';
import type { ProofAttestationRules, ReadAttestation } from './verify-proof-attestation.js';
import { checkAttested, createAttestationReader } from './verify-proof-attestation.js';
import type { ProofKey, ProofKeyRules } from './verify-proof-key.js';
import { readProofKeys } from './verify-proof-key.js';

export type ProofRules = ProofClaimRules &
  ProofKeyRules & {
    /** Those of the requested configuration. */
    readonly algorithms: readonly string[];
    /** Whether every proof must carry a nonce: so wherever there is a nonce endpoint. */
    readonly requireNonce: boolean;
    /** Absent where the issuer trusts nobody's attestations: what is sent is then ignored. */
    readonly attestations?: ProofAttestationRules | undefined;
    /** Whether `x5c` may stand beside `jwk`, as it could before draft 16. */
    readonly allowCertificateBesideKey?: boolean;
  };

export type VerifiedProof = CheckedProofClaims & {
  /** Public members only. */
  readonly key: PublicJwk;
  /** RFC 7638 thumbprint. */
  readonly thumbprint: string;
  readonly keyReference: ProofKey['keyReference'];
  /** The key is among those it attests. */
  readonly attestation?: VerifiedKeyAttestation;
  /** The DID that named the key, where one did. */
  readonly did?: string;
};

/**
 * One verified key per proof, in the order of the proofs, no key twice. One bad proof fails them all. The validity of
 * every proof comes before the presence of any nonce (checklist 12.3), so that a wallet is told what is wrong with its
 * proofs before it fetches a new nonce. Whether a nonce was ours and is unused is for the caller to check.
 */
export async function verifyJwtProofs(jwts: readonly string[], rules: ProofRules): Promise<VerifiedProof[]> {
  const readAttestation = createAttestationReader(rules);
  const proofs: VerifiedProof[] = [];
  for (const [index, jwt] of jwts.entries()) {
    proofs.push(await atIndex(jwts.length, index, () => verifyJwtProof(jwt, rules, readAttestation)));
  }
  checkDistinctKeys(proofs);
  if (rules.requireNonce) checkNoncesPresent(proofs);
  return proofs;
}

async function verifyJwtProof(jwt: string, rules: ProofRules, read: ReadAttestation): Promise<VerifiedProof> {
  const header = decodeHeader(jwt);
  if (!header) throw refuse('proof_malformed', { reason: 'The proof is not a compact JWT.', proof_type: 'jwt' });
  const algorithm = checkHeader(header, rules.algorithms);
  const attestation = await read(header);
  const named = rules.allowCertificateBesideKey === true ? withoutCertificates(header) : header;
  const candidates = await readProofKeys(named, algorithm, rules, attestation);
  const { key, keyReference, did, claims } = await verifyWithOneOf(candidates, jwt, algorithm, header);
  const thumbprint = thumbprintOf(key);
  if (attestation !== undefined) checkAttested(thumbprint, attestation, rules.attestations?.proofKey);
  return {
    key,
    thumbprint,
    keyReference,
    ...(did !== undefined && { did }),
    ...checkProofClaims(claims, rules),
    ...(attestation !== undefined && { attestation }),
  };
}

async function verifyWithOneOf(
  candidates: readonly ProofKey[],
  jwt: string,
  algorithm: string,
  header: JsonObject,
): Promise<ProofKey & { readonly claims: JsonObject }> {
  const evidence = { header_params: shownNames(Object.keys(header)), proof_type: 'jwt' };
  for (const candidate of candidates) {
    // Not cached: in a batch every proof has a key of its own, which is never seen again.
    const imported = await importPublicKey(candidate.key, algorithm);
    if (!imported)
      throw refuse('proof_key_unsuitable', {
        ...evidence,
        reason: 'The coordinates of the key are not a point of its curve.',
      });
    const signed = await verifySignedClaims(jwt, imported, algorithm);
    if (signed === 'not_an_object')
      throw refuse('proof_malformed', { ...evidence, reason: 'The payload of the proof is not a JSON object.' });
    if (signed !== 'bad_signature') return { ...candidate, claims: signed.claims };
  }
  const named = ['jwk', 'x5c'].find((name) => Object.hasOwn(header, name)) ?? 'kid';
  throw refuse('proof_signature', {
    ...evidence,
    reason: `The signature does not verify with the key named by \`${named}\`.`,
  });
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
