/** A wallet as the EUDI library is one: pushes, proves its instance and its DPoP key everywhere, and attests its keys. */
import { createHash, randomBytes } from 'node:crypto';
import type { Answer, CredentialAnswer, Tokens, WalletKey } from './wallet.js';
import { newKey, send } from './wallet.js';
import type { Change, WalletProvider } from './wallet-attestation.js';
import { WalletInstance } from './wallet-attestation.js';
import { AttestedWallet } from './wallet-attested.js';
import { Browser, formOf, readRedirect } from './wallet-authcode.js';

export const EUDI_CLIENT = 'https://wallet.example/type';
const REDIRECT = 'eudi-openid4ci://authorize';

export class EudiWallet extends AttestedWallet {
  /** Of the wallet attestation, beside its usual ones. */
  walletClaims: Record<string, unknown> = {};
  readonly #verifier = randomBytes(32).toString('base64url');

  static async create(issuer: string, provider: WalletProvider): Promise<EudiWallet> {
    const instance = await WalletInstance.create();
    const wallet = new EudiWallet(issuer, provider, { clientId: EUDI_CLIENT, dpop: await newKey(), instance });
    const { status, body, headers } = await wallet.fetchChallenge();
    if (status !== 200) throw new Error(`The challenge was answered ${status}`);
    wallet.challenge = body.attestation_challenge;
    wallet.dpopNonce = headers.get('dpop-nonce') ?? undefined;
    return wallet;
  }

  override attestationHeaders(pop: Change = {}, attestation: Change = {}) {
    return super.attestationHeaders(pop, {
      ...attestation,
      claims: { ...this.walletClaims, ...attestation.claims },
    });
  }

  /** The whole authorization; answers the token. */
  async authorize(scope: string, issuerState: string): Promise<Tokens> {
    const url = `${this.issuer}/par`;
    const body = formOf({
      response_type: 'code',
      client_id: EUDI_CLIENT,
      redirect_uri: REDIRECT,
      code_challenge: createHash('sha256').update(this.#verifier).digest('base64url'),
      code_challenge_method: 'S256',
      state: 'state',
      scope,
      issuer_state: issuerState,
    });
    const pushed = await this.#retrying(async () =>
      send<{ request_uri: string; error?: string }>(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          ...(await this.dpopHeader('POST', url)),
          ...(await this.attestationHeaders()),
        },
        body,
      }),
    );
    if (pushed.status !== 201) throw new Error(`The request was refused: ${JSON.stringify(pushed.body)}`);
    const browser = new Browser();
    const query = new URLSearchParams({ client_id: EUDI_CLIENT, request_uri: pushed.body.request_uri });
    await browser.open(`${this.issuer}/authorize?${query}`);
    const { code = '' } = readRedirect(await browser.decide('allow'));
    return this.#granted({
      grant_type: 'authorization_code',
      code,
      code_verifier: this.#verifier,
      redirect_uri: REDIRECT,
    });
  }

  async refreshed(tokens: Tokens): Promise<Tokens> {
    const fresh = await this.#granted({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' });
    return { ...tokens, ...fresh };
  }

  /** One proof by the first attested key, for fresh keys. */
  async issued(tokens: Tokens, configurationId: string, count: number, change: Change = {}) {
    const keys = await Promise.all(Array.from({ length: count }, () => newKey()));
    return { keys, ...(await this.ask(tokens, configurationId, keys, change)) };
  }

  async ask(
    tokens: Tokens,
    configurationId: string,
    keys: readonly WalletKey[],
    change: Change = {},
  ): Promise<Answer<CredentialAnswer>> {
    const request = await this.attestedRequest(configurationId, keys, change);
    return this.#retrying(() => this.credential(tokens, request));
  }

  async #granted(parameters: Record<string, string>): Promise<Tokens> {
    const answer = await this.#retrying(() => this.token(parameters));
    if (answer.status !== 200) throw new Error(`The token was refused: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** EU-19: once, with the nonce of the refusal. */
  async #retrying<T>(attempt: () => Promise<Answer<T>>): Promise<Answer<T>> {
    const first = await attempt();
    const nonce = first.headers.get('dpop-nonce');
    if (nonce !== null) this.dpopNonce = nonce;
    const isAsked = (first.body as { error?: string }).error === 'use_dpop_nonce';
    return isAsked ? attempt() : first;
  }
}
