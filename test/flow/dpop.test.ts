/** DPoP at the door of the token endpoint and of the endpoints a token opens. */
import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { TestKey } from '../protocol/signed-jwt.js';
import { makeKey, signWithSecret } from '../protocol/signed-jwt.js';
import type { Change, JwtParts } from '../support/changed-jwt.js';
import { set, signChanged, signedByAnother } from '../support/changed-jwt.js';
import { AV } from '../support/datasets.js';
import { expectRefused } from '../support/expect-refused.js';
import type { RedeemedSession } from '../support/open-session.js';
import { deferSession, openSession, redeemSession } from '../support/open-session.js';
import { sendRaw } from '../support/raw-request.js';
import { sharedStack } from '../support/stack.js';
import { newKey, PRE_AUTHORIZED, send, Wallet } from '../support/wallet.js';

const stack = sharedStack();
const now = () => Math.floor(Date.now() / 1000);
const athOf = (token: string) => createHash('sha256').update(token).digest('base64url');

async function proofFor(
  key: TestKey,
  method: string,
  url: string,
  token: string | undefined,
  change: Change = () => undefined,
) {
  const header = { alg: 'ES256', typ: 'dpop+jwt', jwk: key.publicJwk };
  const ath = token === undefined ? {} : { ath: athOf(token) };
  const parts: JwtParts = { header, claims: { jti: randomUUID(), htm: method, htu: url, iat: now(), ...ath } };
  return signChanged(parts, key, change);
}

const mutations: [string, Change][] = [
  ['DP-02 another typ', set('header', 'typ', 'JWT')],
  ['DP-02 no typ', set('header', 'typ', undefined)],
  ['DP-02 no key', set('header', 'jwk', undefined)],
  ['DP-02 a private key', (parts, key) => set('header', 'jwk', key.privateJwk)(parts, key)],
  ['DP-02 a symmetric algorithm', (parts) => signWithSecret(parts.header, parts.claims)],
  ['DP-02 no algorithm', set('header', 'alg', 'none')],
  ['DP-02 an algorithm that does not fit the key', set('header', 'alg', 'ES384')],
  ['a signature of another key', signedByAnother],
  ['DP-03 no jti', set('claims', 'jti', undefined)],
  ['DP-03 no htm', set('claims', 'htm', undefined)],
  ['DP-03 another method', set('claims', 'htm', 'GET')],
  ['DP-03 no htu', set('claims', 'htu', undefined)],
  ['DP-03 the URL of another endpoint', set('claims', 'htu', `${stack.publicUrl}/nonce`)],
  ['DP-03 the URL of another host', set('claims', 'htu', 'https://other.example/token')],
  ['DP-03 no iat', set('claims', 'iat', undefined)],
  ['DP-03 an iat in words', set('claims', 'iat', 'now')],
  ['DP-04 an iat 70 seconds ahead', (parts, key) => set('claims', 'iat', now() + 70)(parts, key)],
  ['DP-04 an iat 70 seconds ago', (parts, key) => set('claims', 'iat', now() - 70)(parts, key)],
  ['no JWT', async () => 'nonsense'],
];

const tolerated: [string, Change][] = [
  ['DP-04 a clock 10 seconds ahead', (parts, key) => set('claims', 'iat', now() + 10)(parts, key)],
  ['DP-04 a clock 10 seconds behind', (parts, key) => set('claims', 'iat', now() - 10)(parts, key)],
  ['DP-04 exp and nbf in the proof', (parts) => Object.assign(parts.claims, { exp: now() + 60, nbf: now() })],
  [
    'DP-03 a host in capitals, with query and fragment',
    (parts) => {
      const { htu } = parts.claims;
      parts.claims['htu'] = `${String(htu).replace('http:', 'HTTP:')}?x=1#y`;
    },
  ],
];

