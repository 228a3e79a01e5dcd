/** A wallet double that encrypts its requests and asks for encrypted responses, by what the metadata says. */

import type { CryptoKey, JWK } from 'jose';
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { Answer, Tokens } from './wallet.js';
import { send, Wallet } from './wallet.js';

export type EncryptionMetadata = {
  readonly credential_request_encryption: {
    jwks: { keys: JWK[] };
    enc_values_supported: string[];
    encryption_required: boolean;
  };
  readonly credential_response_encryption?: { alg_values_supported: string[]; encryption_required: boolean };
};
export type ResponseKey = { readonly privateKey: CryptoKey; readonly jwk: JWK };
export type Opened<T> = Answer<T> & { readonly header: Record<string, unknown> };

export async function newResponseKey(alg = 'ECDH-ES', crv = 'P-256'): Promise<ResponseKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { crv, extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), alg, use: 'enc', kid: `wallet-${crv}` } };
}

/** The member by which a request asks for its response to be encrypted. */
export function encryptedTo({ jwk }: ResponseKey, more: object = {}): { credential_response_encryption: object } {
  return { credential_response_encryption: { jwk, enc: 'A128GCM', ...more } };
}

export class EncryptingWallet extends Wallet {
  static of({ issuer, options }: Wallet): EncryptingWallet {
    return new EncryptingWallet(issuer, options);
  }

  async metadata(): Promise<EncryptionMetadata> {
    return (await send<EncryptionMetadata>(`${this.issuer}/.well-known/openid-credential-issuer`)).body;
  }

  async requestJwk(): Promise<JWK> {
    const [jwk] = (await this.metadata()).credential_request_encryption.jwks.keys;
    if (jwk === undefined) throw new Error('The metadata has no key for requests');
    return jwk;
  }

  async seal(body: unknown, header: object = {}, jwk?: JWK): Promise<string> {
    const to = jwk ?? (await this.requestJwk());
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return new CompactEncrypt(new TextEncoder().encode(text))
      .setProtectedHeader({ alg: to.alg ?? '', kid: to.kid ?? '', enc: 'A256GCM', ...header })
      .encrypt(await importJWK(to, to.alg));
  }

  /** Encrypted with the issuer's present key; the answer as it comes. */
  async sendSealed<T = Record<string, unknown>>(
    path: string,
    tokens: Tokens,
    body: unknown,
    header: object = {},
  ): Promise<Answer<T>> {
    return this.authorized<T>(path, tokens, await this.seal(body, header), { 'content-type': 'application/jwt' });
  }

  static async open<T = Record<string, unknown>>(
    answer: Answer<unknown>,
    { privateKey }: ResponseKey,
  ): Promise<Opened<T>> {
    const jwe = answer.body as string;
    const { plaintext } = await compactDecrypt(jwe, privateKey);
    return {
      ...answer,
      body: JSON.parse(new TextDecoder().decode(plaintext)) as T,
      header: decodeProtectedHeader(jwe),
    };
  }
}
