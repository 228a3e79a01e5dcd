/** Encrypted requests and responses over the whole stack (OID4VCI sections 8.2, 9 and 10). */
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AV, DATASETS } from '../support/datasets.js';
import { expectRefused } from '../support/expect-refused.js';
import { writeIssuersFile } from '../support/issuers-file.js';
import { deferSession, redeemSession, type SessionOptions } from '../support/open-session.js';
import { type Stack, startStack } from '../support/stack.js';
import { type CredentialAnswer, newKey } from '../support/wallet.js';
import { EncryptingWallet, encryptedTo, newResponseKey, type ResponseKey } from '../support/wallet-encryption.js';

const OPTIONAL = {
  request: 'optional',
  response: 'optional',
  compression: true,
  request_alg_values: ['ECDH-ES', 'ECDH-ES+A256KW'],
};
let stack: Stack;
let key: ResponseKey;
let issuersFile: string;

beforeAll(async () => {
  issuersFile = writeIssuersFile(
    { id: 'open', encryption: OPTIONAL },
    { id: 'strict', encryption: { request: 'required', response: 'required' } },
    { id: 'lenient', encryption: { ...OPTIONAL, allow_plain_response_key: true } },
    { id: 'plain' },
  );
  stack = await startStack({ issuersFile });
  key = await newResponseKey();
});
afterAll(() => stack?.stop());

async function redeem(issuer: string, options: SessionOptions = {}) {
  const session = await redeemSession(stack, { ...options, more: { issuer } });
  return { ...session, wallet: EncryptingWallet.of(session.wallet) };
}

type Redeemed = Awaited<ReturnType<typeof redeem>>;
const requestFor = async ({ wallet, tokens }: Redeemed, more: object = {}) => ({
  ...(await wallet.credentialRequest(tokens, AV, [await newKey()])),
  ...more,
});