describe('at the token endpoint', () => {
  const url = `${stack.publicUrl}/token`;
  const ask = (code: string, headers: Record<string, string>) =>
    send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams({ grant_type: PRE_AUTHORIZED, 'pre-authorized_code': code }).toString(),
    });

  it.each(mutations)('%s is invalid_dpop_proof, and the code is still good', async (_name, change) => {
    const code = Wallet.codeOf((await openSession(stack)).offer);
    const key = await makeKey();
    expectRefused(
      await ask(code, { DPoP: await proofFor(key, 'POST', url, undefined, change) }),
      400,
      'invalid_dpop_proof',
    );
    const good = await ask(code, { DPoP: await proofFor(key, 'POST', url, undefined) });
    expect(good).toMatchObject({ status: 200, body: { token_type: 'DPoP' } });
  });

  it.each(tolerated)('%s is accepted', async (_name, change) => {
    const code = Wallet.codeOf((await openSession(stack)).offer);
    const answer = await ask(code, { DPoP: await proofFor(await makeKey(), 'POST', url, undefined, change) });
    expect(answer.status).toBe(200);
  });

  it('DP-01 an offer that demands DPoP is not redeemed without, and then is with it', async () => {
    const { offer } = await openSession(stack, { more: { require_dpop: true } });
    const code = Wallet.codeOf(offer);
    expectRefused(await ask(code, {}), 400, 'invalid_dpop_proof');
    expect((await ask(code, { DPoP: await proofFor(await makeKey(), 'POST', url, undefined) })).status).toBe(200);
  });

  it('DP-05 a proof that was used is refused', async () => {
    const [one, other] = [await openSession(stack), await openSession(stack)];
    const proof = await proofFor(await makeKey(), 'POST', url, undefined);
    expect((await ask(Wallet.codeOf(one.offer), { DPoP: proof })).status).toBe(200);
    expectRefused(await ask(Wallet.codeOf(other.offer), { DPoP: proof }), 400, 'invalid_dpop_proof');
  });

  it('DP-06 two DPoP headers are refused', async () => {
    const code = Wallet.codeOf((await openSession(stack)).offer);
    const key = await makeKey();
    const proofs = [await proofFor(key, 'POST', url, undefined), await proofFor(key, 'POST', url, undefined)];
    const { status, text } = await sendRaw(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', dpop: proofs },
      body: new URLSearchParams({ grant_type: PRE_AUTHORIZED, 'pre-authorized_code': code }).toString(),
    });
    expect({ status, error: JSON.parse(text).error }).toEqual({ status: 400, error: 'invalid_dpop_proof' });
  });

  it.each(['ES384', 'ES512', 'EdDSA'])('DP-02 keys for %s are accepted too', async (alg) => {
    const code = Wallet.codeOf((await openSession(stack)).offer);
    const key = await makeKey(alg);
    const proof = await proofFor(key, 'POST', url, undefined, ({ header }) => Object.assign(header, { alg }));
    expect(await ask(code, { DPoP: proof })).toMatchObject({ status: 200, body: { token_type: 'DPoP' } });
  });
});

