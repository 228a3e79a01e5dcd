/** Issuers that are configured otherwise than the shipped one, side by side in one installation. */

import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BorrowedStack, borrowStack } from '../support/borrowed-stack.js';
import { AV, PID_SD_JWT } from '../support/datasets.js';
import { eventually } from '../support/eventually.js';
import { expectRefused } from '../support/expect-refused.js';
import { shippedIssuer, writeIssuersFile } from '../support/issuers-file.js';
import type { SessionOptions } from '../support/open-session.js';
import { deferSession, openSession, redeemSession } from '../support/open-session.js';
import { newKey, PRE_AUTHORIZED, send, Wallet } from '../support/wallet.js';

/** The identification data as a bearer credential: whoever has it may show it. */
function withoutKeyBinding(): Record<string, unknown> {
  return { [PID_SD_JWT]: { ...shippedIssuer().credential_configurations[PID_SD_JWT], key_binding: false } };
}

let stack: BorrowedStack;
const quick = { redelivery_window: 1, deferred_interval: 1 };
beforeAll(async () => {
  const issuersFile = writeIssuersFile(
    { id: 'plain', path: '' },
    { id: 'deep', path: '/tenants/of/many' },
    { id: 'named', allow_anonymous_clients: false },
    { id: 'bound', require_dpop: true },
    { id: 'single', batch_size: 1 },
    { id: 'unbound', credential_configurations: withoutKeyBinding() },
    { id: 'forgetful', lifetimes: { c_nonce: 4 } },
    { id: 'quick', lifetimes: quick },
    { id: 'strict', lifetimes: { redelivery_window: 0 } },
    { id: 'brief', lifetimes: { offer: 1, bearer_access_token: 3, c_nonce: 3, deferral_limit: 6, ...quick } },
  );
  stack = await borrowStack(issuersFile);
});
afterAll(() => stack?.stop());

const at = (issuer: string, options: SessionOptions = {}): SessionOptions => ({
  ...options,
  more: { issuer, ...options.more },
});
/** What the database keeps of answers for a wallet that asks again. */
async function sealedResponses(sessionId: string): Promise<unknown> {
  const client = new MongoClient(stack.mongodbUri);
  try {
    const found = await client
      .db('vouchsafe')
      .collection('sessions')
      .findOne({ _id: sessionId as never });
    const kept: { readonly sealed?: unknown }[] = Object.values(found?.['responses'] ?? {});
    return kept.filter((one) => one.sealed !== undefined);
  } finally {
    await client.close();
  }
}
const redemption = (offer: Parameters<typeof Wallet.codeOf>[0]) => ({
  grant_type: PRE_AUTHORIZED,
  'pre-authorized_code': Wallet.codeOf(offer),
});

describe('an issuer below a path', () => {
  const PATH = '/tenants/of/many';
  const documents = [
    ['openid-credential-issuer', 'credential_issuer'],
    ['oauth-authorization-server', 'issuer'],
    ['openid-configuration', 'issuer'],
  ] as const;

  it.each(documents)(
    'IM-02 IM-03 IM-04 IM-06 AM-01 serves %s inserted and appended, with and without a slash',
    async (name, member) => {
      const inserted = await send(`${stack.publicUrl}/.well-known/${name}${PATH}`);
      expect(inserted.status).toBe(200);
      expect(inserted.body[member]).toBe(stack.publicUrl + PATH);
      const forms = [`/.well-known/${name}${PATH}/`, `${PATH}/.well-known/${name}`, `${PATH}/.well-known/${name}/`];
      for (const form of forms) expect((await send(stack.publicUrl + form)).body).toEqual(inserted.body);
    },
  );

  it('is not what the root serves', async () => {
    const { body } = await send(`${stack.publicUrl}/.well-known/openid-credential-issuer`);
    expect(body['credential_issuer']).toBe(stack.publicUrl);
  });

  it('issues end to end under its own identifier', async () => {
    const { wallet, created, backOffice, id } = await openSession(stack, at('deep', { dpop: true }));
    expect(created.credential_offer_uri).toContain(`${PATH}/credential_offers/`);
    const tokens = await wallet.redeem(await wallet.fetchOffer(created.credential_offer_uri));
    const { status, body } = await wallet.requestCredential(tokens, AV);
    expect(status).toBe(200);
    expect((await wallet.notify(tokens, body.notification_id ?? '')).status).toBe(204);
    expect((await backOffice.session(id)).issuer).toBe('deep');
  });
});

