/** Claims that a session asks a back office for itself: over the whole stack, with a back office that is far from perfect. */
import { createHmac } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportPKCS8 } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BackOffice } from '../support/back-office.js';
import { release } from '../support/back-office-hands.js';
import { ClaimsBackOffice } from '../support/claims-back-office.js';
import { AV, DATASETS } from '../support/datasets.js';
import { eventually } from '../support/eventually.js';
import { shippedIssuer, writeIssuersFile } from '../support/issuers-file.js';
import type { Receiver } from '../support/receiver.js';
import { startReceiver } from '../support/receiver.js';
import type { Stack } from '../support/stack.js';
import { startStack } from '../support/stack.js';
import type { CredentialAnswer, Tokens } from '../support/wallet.js';
import { Wallet } from '../support/wallet.js';
import { certify, pemOf } from '../support/wallet-attestation.js';
import type { WorkflowWatch } from '../support/workflow.js';
import { watchWorkflows } from '../support/workflow.js';

const BEARER = 'bearer of the connector, 4711';
const SIGNING_KEY = Buffer.from('thirty-two bytes that sign asks.');
const CLAIMS = DATASETS[AV];
/** No schema has it, so a back office that sends it is wrong; and it must be found nowhere. */
const SECRET_WORD = 'Quetzalzwiebel';

let stack: Stack;
let backOffice: ClaimsBackOffice;
let mutual: ClaimsBackOffice;
let watch: WorkflowWatch;
let operator: BackOffice;
let receiver: Receiver;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouchsafe-pull-'));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return { file: join(folder, name) };
  };
  const authority = await certify({ name: 'Authority of the back office', ca: true });
  const names = [{ type: 'ip' as const, value: '127.0.0.1' }];
  const server = await certify({ name: '127.0.0.1', issuer: authority, names });
  const client = await certify({ name: 'the issuer', issuer: authority });
  const ca = pemOf(authority);
  backOffice = await new ClaimsBackOffice().start();
  const serverKey = await exportPKCS8(server.keys.privateKey);
  mutual = await new ClaimsBackOffice().start({ cert: pemOf(server), key: serverKey, ca });
  const source = {
    kind: 'pull',
    url: backOffice.url,
    bearer: { env: 'TEST_BACK_OFFICE_BEARER' },
    signing_secret: { env: 'TEST_BACK_OFFICE_SIGNING' },
    timeout: 2,
    retry_interval: 1,
    max_retry_interval: 1,
    give_up_after: 120,
  };
  const tls = {
    client: {
      cert: file('client.pem', pemOf(client)),
      key: file('client.key', await exportPKCS8(client.keys.privateKey)),
    },
    ca: file('ca.pem', ca),
  };
  const variant = (id: string, claims_source: object) => ({
    id,
    credential_configurations: {
      [AV]: { ...shippedIssuer().credential_configurations[AV], claims_source },
    },
  });
  const terms = { ...shippedIssuer().credential_configurations[AV], dataset: 'age', require_release: true };
  const shared = {
    id: 'shared',
    credential_configurations: { [AV]: { ...terms, claims_source: source }, again: terms },
  };
  stack = await startStack({
    issuersFile: writeIssuersFile(
      variant('late', source),
      variant('patient', { ...source, timeout: 15 }),
      variant('early', { ...source, when: 'session_created' }),
      variant('brief', { ...source, give_up_after: 6 }),
      shared,
      variant('mutual', { kind: 'pull', url: `https://127.0.0.1:${mutual.port}/claims`, tls, timeout: 5 }),
    ),
    env: {
      TEST_BACK_OFFICE_BEARER: BEARER,
      TEST_BACK_OFFICE_SIGNING: `whsec_${SIGNING_KEY.toString('base64')}`,
    },
  });
  watch = await watchWorkflows(stack);
  operator = new BackOffice(stack);
  receiver = await startReceiver();
  await operator.call('POST', '/webhooks', { url: receiver.url, issuer: 'brief' });
});
afterAll(async () => {
  await watch?.close();
  await stack?.stop();
  await backOffice?.stop();
  await mutual?.stop();
  await receiver?.close();
});

type SessionOfPull = { readonly deliverables: object[]; readonly problem: object };
type Session = { readonly id: string; readonly wallet: Wallet; readonly redeem: () => Promise<Tokens> };

async function open(issuer: string, reference: string, more: object = {}): Promise<Session> {
  const created = await operator.create({ issuer, credential_configuration_ids: [AV], reference, ...more });
  const wallet = new Wallet(created.credential_offer.credential_issuer);
  return { id: created.session_id, wallet, redeem: () => wallet.redeem(created.credential_offer) };
}