describe('at the endpoints a token opens', () => {
  const doors = ['/credential', '/deferred_credential', '/notification'];
  /** The body hardly matters: the token and its proof are judged before it. */
  const ask = (path: string, authorization: string, proof?: string) =>
    send(stack.publicUrl + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization, ...(proof === undefined ? {} : { DPoP: proof }) },
      body: '{}',
    });
  const bound = async (): Promise<RedeemedSession & { key: TestKey }> => {
    const { jwk, privateKey } = await newKey();
    const opened = await openSession(stack);
    const wallet = new Wallet(stack.publicUrl, { dpop: { jwk, privateKey } });
    const key = { privateKey, publicJwk: jwk, privateJwk: { ...jwk, d: 'AAAA' } };
    return { ...opened, wallet, tokens: await wallet.redeem(opened.offer), key };
  };

  it.each(doors)('DP-08 %s refuses a bound token under Bearer, and an unbound one under DPoP', async (path) => {
    const { tokens, key } = await bound();
    const url = stack.publicUrl + path;
    const proof = await proofFor(key, 'POST', url, tokens.access_token);
    expectRefused(await ask(path, `Bearer ${tokens.access_token}`), 401, 'invalid_token');
    expectRefused(await ask(path, `Bearer ${tokens.access_token}`, proof), 401, 'invalid_token');
    const unbound = (await redeemSession(stack)).tokens.access_token;
    const itsProof = await proofFor(key, 'POST', url, unbound);
    expectRefused(await ask(path, `DPoP ${unbound}`, itsProof), 401, 'invalid_token');
    // The same token, scheme and proof as they should be reach the body, which is empty.
    expect((await ask(path, `DPoP ${tokens.access_token}`, proof)).status).toBe(400);
  });

  it.each(doors)('DP-07 %s refuses the proof of another key, or none', async (path) => {
    const { tokens } = await bound();
    const foreign = await proofFor(await makeKey(), 'POST', stack.publicUrl + path, tokens.access_token);
    expectRefused(await ask(path, `DPoP ${tokens.access_token}`, foreign), 401, 'invalid_token');
    expectRefused(await ask(path, `DPoP ${tokens.access_token}`), 401, 'invalid_dpop_proof');
  });

  it.each([
    ...mutations,
    ['DP-03 no ath', set('claims', 'ath', undefined)] as [string, Change],
    ['DP-03 the ath of another token', set('claims', 'ath', athOf('another'))] as [string, Change],
  ])('%s is refused at all of them', async (_name, change) => {
    const { tokens, key } = await bound();
    for (const path of doors) {
      const proof = await proofFor(key, 'POST', stack.publicUrl + path, tokens.access_token, change);
      const answer = await ask(path, `DPoP ${tokens.access_token}`, proof);
      expectRefused(answer, 401, 'invalid_dpop_proof');
      expect(answer.headers.get('www-authenticate')).toMatch(/^DPoP algs="ES256[^"]*", error="invalid_dpop_proof"/);
    }
  });

  it('DP-05 a used proof is refused at each of them, and nothing else is used up', async () => {
    const { wallet, tokens, transactionId, backOffice, id } = await deferSession(stack, { dpop: true });
    const poll = { transaction_id: transactionId };
    const url = `${stack.publicUrl}/deferred_credential`;
    const once = await wallet.dpopHeader('POST', url, tokens.access_token);
    expect((await wallet.authorized('/deferred_credential', tokens, poll, once)).status).toBe(202);
    await backOffice.supply(id, AV, { age_over_18: true });
    expectRefused(await wallet.authorized('/deferred_credential', tokens, poll, once), 401, 'invalid_dpop_proof');
    const { status, body } = await wallet.collect(tokens, transactionId);
    expect(status).toBe(200);
    const notification = { notification_id: body.notification_id, event: 'credential_accepted' };
    const proof = await wallet.dpopHeader('POST', `${stack.publicUrl}/notification`, tokens.access_token);
    expect((await wallet.authorized('/notification', tokens, notification, proof)).status).toBe(204);
    expectRefused(await wallet.authorized('/notification', tokens, notification, proof), 401, 'invalid_dpop_proof');
  });

  it('DP-05 DP-12 CE-20 at the credential endpoint too, and the nonce stays good', async () => {
    const { wallet, tokens } = await redeemSession(stack, { dpop: true });
    const url = `${stack.publicUrl}/credential`;
    const proof = await wallet.dpopHeader('POST', url, tokens.access_token);
    const ask = async (headers: Record<string, string>, body: unknown) =>
      wallet.authorized('/credential', tokens, body, headers);
    expect((await ask(proof, await wallet.credentialRequest(tokens, AV, [await newKey()]))).status).toBe(200);
    const next = await wallet.credentialRequest(tokens, AV, [await newKey()]);
    expectRefused(await ask(proof, next), 401, 'invalid_dpop_proof');
    expect((await ask({}, next)).status).toBe(200);
  });

  it('DP-14 TK-15 a bound refresh token is refused with another key, or without one', async () => {
    const { wallet, tokens } = await redeemSession(stack, { supplied: [], dpop: true });
    const parameters = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' };
    for (const thief of [new Wallet(stack.publicUrl), new Wallet(stack.publicUrl, { dpop: await newKey() })])
      expectRefused(await thief.token(parameters), 400, 'invalid_grant');
    expect((await wallet.token(parameters)).status).toBe(200);
  });
});
