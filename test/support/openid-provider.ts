/** An OpenID Connect provider for tests: logs everybody in at once, and misbehaves in one way when it is told to. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Request, Response } from 'express';
import express from 'express';
import type { CryptoKey, JWK, JWTPayload } from 'jose';
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT, UnsecuredJWT } from 'jose';

export const PROVIDER_CLIENT = 'vouchsafe-test-client';
export const PROVIDER_SECRET = 'secret of the test client';

/** What the provider does wrong in its next answers. */
export type Fault =
  | 'wrong nonce'
  | 'no nonce'
  | 'wrong issuer'
  | 'wrong audience'
  | 'expired'
  | 'not signed'
  | 'signed by another key'
  | 'no ID token'
  | 'another state'
  | 'another iss in the redirect'
  | 'access_denied'
  | 'invalid_scope'
  | 'temporarily_unavailable'
  | 'token endpoint fails'
  | 'token endpoint hangs'
  | 'userinfo of another person';

type Code = {
  readonly nonce: string | undefined;
  readonly challenge: string;
  readonly redirectUri: string;
  readonly claims: Record<string, unknown>;
};

export class OpenidProvider {
  /** Claims of whoever logs in next. */
  person: Record<string, unknown> = { sub: 'ada' };
  /** What userinfo says beyond the ID token. */
  userinfo: Record<string, unknown> = {};
  fault: Fault | undefined;
  /** Of its client. */
  secret = PROVIDER_SECRET;
  /** Requests by path. */
  readonly seen: Record<string, Record<string, string>[]> = {};
  /** Everything that must be found in no log and no history. */
  readonly secrets: string[] = [PROVIDER_SECRET];
  readonly #codes = new Map<string, Code>();
  readonly #tokens = new Map<string, Record<string, unknown>>();
  #server: Server | undefined;
  #keys!: { privateKey: CryptoKey; jwk: JWK };
  #foreignKey!: CryptoKey;

  constructor(
    /** Of clients that authenticate with a key of their own. */
    readonly clientKeys: readonly JWK[] = [],
  ) {}

  get issuer(): string {
    return `http://127.0.0.1:${(this.#server?.address() as AddressInfo | undefined)?.port ?? 0}`;
  }

