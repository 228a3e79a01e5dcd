/** Which keys may have signed a jwt proof: the one its header names, or, with a key attestation, those a `kid` may mean. */
import type { X509Certificate } from 'node:crypto';
import { readChain, verifyCertificatePath } from '../attestation/verify-certificate-path.js';
import type { VerifiedKeyAttestation } from '../attestation/verify-key-attestation.js';
import { findAttestedKeys } from '../attestation/verify-key-attestation.js';
import { readLeafJwk } from '../attestation/verify-trusted-jwt.js';
import { shownNames } from '../errors/describe-shape.js';
import { refuse } from '../errors/protocol-error.js';
import type { PublicJwk } from '../jwk.js';
import type { JsonObject } from '../verify-compact-jwt.js';
import { readPublicJwk } from '../verify-compact-jwt.js';
import type { DidRules } from './verify-key-reference.js';
import { readKeyReference } from './verify-key-reference.js';

export type ProofKey = {
  readonly key: PublicJwk;
  readonly keyReference: 'jwk' | 'kid' | 'x5c' | 'attested_key';
  readonly did?: string;
};

export type ProofKeyRules = DidRules & {
  /** Whether the key may be that of a certificate (PR-06). */
  readonly allowX5c?: boolean;
  /** Where its path has to lead; none: it only carries the key, and its path is not verified. */
  readonly certificateAnchors?: readonly X509Certificate[];
  readonly now: Date;
};

/** At least one key; several only where a `kid` means several, and then the signature has to decide. */
export async function readProofKeys(
  header: JsonObject,
  algorithm: string,
  rules: ProofKeyRules,
  attestation: VerifiedKeyAttestation | undefined,
): Promise<readonly ProofKey[]> {
  const { kid } = header;
  const isOnly = (name: string): boolean =>
    ['jwk', 'kid', 'x5c'].every((one) => Object.hasOwn(header, one) === (one === name));
  if (rules.allowX5c === true && isOnly('x5c')) return [await readCertificateKey(header, algorithm, rules)];
  if (attestation === undefined || typeof kid !== 'string' || kid.startsWith('did:') || !isOnly('kid'))
    return [await readKeyReference(header, algorithm, rules)];
  const fitting = findAttestedKeys(kid, attestation).filter(
    ({ key }) => typeof readPublicJwk(key, algorithm) !== 'string',
  );
  if (fitting.length > 0) return fitting.map(({ key }) => ({ key, keyReference: 'attested_key' }));
  throw refuse('proof_kid_unresolvable', {
    reason: `The \`kid\` of the proof is neither an index into the ${attestation.keys.length} attested keys, nor the \`kid\` or the thumbprint of one that fits ${algorithm}.`,
    header_params: shownNames(Object.keys(header)),
    proof_type: 'jwt',
  });
}

async function readCertificateKey(
  header: JsonObject,
  algorithm: string,
  { certificateAnchors = [], now }: ProofKeyRules,
): Promise<ProofKey> {
  const evidence = { header_params: shownNames(Object.keys(header)), proof_type: 'jwt' };
  const [leaf] = readChain(header.x5c) ?? [];
  if (leaf === undefined)
    throw refuse('proof_malformed', {
      ...evidence,
      reason: 'The header parameter `x5c` is not a list of certificates.',
    });
  const path = certificateAnchors.length === 0 ? undefined : verifyCertificatePath(header.x5c, certificateAnchors, now);
  if (path !== undefined && 'fault' in path)
    throw refuse('proof_certificate_untrusted', { ...evidence, reason: path.fault });
  const key = await readLeafJwk(leaf, algorithm);
  if (typeof key !== 'string') return { key, keyReference: 'x5c' };
  throw refuse('proof_key_unsuitable', {
    ...evidence,
    reason: `The key of the first certificate in \`x5c\` does not fit ${algorithm}.`,
  });
}
