/** The credential endpoint apart from proofs: tokens, selectors, order of evaluation, retries. */
import { describe, expect, it } from 'vitest';
import { AV, PID_MDOC, PID_SD_JWT } from '../support/datasets.js';
import { expectRefused } from '../support/expect-refused.js';
import type { RedeemedSession } from '../support/open-session.js';
import { openSession, redeemSession } from '../support/open-session.js';
import { sharedStack } from '../support/stack.js';
import type { CredentialAnswer } from '../support/wallet.js';
import { newKey, send } from '../support/wallet.js';

const stack = sharedStack();
const url = `${stack.publicUrl}/credential`;
const details = (...ids: string[]) => ({
  authorization_details: JSON.stringify(
    ids.map((id) => ({ type: 'openid_credential', credential_configuration_id: id })),
  ),
});

function ask({ wallet, tokens }: RedeemedSession, body: unknown, headers: Record<string, string> = {}) {
  return wallet.authorized<CredentialAnswer>('/credential', tokens, body, headers);
}

async function withGoodRequest(options: Parameters<typeof redeemSession>[1] = {}) {
  const session = await redeemSession(stack, options);
  const good = await session.wallet.credentialRequest(session.tokens, AV, [await newKey()]);
  return { session, good };
}

describe('a credential request that differs in one thing from a correct one', () => {
  const rows: [string, Record<string, unknown>, number, string][] = [
    ['CE-05 no selector', { credential_configuration_id: undefined }, 400, 'invalid_credential_request'],
    ['CE-05 a null selector', { credential_configuration_id: null }, 400, 'invalid_credential_request'],
    ['CE-05 an empty one', { credential_configuration_id: '' }, 400, 'invalid_credential_request'],
    ['CE-05 a number', { credential_configuration_id: 1 }, 400, 'invalid_credential_request'],
    ['CE-05 an array', { credential_configuration_id: [AV] }, 400, 'invalid_credential_request'],
    ['CE-05 both selectors', { credential_identifier: 'x' }, 400, 'invalid_credential_request'],
    ['an unknown configuration', { credential_configuration_id: 'nope' }, 400, 'unknown_credential_configuration'],
    ['an inherited name', { credential_configuration_id: 'constructor' }, 400, 'unknown_credential_configuration'],
    ['CE-02 CE-07 one that was not offered', { credential_configuration_id: PID_MDOC }, 403, 'insufficient_scope'],
    [
      'an identifier nobody gave it',
      { credential_configuration_id: undefined, credential_identifier: '0F2boQEojvjx74z6OHQi1A' },
      400,
      'unknown_credential_identifier',
    ],
    [
      'CE-13 encryption that is not offered',
      { credential_response_encryption: { jwk: {}, enc: 'A128GCM' } },
      400,
      'invalid_encryption_parameters',
    ],
    ['CE-08 no proofs', { proofs: undefined }, 400, 'invalid_proof'],
    ['CE-08 null proofs', { proofs: null }, 400, 'invalid_proof'],
    ['CE-09 a proofs array', { proofs: [] }, 400, 'invalid_proof'],
    ['CE-09 empty proofs', { proofs: {} }, 400, 'invalid_proof'],
    ['CE-09 an empty list', { proofs: { jwt: [] } }, 400, 'invalid_proof'],
    ['CE-09 a string for a list', { proofs: { jwt: 'ey..' } }, 400, 'invalid_proof'],
    ['CE-09 numbers in the list', { proofs: { jwt: [1] } }, 400, 'invalid_proof'],
    ['CE-10 another proof type', { proofs: { attestation: ['x'] } }, 400, 'invalid_proof'],
    ['PR-40 CE-10 di_vp', { proofs: { di_vp: [{}] } }, 400, 'invalid_proof'],
  ];

  it.each(rows)('%s is refused, and the same nonce and token still work', async (_name, change, status, error) => {
    const { session, good } = await withGoodRequest();
    expectRefused(await ask(session, { ...good, ...change }), status, error);
    expect((await ask(session, good)).status).toBe(200);
  });

  it('CE-09 two proof types are refused', async () => {
    const { session, good } = await withGoodRequest();
    const proofs = { ...(good['proofs'] as object), attestation: ['x'] };
    expectRefused(await ask(session, { ...good, proofs }), 400, 'invalid_proof');
  });

  it.each([
    ['no JSON', '{"credential_configuration_id":'],
    ['nothing', ''],
    ['null', 'null'],
    ['an array', '[]'],
    ['a string', '"x"'],
    ['CE-15 a member twice', `{"credential_configuration_id":"${AV}","credential_configuration_id":"${PID_MDOC}"}`],
    ['CE-15 a nested member twice', `{"credential_configuration_id":"${AV}","proofs":{"jwt":["a"],"jwt":["b"]}}`],
  ])('%s is refused', async (_name, body) => {
    expectRefused(await ask(await redeemSession(stack), body), 400, 'invalid_credential_request');
  });

  it.each(['application/x-www-form-urlencoded', 'text/plain', ''])(
    'CE-04 the media type "%s" is refused',
    async (type) => {
      const { session, good } = await withGoodRequest();
      expectRefused(await ask(session, good, { 'content-type': type }), 400, 'invalid_credential_request');
    },
  );

  it('CE-13 an encrypted request is refused, as no encryption is offered', async () => {
    const { session, good } = await withGoodRequest();
    const answer = await ask(session, good, { 'content-type': 'application/jwt' });
    expectRefused(answer, 400, 'invalid_encryption_parameters');
  });

  it('CE-04 application/json may have a charset, and be in capitals', async () => {
    const { session, good } = await withGoodRequest();
    const answer = await ask(session, good, { 'content-type': 'Application/JSON; charset=utf-8' });
    expect(answer.status).toBe(200);
  });
});

