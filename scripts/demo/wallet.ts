/** The wallet's side: an offer address, and from there on only what the metadata says. */
import { createHash, randomUUID } from 'node:crypto';
import type { CryptoKey, JWK } from 'jose';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { DemoFailure, unreachable } from './failure.js';
import { step } from './print.js';

const PRE_AUTHORIZED = 'urn:ietf:params:oauth:grant-type:pre-authorized_code';

type Key = { readonly privateKey: CryptoKey; readonly jwk: JWK };
type Offer = {
  readonly credential_issuer: string;
  readonly credential_configuration_ids: readonly string[];
  readonly grants: Readonly<Record<string, { readonly 'pre-authorized_code': string; readonly tx_code?: object }>>;
};
type IssuerMetadata = {
  readonly credential_endpoint: string;
  readonly nonce_endpoint: string;
  readonly deferred_credential_endpoint: string;
  readonly notification_endpoint: string;
  readonly credential_configurations_supported: Readonly<Record<string, { readonly format: string }>>;
};
export type Tokens = {
  readonly access_token: string;
  readonly token_type: string;
  readonly expires_in: number;
  readonly refresh_token?: string;
};
type CredentialAnswer = {
  readonly credentials?: readonly { readonly credential: string }[];
  readonly notification_id?: string;
  readonly transaction_id?: string;
  readonly interval?: number;
};

export class Wallet {
  private constructor(
    readonly offer: Offer,
    readonly issuer: IssuerMetadata,
    readonly tokenEndpoint: string,
    readonly dpop: Key | undefined,
  ) {}

  static async open(offerUri: string, { withDpop }: { readonly withDpop: boolean }): Promise<Wallet> {
    const offer = await call<Offer>('GET /credential_offers/{id}', offerUri, {}, [200]);
    const offered = offer.body.credential_configuration_ids;
    const hasTxCode = offer.body.grants[PRE_AUTHORIZED]?.tx_code !== undefined;
    step(
      'wallet',
      offer.action,
      '200',
      `offer of ${offered.join(', ')}${hasTxCode ? '; wants a transaction code' : ''}`,
    );
    const identifier = offer.body.credential_issuer;
    const issuer = await call<IssuerMetadata>(
      'GET issuer metadata',
      wellKnown(identifier, 'openid-credential-issuer'),
      {},
      [200],
    );
    const server = await call<{ token_endpoint: string }>(
      'GET authorization server metadata',
      wellKnown(identifier, 'oauth-authorization-server'),
      {},
      [200],
    );
    step('wallet', 'GET metadata, two documents', '200', `issuer ${identifier}`);
    return new Wallet(offer.body, issuer.body, server.body.token_endpoint, withDpop ? await newKey() : undefined);
  }

  configurationOf(id: string): { readonly format: string } {
    const found = this.issuer.credential_configurations_supported[id];
    if (found === undefined) throw new DemoFailure(`The metadata does not list ${id}.`);
    return found;
  }

