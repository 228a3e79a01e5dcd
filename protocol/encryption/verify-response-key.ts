/** The wallet's key for the response: public, on a curve that key agreement takes, and a point of it. */
import type { CryptoKey } from 'jose';
import { importJWK } from 'jose';
import { shownText } from '../errors/describe-shape.js';
import { refuse } from '../errors/protocol-error.js';
import type { PublicJwk } from '../jwk.js';
import { hasPrivateMember, toMinimalPublicJwk } from '../jwk.js';
import type { RequestedEncryption } from './check-response-encryption.js';

/** Everything needed to encrypt to the wallet. */
export type ResponseEncryption = Omit<RequestedEncryption, 'jwk'> & { readonly key: CryptoKey };

const CURVES: Readonly<Record<string, string>> = { 'P-256': 'EC', 'P-384': 'EC', 'P-521': 'EC', X25519: 'OKP' };

export async function verifyResponseKey({ jwk, ...parameters }: RequestedEncryption): Promise<ResponseEncryption> {
  if (hasPrivateMember(jwk)) throw refuse('response_key_private');
  const { use } = jwk;
  if (use != null && use !== 'enc') throw unsuitable('Its `use` is not `enc`.', jwk);
  const key = toMinimalPublicJwk(jwk);
  if (!Object.hasOwn(CURVES, key.crv ?? '') || CURVES[key.crv ?? ''] !== key.kty)
    throw unsuitable('Its key type or curve is not for key agreement.', jwk);
  const imported = await importKey(key, parameters.alg);
  if (imported === undefined) throw unsuitable('Its coordinates are not a point of its curve.', jwk);
  return { ...parameters, key: imported };
}

/** Of the sender's members only those that are the key: `key_ops` or `ext` must not decide what is imported. */
async function importKey(key: PublicJwk, alg: string): Promise<CryptoKey | undefined> {
  try {
    return (await importJWK({ ...key }, alg)) as CryptoKey;
  } catch {
    return undefined;
  }
}

function unsuitable(reason: string, { kty, crv }: Readonly<Record<string, unknown>>) {
  return refuse('response_key_unsuitable', {
    reason,
    expected: Object.keys(CURVES),
    provided: { kty: shownText(kty), crv: shownText(crv) },
  });
}