  async start(): Promise<this> {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    this.#keys = { privateKey, jwk: { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' } };
    this.#foreignKey = (await generateKeyPair('ES256')).privateKey;
    const app = express();
    app.use(express.urlencoded({ extended: false }));
    app.use((request, _response, next) => {
      const sent = { ...(request.query as Record<string, string>), ...(request.body as Record<string, string>) };
      this.seen[request.path] = [...(this.seen[request.path] ?? []), sent];
      next();
    });
    app.get('/.well-known/openid-configuration', (_request, response) => response.json(this.#metadata()));
    app.get('/jwks', (_request, response) => response.json({ keys: [this.#keys.jwk] }));
    app.get('/authorize', (request, response) => this.#authorize(request, response));
    app.post('/token', (request, response) => this.#token(request, response));
    app.get('/userinfo', (request, response) => this.#userinfo(request, response));
    await new Promise<void>((resolve) => {
      this.#server = app.listen(0, '127.0.0.1', () => resolve());
    });
    return this;
  }

  stop(): Promise<void> {
    this.#server?.closeAllConnections();
    return new Promise((resolve) => this.#server?.close(() => resolve()));
  }

  #metadata(): Record<string, unknown> {
    const at = this.issuer;
    return {
      issuer: at,
      authorization_endpoint: `${at}/authorize`,
      token_endpoint: `${at}/token`,
      jwks_uri: `${at}/jwks`,
      userinfo_endpoint: `${at}/userinfo`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'private_key_jwt', 'none'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    };
  }

  #authorize(request: Request, response: Response): void {
    const query = request.query as Record<string, string>;
    const back = new URL(query['redirect_uri'] ?? '');
    const state = this.fault === 'another state' ? `${query['state']}x` : (query['state'] ?? '');
    back.searchParams.set('state', state);
    back.searchParams.set('iss', this.fault === 'another iss in the redirect' ? 'https://other.example' : this.issuer);
    if (this.fault === 'access_denied' || this.fault === 'invalid_scope' || this.fault === 'temporarily_unavailable') {
      back.searchParams.set('error', this.fault);
      back.searchParams.set('error_description', 'words of the provider');
    } else {
      const code = randomBytes(24).toString('base64url');
      this.secrets.push(code);
      this.#codes.set(code, {
        nonce: query['nonce'],
        challenge: query['code_challenge'] ?? '',
        redirectUri: query['redirect_uri'] ?? '',
        claims: this.person,
      });
      back.searchParams.set('code', code);
    }
    response.redirect(302, back.href);
  }

  async #token(request: Request, response: Response): Promise<void> {
    if (this.fault === 'token endpoint hangs') return;
    if (this.fault === 'token endpoint fails') {
      response.status(500).json({ error: 'server_error' });
      return;
    }
    const form = request.body as Record<string, string>;
    if (!(await this.#isAuthenticated(request, form))) {
      response.status(401).json({ error: 'invalid_client' });
      return;
    }
    const code = this.#codes.get(form['code'] ?? '');
    this.#codes.delete(form['code'] ?? '');
    const challenge = createHash('sha256')
      .update(form['code_verifier'] ?? '')
      .digest('base64url');
    if (code === undefined || code.challenge !== challenge || code.redirectUri !== form['redirect_uri']) {
      response.status(400).json({ error: 'invalid_grant' });
      return;
    }
    const access_token = randomBytes(24).toString('base64url');
    this.#tokens.set(access_token, code.claims);
    const id_token = await this.#idToken(code);
    this.secrets.push(access_token, id_token);
    const answer = { access_token, token_type: 'Bearer', expires_in: 60 };
    response.json(this.fault === 'no ID token' ? answer : { ...answer, id_token });
  }

  async #isAuthenticated(request: Request, form: Record<string, string>): Promise<boolean> {
    if (form['client_assertion'] !== undefined) {
      const keys = createLocalJWKSet({ keys: [...this.clientKeys] });
      const audience = [this.issuer, `${this.issuer}/token`];
      return jwtVerify(form['client_assertion'], keys, { audience, issuer: PROVIDER_CLIENT }).then(
        () => true,
        () => false,
      );
    }
    const [scheme, encoded = ''] = (request.headers.authorization ?? '').split(' ');
    const [id, secret] = Buffer.from(encoded, 'base64')
      .toString()
      .split(':')
      .map((one) => decodeURIComponent(one.replaceAll('+', ' ')));
    return scheme === 'Basic' && id === PROVIDER_CLIENT && secret === this.secret;
  }

  #idToken({ nonce, claims }: Code): Promise<string> | string {
    const now = Math.floor(Date.now() / 1000);
    const payload: JWTPayload = {
      iss: this.fault === 'wrong issuer' ? 'https://other.example' : this.issuer,
      aud: this.fault === 'wrong audience' ? 'somebody-else' : PROVIDER_CLIENT,
      iat: this.fault === 'expired' ? now - 7200 : now,
      exp: this.fault === 'expired' ? now - 3600 : now + 300,
      jti: randomUUID(),
      ...(this.fault === 'no nonce' || nonce === undefined
        ? {}
        : { nonce: this.fault === 'wrong nonce' ? `${nonce}x` : nonce }),
      ...claims,
    };
    if (this.fault === 'not signed') return new UnsecuredJWT(payload).encode();
    const key = this.fault === 'signed by another key' ? this.#foreignKey : this.#keys.privateKey;
    return new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: 'one', typ: 'JWT' }).sign(key);
  }

  #userinfo(request: Request, response: Response): void {
    const [, token = ''] = (request.headers.authorization ?? '').split(' ');
    const claims = this.#tokens.get(token);
    if (claims === undefined) response.status(401).set('WWW-Authenticate', 'Bearer error="invalid_token"').end();
    else {
      const sub = this.fault === 'userinfo of another person' ? 'eve' : claims['sub'];
      response.json({ sub, ...this.userinfo });
    }
  }
}