describe('what belongs to one issuer', () => {
  const root = () => new Wallet(stack.publicUrl);

  it('CE-03 a token is refused by another', async () => {
    const { tokens } = await redeemSession(stack, at('deep'));
    const request = await root().credentialRequest(tokens, AV, [await newKey()]);
    for (const path of ['/credential', '/deferred_credential', '/notification'])
      expectRefused(await root().authorized(path, tokens, request), 401, 'invalid_token');
  });

  it('a code is refused by another, and is still good at its own', async () => {
    const { wallet, offer } = await openSession(stack, at('deep'));
    expectRefused(await root().token(redemption(offer)), 400, 'invalid_grant');
    expect((await wallet.redeem(offer)).access_token).toBeTruthy();
  });

  it('a refresh token is refused by another', async () => {
    const { tokens } = await redeemSession(stack, at('deep', { supplied: [] }));
    const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' };
    expectRefused(await root().token(refresh), 400, 'invalid_grant');
  });

  it('an offer is not found at another', async () => {
    const { created } = await openSession(stack, at('deep'));
    const path = new URL(created.credential_offer_uri).pathname.replace('/tenants/of/many', '');
    expect((await send(stack.publicUrl + path)).status).toBe(404);
  });

  it('NE-06 a nonce is refused by another, and still good at its own', async () => {
    const { wallet, tokens } = await redeemSession(stack, at('deep'));
    const foreign = await root().nonce();
    const key = await newKey();
    const ask = async (nonce: string) =>
      wallet.authorized('/credential', tokens, {
        credential_configuration_id: AV,
        proofs: { jwt: [await wallet.proof(key, nonce)] },
      });
    expectRefused(await ask(foreign), 400, 'invalid_nonce');
    expect((await ask(await wallet.nonce())).status).toBe(200);
  });
});

describe('an issuer that knows its clients', () => {
  it('AM-04 TK-04 says so, and refuses a token request without client_id', async () => {
    const { body } = await send(`${stack.publicUrl}/.well-known/oauth-authorization-server/named`);
    expect(body['pre-authorized_grant_anonymous_access_supported']).toBe(false);
    const { wallet, offer } = await openSession(stack, at('named'));
    expectRefused(await wallet.token(redemption(offer)), 400, 'invalid_client');
    expect((await wallet.token({ ...redemption(offer), client_id: 'wallet-dev' })).status).toBe(200);
  });
});

describe('an issuer that demands DPoP', () => {
  it('DP-01 redeems no code without, and does with', async () => {
    const { wallet, offer } = await openSession(stack, at('bound'));
    expectRefused(await wallet.token(redemption(offer)), 400, 'invalid_dpop_proof');
    const bound = new Wallet(wallet.issuer, { dpop: await newKey() });
    expect((await bound.redeem(offer)).token_type).toBe('DPoP');
  });
});

describe('an issuer without batches', () => {
  it('CM-10 CE-11 says so by silence, and refuses two proofs', async () => {
    const { body } = await send(`${stack.publicUrl}/.well-known/openid-credential-issuer/single`);
    expect(body).not.toHaveProperty('batch_credential_issuance');
    const { wallet, tokens } = await redeemSession(stack, at('single'));
    const two = await wallet.requestCredential(tokens, AV, [await newKey(), await newKey()]);
    expectRefused(two, 400, 'invalid_credential_request');
    expect((await wallet.requestCredential(tokens, AV)).status).toBe(200);
  });
});

describe('a configuration without key binding', () => {
  it('CM-14 CE-08 CE-12 asks for no proofs, and ignores what is sent all the same', async () => {
    const { body } = await send<any>(`${stack.publicUrl}/.well-known/openid-credential-issuer/unbound`);
    const configuration = body.credential_configurations_supported[PID_SD_JWT];
    expect(configuration).not.toHaveProperty('proof_types_supported');
    expect(configuration).not.toHaveProperty('cryptographic_binding_methods_supported');
    const { wallet, tokens } = await redeemSession(stack, at('unbound', { offered: [PID_SD_JWT] }));
    for (const proofs of [undefined, null, {}, { jwt: ['bogus'] }]) {
      const answer = await wallet.authorized<any>('/credential', tokens, {
        credential_configuration_id: PID_SD_JWT,
        proofs,
      });
      expect({ status: answer.status, count: answer.body.credentials?.length }).toEqual({ status: 200, count: 1 });
    }
  });
});