describe('identifiers', () => {
  it('CE-05 one of this grant names its configuration', async () => {
    const opened = await openSession(stack, { offered: [AV, PID_SD_JWT] });
    const tokens = await opened.wallet.redeem(opened.offer, details(AV, PID_SD_JWT));
    const session = { ...opened, tokens };
    for (const id of [PID_SD_JWT, AV]) {
      const request = await opened.wallet.credentialRequest(tokens, id, [await newKey()]);
      expect((await ask(session, request)).status).toBe(200);
    }
  });

  it('one of another session is unknown', async () => {
    const [one, other] = [await openSession(stack), await openSession(stack)];
    const [mine, theirs] = [
      await one.wallet.redeem(one.offer, details(AV)),
      await other.wallet.redeem(other.offer, details(AV)),
    ];
    const stolen = theirs.authorization_details?.[0]?.credential_identifiers[0];
    const request = {
      ...(await one.wallet.credentialRequest(mine, AV, [await newKey()])),
      credential_identifier: stolen,
    };
    expectRefused(await ask({ ...one, tokens: mine }, request), 400, 'unknown_credential_identifier');
  });

  it('CE-06 one that was not returned with this token is unknown', async () => {
    const { id, wallet, offer, ...rest } = await openSession(stack);
    const first = await wallet.redeem(offer, details(AV));
    const renewed = await rest.backOffice.renew(id);
    const tokens = await wallet.redeem(renewed.credential_offer);
    const request = await wallet.credentialRequest(first, AV, [await newKey()]);
    expectRefused(await ask({ id, wallet, offer, ...rest, tokens }, request), 400, 'unknown_credential_identifier');
  });
});