  async redeem(txCode?: string): Promise<Tokens> {
    const code = this.offer.grants[PRE_AUTHORIZED]?.['pre-authorized_code'] ?? '';
    const tokens = await this.#token({
      grant_type: PRE_AUTHORIZED,
      'pre-authorized_code': code,
      ...(txCode === undefined ? {} : { tx_code: txCode }),
    });
    const refresh = tokens.refresh_token === undefined ? 'no refresh token' : 'refresh token';
    step('wallet', 'POST /token (code)', '200', `${tokens.token_type} token for ${tokens.expires_in} s, ${refresh}`);
    return tokens;
  }

  async refresh(tokens: Tokens): Promise<Tokens> {
    if (tokens.refresh_token === undefined) throw new DemoFailure('The token response had no refresh token.');
    const next = await this.#token({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
    step('wallet', 'POST /token (refresh)', '200', `${next.token_type} token for ${next.expires_in} s`);
    return { ...tokens, ...next };
  }

  async requestCredential(tokens: Tokens, configurationId: string): Promise<CredentialAnswer> {
    const nonce = await call<{ c_nonce: string }>('POST /nonce', this.issuer.nonce_endpoint, { method: 'POST' }, [200]);
    const proof = await this.#proof(nonce.body.c_nonce);
    const body = { credential_configuration_id: configurationId, proofs: { jwt: [proof] } };
    const answer = await this.#authorized(
      'POST /nonce, POST /credential',
      this.issuer.credential_endpoint,
      tokens,
      body,
    );
    step('wallet', answer.action, String(answer.status), `${configurationId} ${outcome(answer.body)}`);
    return answer.body;
  }

  async collect(tokens: Tokens, transactionId: string): Promise<CredentialAnswer> {
    const answer = await this.#authorized(
      'POST /deferred_credential',
      this.issuer.deferred_credential_endpoint,
      tokens,
      { transaction_id: transactionId },
    );
    step('wallet', answer.action, String(answer.status), outcome(answer.body));
    return answer.body;
  }

  async notify(tokens: Tokens, notificationId: string): Promise<void> {
    const answer = await this.#authorized('POST /notification', this.issuer.notification_endpoint, tokens, {
      notification_id: notificationId,
      event: 'credential_accepted',
    });
    step('wallet', answer.action, String(answer.status), 'credential_accepted');
  }

  async #token(form: Record<string, string>): Promise<Tokens> {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      ...(await this.#dpopHeader(this.tokenEndpoint)),
    };
    const body = new URLSearchParams(form).toString();
    return (await call<Tokens>('POST /token', this.tokenEndpoint, { method: 'POST', headers, body }, [200])).body;
  }

  async #authorized(action: string, url: string, tokens: Tokens, body: object): Promise<Answer<CredentialAnswer>> {
    const headers = {
      'content-type': 'application/json',
      authorization: `${tokens.token_type} ${tokens.access_token}`,
      ...(await this.#dpopHeader(url, tokens.access_token)),
    };
    return call(action, url, { method: 'POST', headers, body: JSON.stringify(body) }, [200, 202, 204]);
  }

  async #dpopHeader(url: string, token?: string): Promise<Record<string, string>> {
    if (this.dpop === undefined) return {};
    const ath = token === undefined ? {} : { ath: createHash('sha256').update(token).digest('base64url') };
    const proof = new SignJWT({ jti: randomUUID(), htm: 'POST', htu: url, iat: seconds(), ...ath });
    const header = { alg: 'ES256', typ: 'dpop+jwt', jwk: this.dpop.jwk };
    return { DPoP: await proof.setProtectedHeader(header).sign(this.dpop.privateKey) };
  }

  async #proof(nonce: string): Promise<string> {
    const holder = await newKey();
    return new SignJWT({ aud: this.offer.credential_issuer, iat: seconds(), nonce })
      .setProtectedHeader({ alg: 'ES256', typ: 'openid4vci-proof+jwt', jwk: holder.jwk })
      .sign(holder.privateKey);
  }
}

function outcome({ credentials, interval }: CredentialAnswer): string {
  return credentials === undefined
    ? `not ready; ask again in ${interval} s`
    : `issued, ${credentials.length} credential(s)`;
}

/** OID4VCI 12.2.2, RFC 8414 section 3: the well-known part stands before the path of the issuer. */
function wellKnown(identifier: string, name: string): string {
  const url = new URL(identifier);
  return `${url.origin}/.well-known/${name}${url.pathname === '/' ? '' : url.pathname}`;
}

async function newKey(): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  return { privateKey, jwk: await exportJWK(publicKey) };
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

type Answer<T> = { readonly action: string; readonly status: number; readonly body: T };

async function call<T>(action: string, url: string, init: RequestInit, wanted: readonly number[]): Promise<Answer<T>> {
  const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(10_000) }).catch((error: unknown) => {
    throw unreachable(url, error);
  });
  const text = await answer.text();
  if (!wanted.includes(answer.status))
    throw new DemoFailure(`${action} was answered ${answer.status}: ${text.slice(0, 500)}`);
  return { action, status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as T };
}
