/**
 * Bad input: the wallet gets its code, the operator the reason, what would help and where it is written, and whoever sends
 * forged handles gets nowhere near the workflow or the database.
 */
import { describe, expect, it } from 'vitest';
import { AV, PID_SD_JWT } from '../support/datasets.js';
import { keyOf, makeJwkDidKey } from '../support/dids.js';
import { eventually } from '../support/eventually.js';
import { expectRefused } from '../support/expect-refused.js';
import type { RedeemedSession, SessionOptions } from '../support/open-session.js';
import { deferSession, openSession, redeemSession } from '../support/open-session.js';
import { sharedStack } from '../support/stack.js';
import type { Answer, ProofOptions } from '../support/wallet.js';
import { newKey, PRE_AUTHORIZED, send, Wallet } from '../support/wallet.js';

const stack = sharedStack();
const now = () => Math.floor(Date.now() / 1000);

type Row = {
  readonly name: string;
  readonly options?: SessionOptions;
  /** What the wallet does wrong, once it has its token. */
  readonly act: (session: RedeemedSession) => Promise<Answer<unknown>>;
  readonly status?: number;
  readonly error: string;
  readonly reason: string;
};

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const withProof =
  (change: ProofOptions, nonce?: string) =>
  async ({ wallet, tokens }: RedeemedSession): Promise<Answer<unknown>> => {
    const jwt = [await wallet.proof(await newKey(), nonce ?? (await wallet.nonce()), change)];
    return wallet.authorized('/credential', tokens, { credential_configuration_id: AV, proofs: { jwt } });
  };
const withBody =
  (body: unknown, headers: Record<string, string> = {}) =>
  ({ wallet, tokens }: RedeemedSession): Promise<Answer<unknown>> =>
    wallet.authorized('/credential', tokens, body, headers);
const withDpop =
  (change: { claims?: object; header?: object }) =>
  async ({ wallet, tokens }: RedeemedSession): Promise<Answer<unknown>> => {
    const proof = await wallet.dpopHeader('POST', `${wallet.issuer}/credential`, tokens.access_token, change);
    return wallet.authorized('/credential', tokens, {}, proof);
  };
const redeemAgain =
  (more: Record<string, string>) =>
  async ({ id, wallet, backOffice }: RedeemedSession): Promise<Answer<unknown>> => {
    const { credential_offer } = await backOffice.renew(id);
    const code = Wallet.codeOf(credential_offer);
    return wallet.token({ grant_type: PRE_AUTHORIZED, 'pre-authorized_code': code, ...more });
  };