describe('what time ends', () => {
  it('DE-07 X-15 after the redelivery window the transaction is spent, and the copy is destroyed', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack, at('quick'));
    await backOffice.supply(id, AV, { age_over_18: true });
    const collected = Date.now();
    expect((await wallet.collect(tokens, transactionId)).status).toBe(200);
    const spent = await eventually(
      async () => {
        const answer = await wallet.collect(tokens, transactionId);
        expect(answer.status).not.toBe(200);
        return answer;
      },
      10_000,
      600,
    );
    expectRefused(spent, 400, 'invalid_transaction_id');
    // Twice the interval the wallet was told, as that is longer than the window.
    expect(Date.now() - collected).toBeGreaterThanOrEqual(2000);
    expect((await backOffice.session(id)).status).toBe('credential_issued');
    await expect.poll(() => sealedResponses(id)).toEqual([]);
  });

  it('CR-14 after it an identical credential request is invalid_nonce', async () => {
    const { wallet, tokens } = await redeemSession(stack, at('quick'));
    const request = await wallet.credentialRequest(tokens, AV, [await newKey()]);
    expect((await wallet.authorized('/credential', tokens, request)).status).toBe(200);
    const spent = await eventually(async () => {
      const answer = await wallet.authorized('/credential', tokens, request);
      expect(answer.status).not.toBe(200);
      return answer;
    });
    expectRefused(spent, 400, 'invalid_nonce');
  });

  it('DE-07 CR-14 without a window a credential is answered once, and no copy is kept of it', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack, at('strict'));
    await backOffice.supply(id, AV, { age_over_18: true });
    expect((await wallet.collect(tokens, transactionId)).status).toBe(200);
    expect(await sealedResponses(id)).toEqual([]);
    expectRefused(await wallet.collect(tokens, transactionId), 400, 'invalid_transaction_id');
    const request = await wallet.credentialRequest(tokens, AV, [await newKey()]);
    expect((await wallet.authorized('/credential', tokens, request)).status).toBe(200);
    expect(await sealedResponses(id)).toEqual([]);
    expectRefused(await wallet.authorized('/credential', tokens, request), 400, 'invalid_nonce');
  });

  it('CO-07 CO-12 an expired offer is no longer served, and its code is refused', async () => {
    const { wallet, created, offer, id, backOffice } = await openSession(stack, at('brief'));
    await eventually(async () => expect((await send(created.credential_offer_uri)).status).toBe(404));
    expectRefused(await wallet.token(redemption(offer)), 400, 'invalid_grant');
    await expect.poll(() => backOffice.session(id)).toMatchObject({ status: 'expired', is_open: false });
    expect((await backOffice.eventTypes(id)).at(-1)).toBe('session_expired');
    expect((await backOffice.supply(id, AV, { age_over_18: false })).body.error).toBe('session_closed');
  });

  it('DE-13 the nonce of a request that waits may expire meanwhile: nothing is proved again', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack, at('forgetful'));
    const later = await wallet.credentialRequest(tokens, AV, [await newKey()]);
    await new Promise((resolve) => setTimeout(resolve, 4100));
    // The control: the nonce of the request that waits is older than this one.
    expectRefused(await wallet.authorized('/credential', tokens, later), 400, 'invalid_nonce');
    await backOffice.supply(id, AV, { age_over_18: true });
    expect((await wallet.collect(tokens, transactionId)).status).toBe(200);
  });

  it('CE-01 an expired access token is invalid_token', async () => {
    const { wallet, tokens } = await redeemSession(stack, at('brief', { more: { offer_expires_in: 600 } }));
    const refused = await eventually(async () => {
      const answer = await wallet.authorized('/credential', tokens, {});
      expect(answer.status).toBe(401);
      return answer;
    });
    expectRefused(refused, 401, 'invalid_token');
    expect(refused.headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  it('NE-05 an expired nonce is invalid_nonce, and a new one works', async () => {
    const session = { dpop: true, more: { offer_expires_in: 600 } };
    const { wallet, tokens } = await redeemSession(stack, at('brief', session));
    const proof = await wallet.proof(await newKey(), await wallet.nonce());
    const request = { credential_configuration_id: AV, proofs: { jwt: [proof] } };
    // A probe would use the nonce up, so the clock is watched instead.
    const dead = Date.now() + 3000;
    await eventually(() => expect(Date.now()).toBeGreaterThan(dead));
    expectRefused(await wallet.authorized('/credential', tokens, request), 400, 'invalid_nonce');
    expect((await wallet.requestCredential(tokens, AV)).status).toBe(200);
  });

  it('a wallet that waits longer than the deferral limit finds the session expired', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(
      stack,
      at('brief', { more: { offer_expires_in: 600 } }),
    );
    await expect.poll(() => backOffice.session(id)).toMatchObject({ status: 'expired' });
    expectRefused(await wallet.collect(tokens, transactionId), 401, 'invalid_token');
    const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' };
    expectRefused(await wallet.token(refresh), 400, 'invalid_grant');
  });

  it('claims that nobody collects before the tokens are dead are an event, and a renewed offer is the way out', async () => {
    const { wallet, id, backOffice } = await deferSession(stack, at('brief', { more: { offer_expires_in: 600 } }));
    const renewed = await backOffice.renew(id, { offer_expires_in: 600 });
    await backOffice.supply(id, AV, { age_over_18: true });
    await eventually(async () => expect((await backOffice.eventTypes(id)).at(-1)).toBe('token_dead_claims_ready'));
    const tokens = await wallet.redeem(renewed.credential_offer);
    expect((await wallet.requestCredential(tokens, AV)).status).toBe(200);
  });
});
