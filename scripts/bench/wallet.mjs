// @ts-check
/** The wallet of the bench: correct requests, real keys and proofs, and a clock on every answer. */
import { setTimeout as pause } from 'node:timers/promises';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const PRE_AUTHORIZED = 'urn:ietf:params:oauth:grant-type:pre-authorized_code';
const MOST_ATTEMPTS = 5;
/** Under this name answers of 503 are observed. */
export const TRIED_AGAIN = '503, tried again';
export const CONFIGURATION = 'eu.europa.ec.eudi.pid_sd_jwt';
export const CLAIMS = {
  family_name: 'Musterfrau',
  given_name: 'Erika',
  birthdate: '1984-08-12',
  place_of_birth: { country: 'UT', locality: 'Musterstadt' },
  nationalities: ['UT'],
  issuing_authority: 'Utopia Identity Office',
  issuing_country: 'UT',
};

/** @typedef {{publicUrl: string, privateUrl: string, adminKey: string}} Target */
/** @typedef {(endpoint: string, milliseconds: number) => void} Observe */
/** @typedef {{status: number, body: any}} Answer */

export class BenchWallet {
  /** @param {Target} target @param {Observe} [observe] */
  constructor(target, observe = () => {}) {
    this.target = target;
    this.observe = observe;
  }

  /**
   * @param {string} endpoint its name in the figures @param {string} url @param {RequestInit} init
   * @param {number[]} [wanted] what it may be answered; anything else is a fault of the bench
   * @returns {Promise<Answer>}
   */
  async call(endpoint, url, init, wanted = [200]) {
    const { answer, text } = await this.tryAgain(endpoint, url, init);
    if (!wanted.includes(answer.status))
      throw new Error(`${endpoint} answered ${answer.status}: ${text.slice(0, 300)}`);
    return { status: answer.status, body: text ? JSON.parse(text) : undefined };
  }

  /**
   * As a wallet does that is told "try again": a busy machine must not end the measuring, and must not hide in it.
   * @param {string} endpoint @param {string} url @param {RequestInit} init
   */
  async tryAgain(endpoint, url, init) {
    for (let attempt = 1; ; attempt++) {
      const started = performance.now();
      const answer = await fetch(url, init);
      const text = await answer.text();
      this.observe(answer.status === 503 ? TRIED_AGAIN : endpoint, performance.now() - started);
      if (answer.status !== 503 || attempt === MOST_ATTEMPTS) return { answer, text };
      await pause(Number(answer.headers.get('retry-after') ?? 1) * 1000);
    }
  }

  /** @param {string} method @param {string} path @param {object} [body] @param {number[]} [wanted] */
  async backOffice(method, path, body, wanted) {
    const headers = { authorization: `Bearer ${this.target.adminKey}`, 'content-type': 'application/json' };
    const endpoint = `${method} ${path
      .replace(/^\/sessions\/[^/]+/, '/sessions/{id}')
      .replace(CONFIGURATION, '{id}')
      .replace(/&before=.*/, '')}`;
    const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
    return (await this.call(endpoint, this.target.privateUrl + path, init, wanted)).body;
  }

  /** @param {boolean} withClaims */
  createSession(withClaims) {
    const claims = withClaims ? { claims: { [CONFIGURATION]: CLAIMS } } : {};
    return this.backOffice('POST', '/sessions', { credential_configuration_ids: [CONFIGURATION], ...claims }, [201]);
  }

  /** @param {string} uri */
  async fetchOffer(uri) {
    return (await this.call('GET /credential_offers/{id}', uri, {})).body;
  }

  /** @param {any} offer */
  redeem(offer) {
    const code = offer.grants[PRE_AUTHORIZED]['pre-authorized_code'];
    return this.token({ grant_type: PRE_AUTHORIZED, 'pre-authorized_code': code });
  }

  /** @param {Record<string, string>} form @param {number[]} [wanted] */
  async token(form, wanted) {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const init = { method: 'POST', headers, body: new URLSearchParams(form).toString() };
    return (await this.call('POST /token', `${this.target.publicUrl}/token`, init, wanted)).body;
  }

  async nonce() {
    return (await this.call('POST /nonce', `${this.target.publicUrl}/nonce`, { method: 'POST' })).body.c_nonce;
  }

  /** A correct request with a new key and its proof. */
  async credentialRequest() {
    const nonce = await this.nonce();
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const proof = await new SignJWT({ aud: this.target.publicUrl, iat: Math.floor(Date.now() / 1000), nonce })
      .setProtectedHeader({ alg: 'ES256', typ: 'openid4vci-proof+jwt', jwk: await exportJWK(publicKey) })
      .sign(privateKey);
    return { credential_configuration_id: CONFIGURATION, proofs: { jwt: [proof] } };
  }

  /** @param {string} path @param {string} token @param {object} body @param {number[]} [wanted] */
  authorized(path, token, body, wanted) {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    return this.call(`POST ${path}`, this.target.publicUrl + path, init, wanted);
  }

  /** @param {string} token @param {string} notificationId */
  notify(token, notificationId) {
    const body = { notification_id: notificationId, event: 'credential_accepted' };
    return this.authorized('/notification', token, body, [204]);
  }

  /** Offer by reference, claims present, up to the notification. @returns {Promise<string>} the session's id */
  async issue() {
    const session = await this.createSession(true);
    const offer = await this.fetchOffer(session.credential_offer_uri);
    const { access_token } = await this.redeem(offer);
    const { body } = await this.authorized('/credential', access_token, await this.credentialRequest());
    await this.notify(access_token, body.notification_id);
    return session.session_id;
  }
}