const claimsOf = async (id: string) => (await operator.session(id)).deliverables[0]?.claims;
const released = (id: string, within = 20_000) =>
  eventually(async () => expect(await claimsOf(id)).toBe('released'), within, 100);

/** A credential, now or by waiting for it. */
async function obtain({ wallet }: Session, tokens: Tokens): Promise<CredentialAnswer> {
  const first = await wallet.requestCredential(tokens, AV);
  if (first.status === 200) return first.body;
  expect(first.status).toBe(202);
  return eventually(
    async () => {
      const { status, body } = await wallet.collect(tokens, first.body.transaction_id ?? '');
      expect(status).toBe(200);
      return body;
    },
    25_000,
    200,
  );
}

describe('a back office that answers', () => {
  it('is asked once, with who asks and what for; its claims are there when the wallet asks', async () => {
    backOffice.answer('quick', () => ({ status: 200, body: { claims: CLAIMS } }));
    const session = await open('late', 'quick', { metadata: { branch: 7 } });
    expect(backOffice.asked('quick')).toEqual([]);
    const tokens = await session.redeem();
    await released(session.id);
    const { status, body } = await session.wallet.requestCredential(tokens, AV);
    expect(status).toBe(200);
    expect(body.credentials).toHaveLength(1);
    const [question, ...others] = backOffice.asked('quick');
    expect(others).toEqual([]);
    expect(question?.body).toEqual({
      request_id: expect.stringMatching(/^pull_[\w-]{22}$/),
      session_id: session.id,
      issuer: 'late',
      credential_configuration_id: AV,
      reference: 'quick',
      metadata: { branch: 7 },
    });
    const { headers, text } = question as NonNullable<typeof question>;
    expect(headers).toMatchObject({
      authorization: `Bearer ${BEARER}`,
      'content-type': 'application/json',
      'idempotency-key': `${question?.body['request_id']}.1`,
      'webhook-id': headers['idempotency-key'],
    });
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`;
    expect(headers['webhook-signature']).toBe(
      `v1,${createHmac('sha256', SIGNING_KEY).update(signed).digest('base64')}`,
    );
    const supplied = (await operator.events(session.id)).find((one) => one.type === 'claims_supplied');
    expect(supplied?.details).toEqual({ configuration: AV, source: 'pull' });
  });

  it('is asked when the session is created, where the configuration says so', async () => {
    backOffice.answer('early', () => ({ status: 200, body: { claims: CLAIMS } }));
    const session = await open('early', 'early');
    await released(session.id);
    const { status } = await session.wallet.requestCredential(await session.redeem(), AV);
    expect(status).toBe(200);
  });

  it('is not asked for claims that were given', async () => {
    const session = await open('early', 'given', { claims: { [AV]: CLAIMS } });
    expect((await session.wallet.requestCredential(await session.redeem(), AV)).status).toBe(200);
    expect(backOffice.asked('given')).toEqual([]);
  });

  it('is known by mutual TLS, and knows us', async () => {
    mutual.answer('mutual', () => ({ status: 200, body: { claims: CLAIMS } }));
    const session = await open('mutual', 'mutual');
    await session.redeem();
    await released(session.id);
    expect(mutual.asked('mutual')).toMatchObject([{ client: 'the issuer' }]);
  });

  it('denies: the wallet is told, and the event names the source', async () => {
    backOffice.answer('denied', () => ({ status: 404, body: { denied: true, reason: 'not_registered' } }));
    const session = await open('late', 'denied');
    const tokens = await session.redeem();
    await eventually(async () => expect((await operator.session(session.id)).status).toBe('denied'));
    const { status, body } = await session.wallet.requestCredential(tokens, AV);
    expect([status, body.error]).toEqual([400, 'credential_request_denied']);
    const denied = (await operator.events(session.id)).find((one) => one.type === 'claims_denied');
    expect(denied?.details).toEqual({ configuration: AV, source: 'pull' });
    const line = (await operator.logs(session.id)).find((one) => one.message.includes('denied the credential'));
    expect(line?.data?.['provided']).toEqual({ status: 404, reason: 'not_registered' });
  });
});

describe('claims for more than one credential, or more than one pair of eyes', () => {
  it('are asked for once, wait for a release, and are then issued to each that shares them', async () => {
    backOffice.answer('shared', () => ({ status: 200, body: { claims: CLAIMS } }));
    const both = { credential_configuration_ids: [AV, 'again'] };
    const session = await open('shared', 'shared', both);
    const tokens = await session.redeem();
    const states = async () => (await operator.session(session.id)).deliverables.map((one) => one.claims);
    await eventually(async () => expect(await states()).toEqual(['supplied', 'supplied']), 15_000, 100);
    expect((await session.wallet.requestCredential(tokens, AV)).status).toBe(202);
    expect((await release(operator, session.id, AV)).body).toEqual({ released: [AV, 'again'] });
    expect((await session.wallet.requestCredential(tokens, 'again')).status).toBe(200);
    expect(backOffice.asked('shared')).toHaveLength(1);
    expect(await operator.session(session.id)).toMatchObject({
      deliverables: [{ claims_pull: { state: 'answered', questions: 1, reason: null } }, { claims_pull: null }],
    });
  });
});

describe('a back office that is slow, away or not ready', () => {
  it('lets the wallet wait, which is deferral and nothing else', async () => {
    backOffice.answer('slow', () => ({ status: 200, body: { claims: CLAIMS }, after: 4000 }));
    const session = await open('patient', 'slow');
    const tokens = await session.redeem();
    const body = await obtain(session, tokens);
    expect(body.credentials).toHaveLength(1);
    const types = await operator.eventTypes(session.id);
    expect(types).toContain('credential_deferred');
    expect(types).not.toContain('request_failed');
  });

  it('is asked again with the same Idempotency-Key when it fails, and the trouble is told', async () => {
    backOffice.answer('failing', (asked) =>
      asked < 3 ? { status: 503, body: { oh: SECRET_WORD } } : { status: 200, body: { claims: CLAIMS } },
    );
    const session = await open('late', 'failing');
    await session.redeem();
    await released(session.id);
    const keys = backOffice.asked('failing').map((one) => one.headers['idempotency-key']);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect((await operator.session(session.id)).problem).toMatchObject({
      reason: 'pull_unanswered',
      endpoint: 'claims_source',
      retryable: true,
    });
    const line = (await operator.logs(session.id)).find((one) => one.data?.['reason'] === 'pull_unanswered');
    expect(line?.data).toMatchObject({ help: expect.any(String), provided: { status: 503 } });
  });

  it('is asked again when it says nothing in time', async () => {
    backOffice.answer('hanging', (asked) => (asked === 1 ? 'silence' : { status: 200, body: { claims: CLAIMS } }));
    const session = await open('late', 'hanging');
    await session.redeem();
    await released(session.id);
    expect(backOffice.asked('hanging')).toHaveLength(2);
  });

  it('is asked later when it says "not yet", as another question of the same request', async () => {
    backOffice.answer('pending', (asked) =>
      asked < 3
        ? { status: asked === 1 ? 202 : 204, headers: { 'retry-after': '2' } }
        : { status: 200, body: { claims: CLAIMS } },
    );
    const session = await open('late', 'pending');
    const tokens = await session.redeem();
    expect((await obtain(session, tokens)).credentials).toHaveLength(1);
    const asked = backOffice.asked('pending');
    expect(new Set(asked.map((one) => one.body['request_id'])).size).toBe(1);
    expect(asked.map((one) => String(one.headers['idempotency-key']).split('.')[1])).toEqual(['1', '2', '3']);
  });

  it('is given up after the time of the configuration; whoever has the claims supplies them', async () => {
    backOffice.answer('gone', () => ({ status: 500 }));
    const session = await open('brief', 'gone');
    const tokens = await session.redeem();
    const { body } = await session.wallet.requestCredential(tokens, AV);
    await eventually(async () => expect(await operator.eventTypes(session.id)).toContain('request_failed'), 30_000);
    const needed = (await operator.events(session.id)).filter((one) => one.type === 'claims_needed');
    expect(needed.map((one) => one.details?.['source'] ?? 'whoever has them')).toEqual(['pull', 'whoever has them']);
    const { deliverables, problem } = await operator.get<SessionOfPull>(`/sessions/${session.id}`);
    expect(deliverables).toMatchObject([{ claims_pull: { state: 'given_up', reason: 'pull_unanswered' } }]);
    expect(problem).toMatchObject({ reason: 'pull_unanswered', endpoint: 'claims_source' });
    const told = () => receiver.received.filter((one) => one.body.session_id === session.id).map((one) => one.body);
    await eventually(
      () =>
        expect(
          told()
            .map((one) => one.type)
            .slice(-2),
        ).toEqual(['request_failed', 'claims_needed']),
      15_000,
    );
    expect(told().find((one) => one.type === 'claims_needed').data).toMatchObject({ source: 'pull' });
    expect(told().find((one) => one.type === 'request_failed').data).toEqual({
      reason: 'pull_unanswered',
      endpoint: 'claims_source',
      credential_configuration_id: AV,
    });
    expect((await operator.supply(session.id, AV, CLAIMS)).body.outcome).toBe('supplied');
    const collected = await session.wallet.collect(tokens, body.transaction_id ?? '');
    expect(collected.status).toBe(200);
  });
});

describe('a back office that is wrong', () => {
  it('is not believed: faults are told by path, never by value, and the wallet waits for right claims', async () => {
    backOffice.answer('invalid', () => ({
      status: 200,
      body: { claims: { ...CLAIMS, age_over_18: SECRET_WORD } },
    }));
    const session = await open('late', 'invalid');
    const tokens = await session.redeem();
    await eventually(async () =>
      expect((await operator.session(session.id)).problem).toMatchObject({ reason: 'pull_claims_invalid' }),
    );
    const line = (await operator.logs(session.id)).find((one) => one.data?.['reason'] === 'pull_claims_invalid');
    expect(line?.data?.['problems']).toMatchObject([{ path: '/age_over_18', rule: 'type' }]);
    expect((await session.wallet.requestCredential(tokens, AV)).status).toBe(202);
    expect(backOffice.asked('invalid')).toHaveLength(1);
    expect(JSON.stringify(await operator.logs(session.id))).not.toContain(SECRET_WORD);
  });

  it.each([
    ['no JSON', { status: 200, body: `{"claims": ${SECRET_WORD}` }, 'pull_answer_invalid'],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'pull_answer_invalid'],
    ['404 without a denial', { status: 404, body: { error: 'no such page' } }, 'pull_refused'],
  ])('is not asked again: %s', async (what, reply, reason) => {
    backOffice.answer(what, () => reply);
    const session = await open('late', what);
    await session.redeem();
    await eventually(async () => expect((await operator.session(session.id)).problem).toMatchObject({ reason }));
    await eventually(async () => expect(await operator.eventTypes(session.id)).toContain('request_failed'));
    expect(backOffice.asked(what)).toHaveLength(1);
    expect(await watch.historyText(session.id)).not.toContain(SECRET_WORD);
  });
});

describe('while a back office is being asked', () => {
  it('claims supplied by hand stand, and the question is dropped', async () => {
    backOffice.answer('overtaken', () => ({ status: 202, headers: { 'retry-after': '4' } }));
    const session = await open('late', 'overtaken');
    const tokens = await session.redeem();
    await eventually(() => expect(backOffice.asked('overtaken')).toHaveLength(1));
    expect((await operator.supply(session.id, AV, CLAIMS)).body.outcome).toBe('supplied');
    expect((await session.wallet.requestCredential(tokens, AV)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 5000));
    expect(backOffice.asked('overtaken')).toHaveLength(1);
  });

  it('the end of the session ends the question', async () => {
    backOffice.answer('cancelled', () => 'silence');
    const session = await open('late', 'cancelled');
    await session.redeem();
    await eventually(() => expect(backOffice.asked('cancelled')).toHaveLength(1));
    await operator.cancel(session.id);
    await eventually(async () => expect(await watch.status(session.id)).toBe('COMPLETED'));
  });

  it('a worker may die: another asks again, and the wallet is served', async () => {
    backOffice.answer('survived', (asked) => (asked === 1 ? 'silence' : { status: 200, body: { claims: CLAIMS } }));
    const session = await open('late', 'survived');
    const tokens = await session.redeem();
    await eventually(() => expect(backOffice.asked('survived').length).toBeGreaterThan(0));
    await stack.kill('worker');
    await stack.start('worker');
    await released(session.id, 30_000);
    expect((await session.wallet.requestCredential(tokens, AV)).status).toBe(200);
  }, 90_000);
});

describe('what nobody else may know', () => {
  it('stands in no history and no log: claims, bearer, signing key', async () => {
    backOffice.answer('secret', () => ({ status: 200, body: { claims: CLAIMS } }));
    const session = await open('late', 'secret', { metadata: { note: 'Xanthippe' } });
    const tokens = await session.redeem();
    await obtain(session, tokens);
    const places = [await watch.historyText(session.id), stack.workerLog(), stack.apiLog()];
    for (const text of places)
      for (const secret of [
        'age_over_18',
        'age_over_65',
        BEARER,
        SIGNING_KEY.toString('base64'),
        SECRET_WORD,
        'Xanthippe',
      ])
        expect(text.includes(secret), secret).toBe(false);
  });
});
