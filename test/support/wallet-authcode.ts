/** The wallet double in the authorization code flow, and a person with a browser that keeps its cookies. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Answer, Offer, Tokens, WalletKey } from './wallet.js';
import { send, Wallet } from './wallet.js';

export const REDIRECT_URI = 'eudi-openid4ci://authorize';

export type Pushed = { readonly request_uri: string; readonly expires_in: number; readonly error?: string };
export type CodeGrant = { readonly issuer_state: string };

export function issuerStateOf(offer: Offer): string {
  const grants = offer.grants as unknown as Record<string, CodeGrant | undefined>;
  return grants['authorization_code']?.issuer_state ?? '';
}

/** A form body; a parameter that is undefined is left out. */
export function formOf(parameters: Record<string, string | undefined>): string {
  const given = Object.entries(parameters).filter((one): one is [string, string] => one[1] !== undefined);
  return new URLSearchParams(given).toString();
}

export class CodeWallet extends Wallet {
  readonly verifier = randomBytes(32).toString('base64url');
  readonly assertionKey: WalletKey | undefined;

  constructor(issuer: string, options: { dpop?: WalletKey; clientId?: string; assertionKey?: WalletKey } = {}) {
    super(issuer, { clientId: 'wallet-app', ...options });
    this.assertionKey = options.assertionKey;
  }

  get challenge(): string {
    return createHash('sha256').update(this.verifier).digest('base64url');
  }

  /** The parameters of a correct request; `change` replaces or, with undefined, removes. */
  async request(change: Record<string, string | undefined> = {}): Promise<Record<string, string | undefined>> {
    return {
      response_type: 'code',
      client_id: this.options.clientId,
      redirect_uri: REDIRECT_URI,
      code_challenge: this.challenge,
      code_challenge_method: 'S256',
      state: 'state-of-the-wallet',
      ...(await this.assertion()),
      ...change,
    };
  }

  async assertion(change: Record<string, unknown> = {}): Promise<Record<string, string>> {
    if (this.assertionKey === undefined) return {};
    const id = this.options.clientId;
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: id, sub: id, aud: this.issuer, jti: randomUUID(), iat: now, exp: now + 60, ...change };
    return {
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await new SignJWT(claims)
        .setProtectedHeader({ alg: 'ES256' })
        .sign(this.assertionKey.privateKey),
    };
  }

  async push(change: Record<string, string | undefined> = {}): Promise<Answer<Pushed>> {
    return this.pushForm(formOf(await this.request(change)));
  }

  async pushForm(body: string, headers: Record<string, string> = {}): Promise<Answer<Pushed>> {
    const url = `${this.issuer}/par`;
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    return send(url, {
      method: 'POST',
      headers: { ...type, ...(await this.dpopHeader('POST', url)), ...headers },
      body,
    });
  }

  authorizeUrl(requestUri: string, more: Record<string, string> = {}): string {
    const query = new URLSearchParams({ client_id: this.options.clientId ?? '', request_uri: requestUri, ...more });
    return `${this.issuer}/authorize?${query}`;
  }

  /** Pushes, lets the person decide, and reads the redirect. */
  async authorize(
    change: Record<string, string | undefined> = {},
    fields: Record<string, string> = {},
  ): Promise<Record<string, string>> {
    const { status, body } = await this.push(change);
    if (status !== 201) throw new Error(`The request was refused ${status}: ${JSON.stringify(body)}`);
    const browser = new Browser();
    await browser.open(this.authorizeUrl(body.request_uri));
    return readRedirect(await browser.decide('allow', fields));
  }

  async redeemCode(
    code: string,
    change: Record<string, string | undefined> = {},
  ): Promise<Answer<Tokens & { error?: string; scope?: string }>> {
    const parameters = {
      grant_type: 'authorization_code',
      code,
      code_verifier: this.verifier,
      redirect_uri: REDIRECT_URI,
      ...(await this.assertion()),
      ...change,
    };
    return this.token(Object.fromEntries(new URLSearchParams(formOf(parameters))));
  }

  async redeemed(code: string): Promise<Tokens & { scope?: string }> {
    const { status, body } = await this.redeemCode(code);
    if (status !== 200) throw new Error(`The code was refused ${status}: ${JSON.stringify(body)}`);
    return body;
  }
}

export type Page = { readonly status: number; readonly headers: Headers; readonly text: string };

export class Browser {
  #cookie: string | undefined;
  page: Page | undefined;
  #url = '';

  async open(url: string): Promise<Page> {
    this.#url = url;
    return this.#take(await fetch(url, { headers: this.#headers(), redirect: 'manual' }));
  }

  /** The hidden fields of the form on the page. */
  fields(): Record<string, string> {
    const inputs = [...(this.page?.text ?? '').matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    return Object.fromEntries(inputs.map(([, name = '', value = '']) => [name, value]));
  }

  async decide(decision: string, more: Record<string, string> = {}): Promise<Page> {
    return this.submit({ ...this.fields(), decision, ...more });
  }

  async submit(fields: Record<string, string>): Promise<Page> {
    const [url = ''] = this.#url.split('?');
    const headers = { ...this.#headers(), 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams(fields).toString();
    return this.#take(await fetch(url, { method: 'POST', headers, body, redirect: 'manual' }));
  }

  #headers(): Record<string, string> {
    return this.#cookie === undefined ? {} : { cookie: this.#cookie };
  }

  async #take(response: Response): Promise<Page> {
    const [cookie] = response.headers.getSetCookie();
    if (cookie !== undefined) this.#cookie = cookie.split(';', 1)[0];
    this.page = { status: response.status, headers: response.headers, text: await response.text() };
    return this.page;
  }
}

export function readRedirect(page: Page): Record<string, string> {
  const location = page.headers.get('location');
  if (location === null) throw new Error(`No redirect but ${page.status}: ${page.text.slice(0, 500)}`);
  return { '': location.split('?', 1)[0] ?? '', ...Object.fromEntries(new URL(location).searchParams) };
}
