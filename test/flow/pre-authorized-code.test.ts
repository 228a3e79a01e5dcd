/** The whole pre-authorized code flow, as a wallet and the verifiers it will meet see it. */
import type { JWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { deviceKey, readIssuerSigned } from '../credentials/mso-mdoc/read-issuer-signed.js';
import { readSdJwt } from '../credentials/sd-jwt-vc/read-sd-jwt.js';
import { claimsOutside, expectedClaims } from '../support/claims-outside.js';
import { AV, PID_MDOC, PID_SD_JWT } from '../support/datasets.js';
import { openSession, redeemSession } from '../support/open-session.js';
import { sharedStack } from '../support/stack.js';
import type { CredentialAnswer } from '../support/wallet.js';
import { newKey } from '../support/wallet.js';

const stack = sharedStack();
const NAMESPACES: Record<string, string> = { [AV]: 'eu.europa.ec.av.1', [PID_MDOC]: 'eu.europa.ec.eudi.pid.1' };
const ALL = [AV, PID_MDOC, PID_SD_JWT];

/** The key the credential is bound to, as `x` of its public key. */
function boundTo(id: string, credential: string): string {
  if (id === PID_SD_JWT) return (readSdJwt(credential).payload['cnf'] as { jwk: JWK }).jwk.x ?? '';
  const x = deviceKey(readIssuerSigned(credential, NAMESPACES[id] ?? '').mso).get(-2);
  return Buffer.from(x as Uint8Array).toString('base64url');
}

function credentialsOf({ credentials = [] }: CredentialAnswer): string[] {
  return credentials.map(({ credential }) => credential);
}

describe('from the offer to the notification', { timeout: 60_000 }, () => {
  const cases: [id: string, dpop: boolean, txCode: boolean][] = [
    [AV, false, false],
    [AV, true, true],
    [PID_MDOC, true, false],
    [PID_MDOC, false, true],
    [PID_SD_JWT, false, false],
    [PID_SD_JWT, true, true],
  ];

  it.each(cases)('TK-12 CR-01 CR-10 CR-12 gives %s (DPoP %s, tx_code %s)', async (id, dpop, txCode) => {
    const { wallet, created, backOffice } = await openSession(stack, {
      offered: [id],
      dpop,
      clientId: 'wallet-test',
      more: txCode ? { tx_code: true } : {},
    });
    const offer = await wallet.fetchOffer(created.credential_offer_uri);
    const tokens = await wallet.redeem(offer, txCode ? { tx_code: created.tx_code ?? '' } : {});
    // All claims are there, so there is no wait a refresh token would be for.
    expect(Object.keys(tokens).sort()).toEqual(['access_token', 'expires_in', 'token_type']);
    expect(tokens).toMatchObject(
      dpop ? { token_type: 'DPoP', expires_in: 600 } : { token_type: 'Bearer', expires_in: 300 },
    );
    const key = await newKey();
    const { status, body } = await wallet.requestCredential(tokens, id, [key]);
    expect(status).toBe(200);
    expect(body).toEqual({ credentials: [{ credential: expect.any(String) }], notification_id: expect.any(String) });
    const [credential = ''] = credentialsOf(body);
    expect(boundTo(id, credential)).toBe(key.jwk.x);
    for (const claims of await claimsOutside(stack, id, credential)) expect(claims).toMatchObject(expectedClaims(id));
    expect((await wallet.notify(tokens, body.notification_id ?? '')).status).toBe(204);
    await expect
      .poll(() => backOffice.session(created.session_id))
      .toMatchObject({ status: 'credential_accepted', client_id: 'wallet-test', dpop_bound: dpop, problem: null });
    const events = await backOffice.eventTypes(created.session_id);
    // The fetch is told beside the answer and may be told after the token.
    expect(events.filter((type) => type === 'offer_retrieved')).toHaveLength(1);
    expect(events.filter((type) => type !== 'offer_retrieved')).toEqual([
      'offer_created',
      'token_exchanged',
      'credential_requested',
      'credential_issued',
      'credential_accepted',
    ]);
  });

  it('CO-18 NO-08 needs neither a fetched offer nor a notification to be issued', async () => {
    const { wallet, tokens, id, backOffice } = await redeemSession(stack);
    expect((await wallet.requestCredential(tokens, AV)).status).toBe(200);
    expect((await backOffice.session(id)).status).toBe('credential_issued');
  });

  it('CR-06 gives several formats of one person from one session', async () => {
    const { wallet, tokens, id, backOffice } = await redeemSession(stack, { offered: ALL, dpop: true });
    const answers: CredentialAnswer[] = [];
    for (const one of ALL) answers.push((await wallet.requestCredential(tokens, one)).body);
    const [, mdoc = '', sdJwt = ''] = answers.map((one) => credentialsOf(one)[0] ?? '');
    const [fromMdoc] = await claimsOutside(stack, PID_MDOC, mdoc);
    const [fromSdJwt] = await claimsOutside(stack, PID_SD_JWT, sdJwt);
    expect(fromMdoc?.['birth_date']).toBe(fromSdJwt?.['birthdate']);
    expect(new Set(answers.map((one) => one.notification_id)).size).toBe(3);
    const { deliverables } = await backOffice.session(id);
    expect(deliverables.map((one) => one.issuances.map(({ state }) => state))).toEqual(ALL.map(() => ['delivered']));
  });
});

describe('authorization_details', () => {
  const details = (...ids: string[]) =>
    JSON.stringify(ids.map((id) => ({ type: 'openid_credential', credential_configuration_id: id })));

  it('TK-09 answers an identifier for each configuration, and the identifier gets the credential', async () => {
    const { wallet, offer } = await openSession(stack, { offered: [AV, PID_SD_JWT], dpop: true });
    const tokens = await wallet.redeem(offer, { authorization_details: details(PID_SD_JWT, AV) });
    expect(tokens.authorization_details).toEqual(
      [PID_SD_JWT, AV].map((id) => ({
        type: 'openid_credential',
        credential_configuration_id: id,
        credential_identifiers: [expect.stringMatching(/^[A-Za-z0-9_-]{22,}$/)],
      })),
    );
    const request = await wallet.credentialRequest(tokens, AV, [await newKey()]);
    expect(request).toMatchObject({ credential_identifier: expect.any(String) });
    expect(request).not.toHaveProperty('credential_configuration_id');
    expect((await wallet.authorized('/credential', tokens, request)).status).toBe(200);
  });

  it('TK-10 answers none when none were asked for', async () => {
    expect((await redeemSession(stack)).tokens).not.toHaveProperty('authorization_details');
  });

  it('TK-07 TK-08 a subset gives a token for that subset only', async () => {
    const { wallet, offer } = await openSession(stack, { offered: [AV, PID_SD_JWT] });
    const tokens = await wallet.redeem(offer, { authorization_details: details(AV) });
    const request = { ...(await wallet.credentialRequest(tokens, AV, [await newKey()])), credential_identifier: null };
    const { status, headers, body } = await wallet.authorized('/credential', tokens, {
      ...request,
      credential_configuration_id: PID_SD_JWT,
    });
    expect({ status, body }).toMatchObject({ status: 403, body: { error: 'insufficient_scope' } });
    expect(headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    expect((await wallet.requestCredential(tokens, AV)).status).toBe(200);
  });

  it('CE-06 a wallet that knows no identifiers may send the configuration id, which is no less clear', async () => {
    const { wallet, offer } = await openSession(stack);
    const { authorization_details: _, ...tokens } = await wallet.redeem(offer, { authorization_details: details(AV) });
    expect((await wallet.requestCredential(tokens, AV)).status).toBe(200);
  });
});

describe('batches', { timeout: 60_000 }, () => {
  it.each([AV, PID_SD_JWT])('CR-04 CR-05 CR-06 CR-08 gives one %s for each key, in their order', async (id) => {
    const { wallet, tokens } = await redeemSession(stack, { offered: [id] });
    const keys = await Promise.all(Array.from({ length: 5 }, () => newKey()));
    const { status, body } = await wallet.requestCredential(tokens, id, keys);
    const credentials = credentialsOf(body);
    expect(status).toBe(200);
    expect(typeof body.notification_id).toBe('string');
    expect(credentials.map((one) => boundTo(id, one))).toEqual(keys.map(({ jwk }) => jwk.x));
    expect(new Set(credentials).size).toBe(5);
    for (const credential of [credentials[0] ?? '', credentials[4] ?? '']) {
      for (const claims of await claimsOutside(stack, id, credential)) expect(claims).toMatchObject(expectedClaims(id));
    }
  });

  it('CR-07 X-16 has no salt in common and all times rounded to the day', async () => {
    const { wallet, tokens } = await redeemSession(stack, { offered: [PID_SD_JWT] });
    const { body } = await wallet.requestCredential(
      tokens,
      PID_SD_JWT,
      await Promise.all([newKey(), newKey(), newKey()]),
    );
    const read = credentialsOf(body).map((one) => readSdJwt(one));
    const salts = read.flatMap(({ disclosures }) => disclosures.map(({ content }) => content[0]));
    expect(salts.length).toBeGreaterThan(20);
    expect(new Set(salts).size).toBe(salts.length);
    for (const { payload } of read) {
      for (const time of [payload['iat'], payload['exp']]) expect(Number(time) % 86_400).toBe(0);
    }
  });

  it('CR-13 CE-22 TK-16 a further request gets further credentials, up to the limit of the session', async () => {
    const { wallet, tokens } = await redeemSession(stack);
    for (let count = 0; count < 20; count += 1) expect((await wallet.requestCredential(tokens, AV)).status).toBe(200);
    const { status, body } = await wallet.requestCredential(tokens, AV);
    expect({ status, body }).toMatchObject({ status: 400, body: { error: 'credential_request_denied' } });
  });

  it('CE-11 the largest batch is taken, one proof more is refused and uses nothing up', async () => {
    const { wallet, tokens } = await redeemSession(stack);
    const keys = await Promise.all(Array.from({ length: 31 }, () => newKey()));
    const nonce = await wallet.nonce();
    const jwt = await Promise.all(keys.map((key) => wallet.proof(key, nonce)));
    const ask = (proofs: string[]) =>
      wallet.authorized<CredentialAnswer>('/credential', tokens, {
        credential_configuration_id: AV,
        proofs: { jwt: proofs },
      });
    expect(await ask(jwt)).toMatchObject({ status: 400, body: { error: 'invalid_credential_request' } });
    const taken = await ask(jwt.slice(1));
    expect([taken.status, taken.body.credentials?.length]).toEqual([200, 30]);
  });
});
