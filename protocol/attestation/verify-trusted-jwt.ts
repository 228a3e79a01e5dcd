/** What key and wallet attestations have in common: a JWT of a party that a certificate chain ties to a trust anchor. */
import type { X509Certificate } from 'node:crypto';
import type { CryptoKey } from 'jose';
import { exportJWK, importSPKI } from 'jose';
import { createKeyCache } from '../create-key-cache.js';
import type { AttestationFault } from '../errors/attestation-faults.js';
import { shownNames, shownText } from '../errors/describe-shape.js';
import type { Evidence } from '../errors/protocol-error.js';
import type { PublicJwk } from '../jwk.js';
import type { JsonObject, KeyFault } from '../verify-compact-jwt.js';
import { decodeHeader, readPublicJwk, verifySignedClaims } from '../verify-compact-jwt.js';
import { verifyCertificatePath } from './verify-certificate-path.js';

/** Makes what is thrown; each kind of JWT has refusals of its own. */
export type FailAttestation = (fault: AttestationFault, evidence?: Evidence) => Error;

export type TrustedJwtRules = {
  readonly types: readonly string[];
  readonly algorithms: readonly string[];
  readonly anchors: readonly X509Certificate[];
  readonly now: Date;
};

export type TrustedJwt = {
  /** Signed by the leaf; not looked at otherwise. */
  readonly claims: JsonObject;
  readonly leaf: X509Certificate;
  readonly includesAnchor: boolean;
};

/** Wallet providers are few, and each signs many attestations with one certificate. */
const leafKeys = createKeyCache(200);

/** Signed by a leaf that leads to an anchor. A key the JWT itself names (`jwk`, `kid`) is never a reason to trust it. */
export async function verifyTrustedJwt(
  jwt: unknown,
  rules: TrustedJwtRules,
  fail: FailAttestation,
): Promise<TrustedJwt> {
  const header = typeof jwt === 'string' ? decodeHeader(jwt) : undefined;
  if (typeof jwt !== 'string' || header === undefined) throw fail('malformed', { reason: 'It is not a compact JWT.' });
  const header_params = shownNames(Object.keys(header));
  const algorithm = checkHeader(header, rules, (fault, evidence) => fail(fault, { ...evidence, header_params }));
  if (header.x5c === undefined)
    throw fail('untrusted', { reason: 'The header has no `x5c`.', expected: 'x5c', header_params });
  const path = verifyCertificatePath(header.x5c, rules.anchors, rules.now);
  if ('fault' in path) throw fail('untrusted', { reason: path.fault, header_params });
  const key = await leafKeys(`${algorithm} ${path.leaf.fingerprint256}`, () => importLeafKey(path.leaf, algorithm));
  if (key === undefined)
    throw fail('algorithm', { reason: `The key of the certificate does not fit ${algorithm}.`, header_params });
  const signed = await verifySignedClaims(jwt, key, algorithm);
  if (signed === 'bad_signature')
    throw fail('signature', { reason: 'The signature does not verify with the leaf of `x5c`.', header_params });
  if (signed === 'not_an_object') throw fail('malformed', { reason: 'The payload is not a JSON object.' });
  return { claims: signed.claims, ...path };
}

function checkHeader({ typ, alg, ...header }: JsonObject, rules: TrustedJwtRules, fail: FailAttestation): string {
  if (typeof typ !== 'string' || !rules.types.includes(typ))
    throw fail('type', { expected: rules.types[0], provided: shownText(typ) });
  if (typeof alg !== 'string' || !rules.algorithms.includes(alg))
    throw fail('algorithm', { expected: rules.algorithms, provided: shownText(alg) });
  // RFC 7515 section 4.1.11: extensions we do not know must not be skipped.
  if (Object.hasOwn(header, 'crit')) throw fail('malformed', { reason: 'The header has critical extensions.' });
  return alg;
}

async function importLeafKey(leaf: X509Certificate, algorithm: string): Promise<CryptoKey | undefined> {
  try {
    const pem = leaf.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    return await importSPKI(pem, algorithm, { extractable: true });
  } catch {
    return undefined;
  }
}

/** The public key of a certificate, for those who bind something to it; trust in the certificate is not implied. */
export async function readLeafJwk(leaf: X509Certificate, algorithm: string): Promise<PublicJwk | KeyFault> {
  const key = await importLeafKey(leaf, algorithm);
  return key === undefined ? 'unsuitable' : readPublicJwk(await exportJWK(key), algorithm);
}