describe('the order of evaluation', () => {
  const broken = { credential_configuration_id: 'nope', proofs: {} };

  it('CE-01 the token comes before the body', async () => {
    const answer = await send(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' });
    expectRefused(answer, 401, 'invalid_token');
  });

  it('existence comes before coverage, and coverage before encryption and proofs', async () => {
    const session = await redeemSession(stack);
    expectRefused(await ask(session, broken), 400, 'unknown_credential_configuration');
    const uncovered = { credential_configuration_id: PID_MDOC, credential_response_encryption: {}, proofs: {} };
    expectRefused(await ask(session, uncovered), 403, 'insufficient_scope');
    const encrypted = { credential_configuration_id: AV, credential_response_encryption: {}, proofs: {} };
    expectRefused(await ask(session, encrypted), 400, 'invalid_encryption_parameters');
  });

  it('a bad proof comes before a bad nonce, and a missing nonce before a foreign one', async () => {
    const { wallet, tokens, ...rest } = await redeemSession(stack);
    const session = { wallet, tokens, ...rest };
    const [one, other] = [await newKey(), await newKey()];
    const proofs = async (...jwts: Promise<string>[]) =>
      ask(session, { credential_configuration_id: AV, proofs: { jwt: await Promise.all(jwts) } });
    const badAudience = { claims: { aud: 'https://other.example' } };
    expectRefused(await proofs(wallet.proof(one, 'foreign', badAudience)), 400, 'invalid_proof');
    expectRefused(await proofs(wallet.proof(one, 'foreign'), wallet.proof(other, undefined)), 400, 'invalid_proof');
    expectRefused(await proofs(wallet.proof(one, 'foreign')), 400, 'invalid_nonce');
  });
});

describe('retries', () => {
  it('CR-14 an identical request gets the same answer', async () => {
    const { session, good } = await withGoodRequest();
    const [first, again] = [await ask(session, good), await ask(session, good)];
    expect(first.status).toBe(200);
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect(await session.backOffice.eventTypes(session.id)).toContain('credential_redelivered');
    expect((await session.backOffice.session(session.id)).deliverables[0]?.issuances).toHaveLength(1);
  });

  it('CR-14 identical requests at once get the same answer, and one credential is issued', async () => {
    const { session, good } = await withGoodRequest({ dpop: true });
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask(session, good)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body.credentials?.[0]?.credential)).size).toBe(1);
    const events = await session.backOffice.eventTypes(session.id);
    expect(events.filter((one) => one === 'credential_issued')).toHaveLength(1);
  });

  it('CR-14 NE-05 the same nonce with another key is invalid_nonce', async () => {
    const { session } = await withGoodRequest();
    const { wallet } = session;
    const nonce = await wallet.nonce();
    const request = async () => ({
      credential_configuration_id: AV,
      proofs: { jwt: [await wallet.proof(await newKey(), nonce)] },
    });
    expect((await ask(session, await request())).status).toBe(200);
    expectRefused(await ask(session, await request()), 400, 'invalid_nonce');
  });

  it('CR-14 NE-05 of several requests with one nonce at once exactly one is served', async () => {
    const { session } = await withGoodRequest();
    const nonce = await session.wallet.nonce();
    const requests = await Promise.all(
      [1, 2, 3].map(async () => ({
        credential_configuration_id: AV,
        proofs: { jwt: [await session.wallet.proof(await newKey(), nonce)] },
      })),
    );
    const answers = await Promise.all(requests.map((request) => ask(session, request)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
  });

  it('CR-14 after the notification there is nothing to repeat', async () => {
    const { session, good } = await withGoodRequest();
    const { body } = await ask(session, good);
    await session.wallet.notify(session.tokens, body.notification_id ?? '');
    await expect.poll(() => session.backOffice.eventTypes(session.id)).toContain('credential_accepted');
    expectRefused(await ask(session, good), 400, 'invalid_nonce');
  });

  it('CE-20 a request of a closed session uses nothing up', async () => {
    const { session, good } = await withGoodRequest();
    await session.backOffice.cancel(session.id);
    expectRefused(await ask(session, good), 401, 'invalid_token');
    // The same proof is good in a session that is open: neither its nonce nor its key was used up.
    const other = await redeemSession(stack);
    expect((await ask(other, good)).status).toBe(200);
  });
});