describe('encrypted credential requests', () => {
  it('EN-01 CE-04 are answered plain when they do not ask for more', async () => {
    const session = await redeem('open', { dpop: true });
    const answer = await session.wallet.sendSealed<CredentialAnswer>(
      '/credential',
      session.tokens,
      await requestFor(session),
    );
    expect([answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([200, 'application/json']);
    expect(answer.body.credentials).toHaveLength(1);
  });

  it('EN-02 EN-07 may use any published key, and be compressed', async () => {
    const session = await redeem('open');
    const { jwks } = (await session.wallet.metadata()).credential_request_encryption;
    expect(jwks.keys.map((one) => one.alg)).toEqual(OPTIONAL.request_alg_values);
    for (const jwk of jwks.keys) {
      const jwe = await session.wallet.seal(await requestFor(session), { zip: 'DEF', typ: 'JWT', jwk }, jwk);
      const answer = await session.wallet.authorized('/credential', session.tokens, jwe, {
        'content-type': 'application/jwt',
      });
      expect(answer.status).toBe(200);
    }
  });

  it('EN-05 CE-13 are demanded where the metadata says so, and a refused plain request uses nothing up', async () => {
    const session = await redeem('strict');
    const { wallet, tokens, id, backOffice } = session;
    const request = await requestFor(session, encryptedTo(key));
    expectRefused(await wallet.authorized('/credential', tokens, request), 400, 'invalid_encryption_parameters');
    await expect.poll(async () => (await backOffice.session(id)).problem?.reason).toBe('request_encryption_missing');
    expect((await wallet.sendSealed('/credential', tokens, request)).status).toBe(200);
  });

  it('CE-13 are refused where there is no key for them', async () => {
    const session = await redeem('plain');
    const elsewhere = new EncryptingWallet(`${stack.publicUrl}/open`);
    const jwe = await elsewhere.seal(await requestFor(session));
    const answer = await session.wallet.authorized('/credential', session.tokens, jwe, {
      'content-type': 'application/jwt',
    });
    expectRefused(answer, 400, 'invalid_encryption_parameters');
  });

  it('EN-09 do not open with the key of another issuer', async () => {
    const session = await redeem('open');
    const jwe = await new EncryptingWallet(`${stack.publicUrl}/strict`).seal(await requestFor(session));
    const answer = await session.wallet.authorized('/credential', session.tokens, jwe, {
      'content-type': 'application/jwt',
    });
    expectRefused(answer, 400, 'invalid_encryption_parameters');
  });

  it.each<[string, string, string]>([
    ['what is not JSON', 'not json', 'invalid_credential_request'],
    ['a member that stands twice', '{"proofs":{},"proofs":{}}', 'invalid_credential_request'],
  ])('CE-15 hide nothing: %s is refused as in a plain request', async (_name, content, error) => {
    const { wallet, tokens } = await redeem('open');
    expectRefused(await wallet.sendSealed('/credential', tokens, content), 400, error);
  });

  it('EN-07 that inflate beyond the size of a plain one are refused', async () => {
    const { wallet, tokens } = await redeem('open');
    const bomb = JSON.stringify({ padding: 'x'.repeat(64 * 1024 * 1024) });
    expectRefused(
      await wallet.sendSealed('/credential', tokens, bomb, { zip: 'DEF' }),
      400,
      'invalid_encryption_parameters',
    );
  });
});

describe('encrypted credential responses', () => {
  it.each(['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A256KW'])(
    'CR-11 EN-02 EN-08 come as application/jwt, by %s',
    async (alg) => {
      const own = await newResponseKey(alg, 'P-384');
      const session = await redeem('open');
      const asked = await requestFor(session, encryptedTo(own, { enc: 'A256GCM' }));
      const answer = await session.wallet.sendSealed('/credential', session.tokens, asked);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/jwt']);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      const { body, header } = await EncryptingWallet.open<CredentialAnswer>(answer, own);
      expect(header).toMatchObject({ alg, enc: 'A256GCM', kid: own.jwk.kid });
      expect(header).not.toHaveProperty('zip');
      expect(Object.keys(body)).toEqual(['credentials', 'notification_id']);
    },
  );

  it('EN-07 are compressed when asked for', async () => {
    const session = await redeem('open');
    const asked = await requestFor(session, encryptedTo(key, { zip: 'DEF' }));
    const opened = await EncryptingWallet.open<CredentialAnswer>(
      await session.wallet.sendSealed('/credential', session.tokens, asked),
      key,
    );
    expect(opened.header).toMatchObject({ zip: 'DEF' });
    expect(opened.body.credentials).toHaveLength(1);
  });

  it('CE-13 EN-07 go out as they are where compression is asked for and not offered', async () => {
    const session = await redeem('strict');
    const asked = await requestFor(session, encryptedTo(key, { zip: 'DEF' }));
    const answer = await session.wallet.sendSealed('/credential', session.tokens, asked);
    const opened = await EncryptingWallet.open<CredentialAnswer>(answer, key);
    expect([answer.status, opened.header['zip'], opened.body.credentials?.length]).toEqual([200, undefined, 1]);
  });

  it('EN-03 follow an alg that stands beside the key', async () => {
    const session = await redeem('open');
    const { alg, ...jwk } = key.jwk;
    const asked = await requestFor(session, { credential_response_encryption: { jwk, alg, enc: 'A128GCM' } });
    const opened = await EncryptingWallet.open(
      await session.wallet.sendSealed('/credential', session.tokens, asked),
      key,
    );
    expect(opened.header).toMatchObject({ alg });
  });

  it('EN-04 are not given for a plain request, unless the issuer forgives older wallets', async () => {
    for (const [issuer, status] of [
      ['open', 400],
      ['lenient', 200],
    ] as const) {
      const session = await redeem(issuer);
      const answer = await session.wallet.authorized(
        '/credential',
        session.tokens,
        await requestFor(session, encryptedTo(key)),
      );
      if (status === 400) expectRefused(answer, 400, 'invalid_encryption_parameters');
      else expect((await EncryptingWallet.open<CredentialAnswer>(answer, key)).body.credentials).toHaveLength(1);
    }
  });

  it('CE-13 must be asked for where they are required', async () => {
    const session = await redeem('strict');
    const answer = await session.wallet.sendSealed('/credential', session.tokens, await requestFor(session));
    expectRefused(answer, 400, 'invalid_encryption_parameters');
  });

  it('CE-21 are never errors: those stay plain JSON', async () => {
    const session = await redeem('strict');
    const { wallet, tokens } = session;
    const bad = await wallet.sendSealed('/credential', tokens, {
      ...(await requestFor(session, encryptedTo(key))),
      proofs: { jwt: ['a.b.c'] },
    });
    expectRefused(bad, 400, 'invalid_proof');
    const unknown = { ...(await requestFor(session, encryptedTo(key))), credential_configuration_id: 'nothing' };
    expectRefused(await wallet.sendSealed('/credential', tokens, unknown), 400, 'unknown_credential_configuration');
  });

  it('12.3 a fault of the key comes after one of the selector, and before one of the proofs', async () => {
    const session = await redeem('open');
    const { wallet, tokens } = session;
    const bad = { credential_response_encryption: { jwk: {}, enc: 'A128GCM' } };
    const both = { ...(await requestFor(session, bad)), proofs: { jwt: ['a.b.c'] } };
    expectRefused(await wallet.sendSealed('/credential', tokens, both), 400, 'invalid_encryption_parameters');
    const all = { ...both, credential_configuration_id: 'nothing' };
    expectRefused(await wallet.sendSealed('/credential', tokens, all), 400, 'unknown_credential_configuration');
  });

  it('EN-10 EN-11 CR-14 an identical retry gets the same credentials, encrypted afresh and to the key it brings', async () => {
    const session = await redeem('open');
    const request = await requestFor(session);
    const other = await newResponseKey('ECDH-ES+A256KW');
    const ask = (to: ResponseKey) =>
      session.wallet.sendSealed('/credential', session.tokens, { ...request, ...encryptedTo(to) });
    const [first, second, third] = [await ask(key), await ask(key), await ask(other)];
    const opened = await Promise.all([
      EncryptingWallet.open<CredentialAnswer>(first, key),
      EncryptingWallet.open<CredentialAnswer>(second, key),
      EncryptingWallet.open<CredentialAnswer>(third, other),
    ]);
    expect(new Set(opened.map((one) => JSON.stringify(one.body))).size).toBe(1);
    expect(new Set(opened.map((one) => JSON.stringify(one.header['epk']))).size).toBe(3);
  });

  it('EN-10 the session log says how, and shows no key', async () => {
    const session = await redeem('open');
    const { wallet, tokens, id, backOffice } = session;
    await wallet.sendSealed('/credential', tokens, await requestFor(session, encryptedTo(key)));
    await expect
      .poll(async () => (await backOffice.logs(id)).map((one) => one.message))
      .toEqual(expect.arrayContaining(['Encrypted request opened', 'Response is encrypted']));
    expect(JSON.stringify(await backOffice.logs(id))).not.toContain(key.jwk.x);
  });
});

describe('deferred requests', () => {
  const defer = async (issuer: string) => {
    const session = await deferSession(stack, { more: { issuer } });
    return { ...session, wallet: EncryptingWallet.of(session.wallet) };
  };

  it('DE-08 DE-09 EN-08 pending answers are encrypted to the key of each poll, the first one included', async () => {
    const session = await redeem('strict', { supplied: [] });
    const { wallet, tokens, id, backOffice } = session;
    const answer = await wallet.sendSealed('/credential', tokens, await requestFor(session, encryptedTo(key)));
    const { body } = await EncryptingWallet.open<CredentialAnswer>(answer, key);
    expect({ status: answer.status, body }).toEqual({
      status: 202,
      body: { transaction_id: expect.any(String), interval: 5 },
    });
    const poll = async (to: ResponseKey) => {
      const polled = await wallet.sendSealed('/deferred_credential', tokens, {
        transaction_id: body.transaction_id,
        ...encryptedTo(to),
      });
      return EncryptingWallet.open<CredentialAnswer>(polled, to);
    };
    const second = await newResponseKey('ECDH-ES+A128KW');
    expect(await poll(second)).toMatchObject({ status: 202, body: { transaction_id: body.transaction_id } });
    await backOffice.supply(id, AV, DATASETS[AV]);
    const third = await newResponseKey();
    const issued = await poll(third);
    expect(issued).toMatchObject({ status: 200, body: { credentials: [{ credential: expect.any(String) }] } });
    const again = await poll(second);
    expect(again.body).toEqual(issued.body);
  });

  it('DE-08 are answered plain when they ask for nothing, whatever the first request asked for', async () => {
    const session = await redeem('open', { supplied: [] });
    const { wallet, tokens } = session;
    const answer = await wallet.sendSealed('/credential', tokens, await requestFor(session, encryptedTo(key)));
    const { body } = await EncryptingWallet.open<CredentialAnswer>(answer, key);
    const polled = await wallet.collect(tokens, body.transaction_id ?? '');
    expect([polled.status, polled.body.transaction_id]).toEqual([202, body.transaction_id]);
  });

  it('DE-08 EN-04 CE-21 are held to the same rules', async () => {
    const { wallet, tokens, transactionId } = await defer('open');
    const asked = { transaction_id: transactionId, ...encryptedTo(key) };
    expectRefused(await wallet.authorized('/deferred_credential', tokens, asked), 400, 'invalid_encryption_parameters');
    const foreign = { ...asked, transaction_id: 'nothing' };
    expectRefused(await wallet.sendSealed('/deferred_credential', tokens, foreign), 400, 'invalid_transaction_id');
    expect((await wallet.sendSealed('/deferred_credential', tokens, asked)).status).toBe(202);
  });
});

describe('rotation of the request keys', () => {
  it('EN-09 a request with the previous kid is decrypted, one with an older kid refused', async () => {
    const session = await redeem('open', { dpop: true });
    const { wallet, tokens } = session;
    const old = await wallet.requestJwk();
    const ask = async () => {
      const jwe = await wallet.seal(await requestFor(session), {}, old);
      return wallet.authorized('/credential', tokens, jwe, { 'content-type': 'application/jwt' });
    };
    await raiseGeneration(2);
    expect((await wallet.requestJwk()).kid).not.toBe(old.kid);
    expect((await ask()).status).toBe(200);
    await raiseGeneration(3);
    expectRefused(await ask(), 400, 'invalid_encryption_parameters');
  });

  async function raiseGeneration(generation: number): Promise<void> {
    const file = JSON.parse(readFileSync(issuersFile, 'utf8'));
    file.issuers[0].encryption.request_key_generation = generation;
    writeFileSync(issuersFile, JSON.stringify(file));
    await stack.kill('api', 'SIGTERM');
    await stack.start('api');
  }
});