const rows: Row[] = [
  {
    name: 'a malformed body',
    act: withBody('{"proofs":'),
    error: 'invalid_credential_request',
    reason: 'request_not_json',
  },
  {
    name: 'X-12 an oversized proof list',
    act: withBody({ credential_configuration_id: AV, proofs: { jwt: Array.from({ length: 31 }, () => 'a.b.c') } }),
    error: 'invalid_credential_request',
    reason: 'batch_too_large',
  },
  {
    name: 'X-04 proofs whose length nobody can compare',
    act: withBody({ credential_configuration_id: AV, proofs: { jwt: { length: { toString: 1 } } } }),
    error: 'invalid_proof',
    reason: 'proofs_malformed',
  },
  {
    name: 'X-04 a selector whose length nobody can compare',
    act: withBody({ credential_identifier: { length: { toString: 1 } } }),
    error: 'invalid_credential_request',
    reason: 'selector_malformed',
  },
  {
    name: 'CE-04 a wrong content type',
    act: withBody('a=b', form),
    error: 'invalid_credential_request',
    reason: 'request_content_type',
  },
  {
    name: 'CE-15 a duplicate member',
    act: withBody('{"proofs":{},"proofs":{}}'),
    error: 'invalid_credential_request',
    reason: 'request_duplicate_member',
  },
  { name: 'CE-05 no selector', act: withBody({}), error: 'invalid_credential_request', reason: 'selector_missing' },
  {
    name: 'TK-07 a credential that was not offered',
    act: withBody({ credential_configuration_id: PID_SD_JWT }),
    status: 403,
    error: 'insufficient_scope',
    reason: 'insufficient_scope',
  },
  {
    name: 'TK-02 a missing tx_code',
    options: { more: { tx_code: true } },
    act: redeemAgain({}),
    error: 'invalid_request',
    reason: 'tx_code_missing',
  },
  {
    name: 'TK-02 a wrong tx_code',
    options: { more: { tx_code: true } },
    act: redeemAgain({ tx_code: 'wrong' }),
    error: 'invalid_grant',
    reason: 'tx_code_wrong',
  },
  {
    name: 'TK-02 an unexpected tx_code',
    act: redeemAgain({ tx_code: '1234' }),
    error: 'invalid_request',
    reason: 'tx_code_unexpected',
  },
  {
    name: 'AZ-01 authorization_details that are no JSON',
    act: redeemAgain({ authorization_details: '[' }),
    error: 'invalid_authorization_details',
    reason: 'authorization_details_malformed',
  },
  {
    name: 'CO-07 a reused code',
    act: ({ wallet, offer }) =>
      wallet.token({ grant_type: PRE_AUTHORIZED, 'pre-authorized_code': Wallet.codeOf(offer) }),
    error: 'invalid_grant',
    reason: 'code_used',
  },
  {
    name: 'the code of an offer that was renewed',
    act: async ({ id, wallet, offer, backOffice }) => {
      await backOffice.renew(id);
      return wallet.token({ grant_type: PRE_AUTHORIZED, 'pre-authorized_code': Wallet.codeOf(offer) });
    },
    error: 'invalid_grant',
    reason: 'code_superseded',
  },
  {
    name: 'DP-07 a foreign DPoP proof',
    options: { dpop: true },
    act: async ({ wallet, tokens }) => {
      const stranger = new Wallet(wallet.issuer, { dpop: await newKey() });
      return stranger.authorized('/credential', tokens, {});
    },
    status: 401,
    error: 'invalid_token',
    reason: 'access_token_other_key',
  },
  {
    name: 'DP-04 a stale DPoP proof',
    options: { dpop: true },
    act: withDpop({ claims: { iat: 1 } }),
    status: 401,
    error: 'invalid_dpop_proof',
    reason: 'access_dpop_stale',
  },
  {
    name: 'DP-03 a DPoP proof for another method',
    options: { dpop: true },
    act: withDpop({ claims: { htm: 'GET' } }),
    status: 401,
    error: 'invalid_dpop_proof',
    reason: 'access_dpop_method',
  },
  {
    name: 'DP-05 a replayed DPoP proof',
    options: { dpop: true },
    act: async ({ wallet, tokens }) => {
      const url = `${wallet.issuer}/notification`;
      const proof = await wallet.dpopHeader('POST', url, tokens.access_token);
      const { body } = await wallet.requestCredential(tokens, AV);
      const report = { notification_id: body.notification_id, event: 'credential_accepted' };
      await wallet.authorized('/notification', tokens, report, proof);
      return wallet.authorized('/notification', tokens, report, proof);
    },
    status: 401,
    error: 'invalid_dpop_proof',
    reason: 'access_dpop_replayed',
  },
  {
    name: 'DP-08 a bound token without its proof',
    options: { dpop: true },
    act: ({ wallet, tokens }) => new Wallet(wallet.issuer).authorized('/credential', tokens, {}),
    status: 401,
    error: 'invalid_token',
    reason: 'access_token_downgraded',
  },
  {
    name: 'PR-09 no nonce',
    act: withProof({ claims: { nonce: undefined } }),
    error: 'invalid_proof',
    reason: 'nonce_missing',
  },
  {
    name: 'a foreign nonce',
    act: withProof({}, 'UrG20ekYgeecvmhVdx5xsmSTQF6V5A'),
    error: 'invalid_nonce',
    reason: 'nonce_unknown',
  },
  {
    name: 'NE-05 a reused nonce',
    act: async (session) => {
      const nonce = await session.wallet.nonce();
      await withProof({}, nonce)(session);
      return withProof({}, nonce)(session);
    },
    error: 'invalid_nonce',
    reason: 'nonce_used',
  },
  {
    name: 'PR-03 a proof with two key references',
    act: withProof({ header: { kid: keyOf(makeJwkDidKey({ kty: 'EC', crv: 'P-256', x: 'x', y: 'y' })) } }),
    error: 'invalid_proof',
    reason: 'proof_key_ambiguous',
  },
  {
    name: 'PR-04 a private key in jwk',
    act: withProof({ header: { jwk: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'secret-of-the-wallet' } } }),
    error: 'invalid_proof',
    reason: 'proof_private_key',
  },
  {
    name: 'PR-07 a wrong aud',
    act: withProof({ claims: { aud: 'https://other.example' } }),
    error: 'invalid_proof',
    reason: 'proof_audience',
  },
  {
    name: 'PR-08 a stale proof',
    act: withProof({ claims: { iat: now() - 3600 } }),
    error: 'invalid_proof',
    reason: 'proof_stale',
  },
  {
    name: 'PR-11 a bad signature',
    act: async (session) => {
      const { jwk } = await newKey();
      return withProof({ header: { jwk } })(session);
    },
    error: 'invalid_proof',
    reason: 'proof_signature',
  },
  {
    name: 'PR-02 an unsupported algorithm',
    act: async ({ wallet, tokens }) => {
      const proof = await wallet.proof(await newKey('ES384'), await wallet.nonce(), { alg: 'ES384' });
      return wallet.authorized('/credential', tokens, { credential_configuration_id: AV, proofs: { jwt: [proof] } });
    },
    error: 'invalid_proof',
    reason: 'proof_algorithm',
  },
  {
    name: 'DE-03 the transaction of another session',
    act: async ({ wallet, tokens }) => wallet.collect(tokens, (await deferSession(stack)).transactionId),
    error: 'invalid_transaction_id',
    reason: 'transaction_foreign',
  },
  {
    name: 'NO-05 the notification of another session',
    act: async ({ wallet, tokens }) => {
      const other = await redeemSession(stack);
      const { body } = await other.wallet.requestCredential(other.tokens, AV);
      return wallet.notify(tokens, body.notification_id ?? '');
    },
    error: 'invalid_notification_id',
    reason: 'notification_foreign',
  },
];

