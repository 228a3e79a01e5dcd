/** A wallet double: uses the public endpoints only, and says nothing it was not told to say. */
import { createHash, randomUUID } from 'node:crypto';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

export type WalletKey = { readonly privateKey: CryptoKey; readonly jwk: JWK };
export type Answer<T = Record<string, unknown>> = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
};

export type Tokens = {
  readonly access_token: string;
  readonly token_type: string;
  readonly expires_in: number;
  readonly refresh_token?: string;
  readonly authorization_details?: { credential_configuration_id: string; credential_identifiers: string[] }[];
};

export type Offer = {
  readonly credential_issuer: string;
  readonly credential_configuration_ids: string[];
  readonly grants: Record<string, { 'pre-authorized_code': string; tx_code?: Record<string, unknown> }>;
};

export const PRE_AUTHORIZED = 'urn:ietf:params:oauth:grant-type:pre-authorized_code';

export async function newKey(alg = 'ES256'): Promise<WalletKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { privateKey, jwk: await exportJWK(publicKey) };
}

export async function send<T = Record<string, unknown>>(url: string, init: RequestInit = {}): Promise<Answer<T>> {
  const response = await fetch(url, init);
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as T };
}

export type ProofOptions = {
  readonly header?: Record<string, unknown>;
  readonly claims?: Record<string, unknown>;
  readonly alg?: string;
};

export class Wallet {
  constructor(
    readonly issuer: string,
    readonly options: { readonly dpop?: WalletKey; readonly clientId?: string } = {},
  ) {}

  async fetchOffer(uri: string): Promise<Offer> {
    const { status, body } = await send<Offer>(uri);
    if (status !== 200) throw new Error(`The offer was answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  static codeOf(offer: Offer): string {
    return offer.grants[PRE_AUTHORIZED]?.['pre-authorized_code'] ?? '';
  }

  async dpopHeader(
    method: string,
    url: string,
    token?: string,
    change: { claims?: object; header?: object } = {},
  ): Promise<Record<string, string>> {
    const { dpop } = this.options;
    if (dpop === undefined) return {};
    const ath = token === undefined ? {} : { ath: createHash('sha256').update(token).digest('base64url') };
    const claims = {
      jti: randomUUID(),
      htm: method,
      htu: url,
      iat: Math.floor(Date.now() / 1000),
      ...ath,
      ...change.claims,
    };
    const header = { alg: 'ES256', typ: 'dpop+jwt', jwk: dpop.jwk, ...change.header };
    return { DPoP: await new SignJWT(claims).setProtectedHeader(header).sign(dpop.privateKey) };
  }

  /** Sends exactly these form parameters, `client_id` added when the wallet has one. */
  async token(
    parameters: Record<string, string>,
    extraHeaders: Record<string, string> = {},
  ): Promise<Answer<Tokens & { error?: string }>> {
    const url = `${this.issuer}/token`;
    const { clientId } = this.options;
    return send(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(await this.dpopHeader('POST', url)),
        ...extraHeaders,
      },
      body: new URLSearchParams({
        ...(clientId === undefined ? {} : { client_id: clientId }),
        ...parameters,
      }).toString(),
    });
  }

  async redeem(offer: Offer, more: Record<string, string> = {}): Promise<Tokens> {
    const { status, body } = await this.token({
      grant_type: PRE_AUTHORIZED,
      'pre-authorized_code': Wallet.codeOf(offer),
      ...more,
    });
    if (status !== 200) throw new Error(`The token was refused ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  async refresh(tokens: Tokens): Promise<Tokens> {
    const { status, body } = await this.token({
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token ?? '',
    });
    if (status !== 200) throw new Error(`The refresh was refused ${status}: ${JSON.stringify(body)}`);
    return { ...tokens, ...body };
  }

  async nonce(): Promise<string> {
    const { body } = await send<{ c_nonce: string }>(`${this.issuer}/nonce`, { method: 'POST' });
    return body.c_nonce;
  }

  async proof(key: WalletKey, nonce: string | undefined, change: ProofOptions = {}): Promise<string> {
    const claims = {
      aud: this.issuer,
      iat: Math.floor(Date.now() / 1000),
      ...(nonce === undefined ? {} : { nonce }),
      ...change.claims,
    };
    const header = { alg: change.alg ?? 'ES256', typ: 'openid4vci-proof+jwt', jwk: key.jwk, ...change.header };
    const kept = Object.fromEntries(Object.entries(header).filter(([, value]) => value !== undefined));
    return new SignJWT(claims).setProtectedHeader(kept as { alg: string }).sign(key.privateKey);
  }

  async authorized<T = Record<string, unknown>>(
    path: string,
    tokens: Tokens,
    body: unknown,
    extraHeaders: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const url = `${this.issuer}${path}`;
    const scheme = this.options.dpop === undefined ? 'Bearer' : 'DPoP';
    return send<T>(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `${scheme} ${tokens.access_token}`,
        ...(await this.dpopHeader('POST', url, tokens.access_token)),
        ...extraHeaders,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  /** A correct credential request for one configuration with fresh keys, one per credential wanted. */
  async credentialRequest(
    tokens: Tokens,
    configurationId: string,
    keys: readonly WalletKey[],
  ): Promise<Record<string, unknown>> {
    const nonce = await this.nonce();
    const identifier = tokens.authorization_details?.find((one) => one.credential_configuration_id === configurationId)
      ?.credential_identifiers[0];
    return {
      ...(identifier === undefined
        ? { credential_configuration_id: configurationId }
        : { credential_identifier: identifier }),
      proofs: { jwt: await Promise.all(keys.map((key) => this.proof(key, nonce))) },
    };
  }

  async requestCredential(
    tokens: Tokens,
    configurationId: string,
    keys?: readonly WalletKey[],
  ): Promise<Answer<CredentialAnswer>> {
    return this.authorized(
      '/credential',
      tokens,
      await this.credentialRequest(tokens, configurationId, keys ?? [await newKey()]),
    );
  }

  async collect(tokens: Tokens, transactionId: string): Promise<Answer<CredentialAnswer>> {
    return this.authorized('/deferred_credential', tokens, { transaction_id: transactionId });
  }

  async notify(tokens: Tokens, notificationId: string, event = 'credential_accepted'): Promise<Answer> {
    return this.authorized('/notification', tokens, { notification_id: notificationId, event });
  }
}

export type CredentialAnswer = {
  readonly credentials?: { credential: string }[];
  readonly notification_id?: string;
  readonly transaction_id?: string;
  readonly interval?: number;
  readonly error?: string;
  readonly error_description?: string;
};
