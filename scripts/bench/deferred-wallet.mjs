// @ts-check
/** A wallet that is deferred, polls, comes back weeks later with its refresh token, and looks at what it gets. */
import { createHash, X509Certificate } from 'node:crypto';
import { compactVerify, decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { BenchWallet, CLAIMS, CONFIGURATION } from './wallet.mjs';

/** A Bearer token lives five minutes; a careful wallet does not use the last seconds. */
const TOKEN_MS = 280_000;

/** @typedef {{number: number, sessionId: string, access: string, accessUntil: number, refresh: string, transaction: string,
 *   interval: number, x: string, state: 'deferred' | 'supplied' | 'delivered' | 'accepted'}} Waiting */

export class DeferredWallet extends BenchWallet {
  /** Up to the 202. @param {number} number @returns {Promise<Waiting>} */
  async defer(number) {
    const session = await this.createSession(false);
    const tokens = await this.redeem(await this.fetchOffer(session.credential_offer_uri));
    const accessUntil = Date.now() + TOKEN_MS;
    const { request, x } = await this.boundRequest();
    const { body } = await this.authorized('/credential', tokens.access_token, request, [202]);
    return {
      number,
      sessionId: session.session_id,
      access: tokens.access_token,
      accessUntil,
      refresh: tokens.refresh_token,
      transaction: body.transaction_id,
      interval: body.interval,
      x,
      state: 'deferred',
    };
  }

  /** As `credentialRequest`, and what tells its key. */
  async boundRequest() {
    const nonce = await this.nonce();
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = await exportJWK(publicKey);
    const proof = await new SignJWT({ aud: this.target.publicUrl, iat: Math.floor(Date.now() / 1000), nonce })
      .setProtectedHeader({ alg: 'ES256', typ: 'openid4vci-proof+jwt', jwk })
      .sign(privateKey);
    return { request: { credential_configuration_id: CONFIGURATION, proofs: { jwt: [proof] } }, x: String(jwk.x) };
  }

  /** @param {Waiting} one */
  async poll(one) {
    await this.renewToken(one);
    const { body } = await this.deferred(one, 'POST /deferred_credential, pending', 202);
    one.interval = body.interval;
  }

  /** @param {Waiting} one */
  async supply(one) {
    await this.backOffice('PUT', `/sessions/${one.sessionId}/claims/${CONFIGURATION}`, claimsOf(one));
    one.state = 'supplied';
  }

  /** @param {Waiting} one @param {boolean} isThorough whether the signature is verified too @throws when it is not what this wallet waited for */
  async collect(one, isThorough) {
    await this.renewToken(one);
    const { body } = await this.deferred(one, 'POST /deferred_credential, collected', 200);
    one.state = 'delivered';
    await checkCredential(one, body.credentials, isThorough);
    await this.notify(one.access, body.notification_id);
    one.state = 'accepted';
  }

  /** @param {Waiting} one @param {string} name @param {number} wanted */
  deferred(one, name, wanted) {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${one.access}` };
    const body = JSON.stringify({ transaction_id: one.transaction });
    return this.call(name, `${this.target.publicUrl}/deferred_credential`, { method: 'POST', headers, body }, [wanted]);
  }

  /** @param {Waiting} one */
  async renewToken(one) {
    if (Date.now() < one.accessUntil) return;
    const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: one.refresh });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const init = { method: 'POST', headers, body: form.toString() };
    const { body } = await this.call('POST /token, refresh', `${this.target.publicUrl}/token`, init);
    one.access = body.access_token;
    one.accessUntil = Date.now() + TOKEN_MS;
    one.refresh = body.refresh_token ?? one.refresh;
  }
}

/** Nobody's claims are another's, so that a mix-up shows. @param {Waiting} one */
function claimsOf({ number }) {
  return { ...CLAIMS, given_name: `Erika ${number}` };
}

/** @param {Waiting} one @param {{credential: string}[]} credentials @param {boolean} isThorough */
async function checkCredential(one, credentials, isThorough) {
  const [jwt = '', ...disclosures] = String(credentials[0]?.credential).split('~').filter(Boolean);
  const payload = /** @type {any} */ (decodeJwt(jwt));
  const names = disclosures.map((text) => JSON.parse(Buffer.from(text, 'base64url').toString()));
  const disclosed = disclosures.find((_, at) => names[at][1] === 'given_name') ?? '';
  const isMine =
    credentials.length === 1 &&
    payload.cnf?.jwk?.x === one.x &&
    names.some(([, name, value]) => name === 'given_name' && value === claimsOf(one).given_name) &&
    payload._sd?.includes(createHash('sha256').update(disclosed).digest('base64url'));
  if (!isMine) throw new Error(`Session ${one.sessionId} delivered what wallet ${one.number} did not wait for`);
  if (isThorough) await compactVerify(jwt, signerOf(jwt));
}

/** The key of the leaf certificate; that it leads to the root is tested elsewhere. @param {string} jwt */
function signerOf(jwt) {
  const [leaf = ''] = decodeProtectedHeader(jwt).x5c ?? [];
  return new X509Certificate(Buffer.from(leaf, 'base64')).publicKey;
}
