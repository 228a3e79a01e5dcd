/** Signs JWTs the way a wallet does, right or wrong in one place. */
import type { CryptoKey, JWK } from 'jose';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export type TestKey = { readonly privateKey: CryptoKey; readonly publicJwk: JWK; readonly privateJwk: JWK };

export async function makeKey(algorithm = 'ES256'): Promise<TestKey> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  return { privateKey, publicJwk: await exportJWK(publicKey), privateJwk: await exportJWK(privateKey) };
}

const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A JWT whose header may claim anything; the signature is made over exactly these bytes. */
export async function signJwt(
  header: Readonly<Record<string, unknown>>,
  payload: unknown,
  key: TestKey,
): Promise<string> {
  const input = `${encode(header)}.${encode(payload)}`;
  const curve = key.publicJwk.crv ?? '';
  const hash = { 'P-256': 'SHA-256', 'P-384': 'SHA-384', 'P-521': 'SHA-512' }[curve];
  const algorithm = hash === undefined ? { name: 'Ed25519' } : { name: 'ECDSA', hash };
  const signature = await crypto.subtle.sign(algorithm, key.privateKey as never, Buffer.from(input));
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
}

/** A JWT changed after it was signed, in the last part named. */
export function tamper(jwt: string, change: (claims: Record<string, unknown>) => void): string {
  const [header, payload = '', signature] = jwt.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  change(claims);
  return `${header}.${encode(claims)}.${signature}`;
}

/** A JWT with a symmetric signature, which no public key can stand for. */
export function signWithSecret(
  header: Readonly<Record<string, unknown>>,
  payload: Record<string, unknown>,
): Promise<string> {
  return new SignJWT(payload).setProtectedHeader({ ...header, alg: 'HS256' }).sign(new Uint8Array(32).fill(7));
}