describe('what the wallet is told, and what the operator sees of it', () => {
  it.each(rows.map((row) => [row.name, row] as const))('%s', async (_name, row) => {
    const { options, act, status = 400, error, reason } = row;
    const session = await redeemSession(stack, options);
    expectRefused(await act(session), status, error);
    const record = await eventually(async () => {
      const found = (await session.backOffice.logs(session.id)).find((one) => one.data?.['reason_id'] === reason);
      expect(found, `no record of ${reason}`).toBeDefined();
      return found;
    });
    expect(record).toMatchObject({
      level: 'error',
      data: {
        error,
        reason: expect.any(String),
        help: expect.any(String),
        spec_ref: expect.stringMatching(/Section|Appendix/),
      },
    });
    expect(JSON.stringify(record)).not.toContain('secret-of-the-wallet');
    await expect
      .poll(() => session.backOffice.session(session.id))
      .toMatchObject({ problem: { reason, endpoint: record?.endpoint } });
  });
});

describe('what belongs to no session', () => {
  it('an unknown grant, a duplicate parameter, a wrong content type', async () => {
    const url = `${stack.publicUrl}/token`;
    const ask = (body: string, headers: Record<string, string> = form) => send(url, { method: 'POST', headers, body });
    expectRefused(await ask('grant_type=password'), 400, 'unsupported_grant_type');
    expectRefused(await ask(`grant_type=${PRE_AUTHORIZED}&grant_type=refresh_token`), 400, 'invalid_request');
    expectRefused(await ask('{}', { 'content-type': 'application/json' }), 400, 'invalid_request');
  });

  it('an oversized body is 413', async () => {
    const body = 'x'.repeat(2 * 1024 * 1024 + 1);
    expect((await send(`${stack.publicUrl}/token`, { method: 'POST', headers: form, body })).status).toBe(413);
  });
});

describe('a back office', () => {
  it('is told which claims do not match the schema, by path and not by value', async () => {
    const { id, backOffice } = await openSession(stack, { supplied: [] });
    const answer = await backOffice.supply(id, AV, { age_over_18: 'Erika says so', age_over_99: true });
    expect(answer).toMatchObject({ status: 422, body: { error: 'invalid_claims' } });
    expect(JSON.stringify(answer.body)).toContain('age_over_18');
    expect(JSON.stringify(answer.body)).not.toContain('Erika');
  });

  it('is told that it asks for an unknown session', async () => {
    const { backOffice } = await openSession(stack);
    for (const [method, path] of [
      ['GET', '/sessions/nope'],
      ['GET', '/sessions/nope/events'],
      ['GET', '/sessions/nope/logs'],
      ['PUT', `/sessions/nope/claims/${AV}`],
      ['PUT', '/sessions/nope/claims'],
      ['POST', '/sessions/nope/deny'],
      ['POST', '/sessions/nope/cancel'],
      ['POST', '/sessions/nope/renew-offer'],
    ] as const) {
      const answer = await backOffice.call(method, path, method === 'PUT' ? { [AV]: {} } : undefined);
      expect(answer, `${method} ${path}`).toMatchObject({ status: 404, body: { error: 'unknown_session' } });
    }
  });

  it('is told that its claims come after the issue', async () => {
    const { wallet, tokens, id, backOffice } = await redeemSession(stack);
    await wallet.requestCredential(tokens, AV);
    const answer = await backOffice.supply(id, AV, { age_over_18: false });
    expect(answer).toMatchObject({ status: 409, body: { error: 'claims_already_issued' } });
  });
});
