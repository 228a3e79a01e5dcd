/** A wallet double of draft 13: it names credentials by format, has one proof and never calls the nonce endpoint. */
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { type CryptoKey, importJWK } from 'jose';
import type { Answer, Tokens, WalletKey } from './wallet.js';
import { newKey, Wallet } from './wallet.js';

export type Draft13Tokens = Tokens & { readonly c_nonce: string; readonly c_nonce_expires_in: number };
export type Draft13Answer = {
  readonly credential?: string;
  readonly credentials?: string[];
  readonly c_nonce?: string;
  readonly c_nonce_expires_in?: number;
  readonly notification_id?: string;
  readonly transaction_id?: string;
  readonly interval?: number;
  readonly error?: string;
};

export class Draft13Wallet extends Wallet {
  static of({ issuer, options }: Wallet): Draft13Wallet {
    return new Draft13Wallet(issuer, options);
  }

  async request(named: object, nonce: string, key?: WalletKey): Promise<Record<string, unknown>> {
    return { ...named, proof: { proof_type: 'jwt', jwt: await this.proof(key ?? (await newKey()), nonce) } };
  }

  async ask(tokens: Tokens, named: object, nonce: string): Promise<Answer<Draft13Answer>> {
    return this.authorized('/credential', tokens, await this.request(named, nonce));
  }
}

/** A certificate for this key by nobody, as it stands in `x5c`. */
export async function certificateFor({ privateKey, jwk }: WalletKey): Promise<string> {
  const publicKey = (await importJWK(jwk, 'ES256', { extractable: true })) as CryptoKey;
  const signingAlgorithm = { name: 'ECDSA', hash: 'SHA-256' };
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    { name: 'CN=Test wallet', keys: { privateKey, publicKey } as never, signingAlgorithm },
    webcrypto as never,
  );
  return Buffer.from(certificate.rawData).toString('base64');
}
