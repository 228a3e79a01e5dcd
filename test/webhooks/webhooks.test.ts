import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BackOffice } from '../support/back-office.js';
import { AV, DATASETS, PID_SD_JWT } from '../support/datasets.js';
import { eventually } from '../support/eventually.js';
import { writeIssuersFile } from '../support/issuers-file.js';
import { openSession, redeemSession } from '../support/open-session.js';
import type { Receiver } from '../support/receiver.js';
import { startReceiver } from '../support/receiver.js';
import type { Stack } from '../support/stack.js';
import { startStack } from '../support/stack.js';
import { Wallet } from '../support/wallet.js';
import { watchWorkflows } from '../support/workflow.js';

const ISSUED = ['offer_created', 'token_exchanged', 'credential_requested', 'credential_issued', 'credential_accepted'];
const WITHIN = 20_000;

let stack: Stack;
let backOffice: BackOffice;
const receivers: Receiver[] = [];
const endpoints: string[] = [];

beforeAll(async () => {
  const shipped = JSON.parse(readFileSync(new URL('../../config/issuers.json', import.meta.url), 'utf8')).issuers[0];
  const { [AV]: av, [PID_SD_JWT]: pid } = shipped.credential_configurations;
  const issuersFile = writeIssuersFile({
    id: 'default',
    credential_configurations: { [AV]: av, [PID_SD_JWT]: { ...pid, status: { bits: 2 } } },
  });
  stack = await startStack({
    issuersFile,
    env: { VOUCHSAFE_WEBHOOK_RETRIES: '1', VOUCHSAFE_WEBHOOK_GIVE_UP: '8' },
  });
  backOffice = new BackOffice(stack);
});
afterEach(async () => {
  for (const id of endpoints.splice(0)) await backOffice.call('DELETE', `/webhooks/${id}`);
  for (const one of receivers.splice(0)) await one.close();
});
afterAll(() => stack.stop());

async function receive(behave?: Receiver['behave'], more: object = {}) {
  const receiver = await startReceiver(behave);
  receivers.push(receiver);
  const { status, body } = await backOffice.call('POST', '/webhooks', { url: receiver.url, ...more });
  expect(status).toBe(201);
  endpoints.push(body.id);
  return { receiver, id: body.id as string, secret: body.secret as string };
}

/** A whole issuance, up to the notification; answers the session and what must not be told of it. */
async function issue(more: Record<string, unknown> = {}) {
  const { wallet, tokens, id, created } = await redeemSession(stack, { more });
  const { body } = await wallet.requestCredential(tokens, AV);
  await wallet.notify(tokens, body.notification_id ?? '');
  const secrets = [
    tokens.access_token,
    body.credentials?.[0]?.credential ?? '',
    Wallet.codeOf(created.credential_offer),
  ];
  return { id, secrets };
}

const deliveriesOf = async (path: string) => (await backOffice.get<{ deliveries: any[] }>(path)).deliveries;

describe('webhooks', () => {
  it('tell every event of a session in order, signed so that the reference library accepts them', async () => {
    const { receiver, secret } = await receive();
    const { id } = await issue({ reference: 'case-1', metadata: { desk: 7 } });
    await eventually(() => expect(receiver.types(id)).toEqual(ISSUED), WITHIN);
    const own = receiver.received.filter((one) => one.body.session_id === id);
    for (const [index, { text, headers, body }] of own.entries()) {
      expect(new Webhook(secret).verify(text, headers as Record<string, string>)).toEqual(body);
      expect(headers['webhook-id']).toBe(body.id);
      expect(body).toMatchObject({ seq: index + 1, reference: 'case-1', metadata: { desk: 7 }, issuer: 'default' });
    }
    expect(own[3]?.body.data).toEqual({ credential_configuration_id: AV, credentials: 1 });
  });

  it('never carry a claim, a credential, a code or a token', async () => {
    const { receiver } = await receive();
    const { id, secrets } = await issue();
    await eventually(() => expect(receiver.types(id)).toEqual(ISSUED), WITHIN);
    const said = receiver.received.map((one) => one.text).join('\n');
    const claims = Object.keys(DATASETS[AV] as object);
    for (const one of [...secrets, ...claims]) expect(said).not.toContain(one);
  });

  it('are sent again after a failure, with the same id, and the later events of that session wait', async () => {
    let refused: string | undefined;
    const { receiver, id: endpoint } = await receive(({ body }) => {
      // Sessions of the tests before may still be told of; the first event is of this test's alone.
      if (body.seq === 1) refused ??= body.session_id;
      const isRefused =
        body.session_id === refused && receiver.received.filter((one) => one.body.id === body.id).length <= 2;
      return isRefused && body.seq === 2 ? 500 : 204;
    });
    const { id } = await issue();
    // Sessions are told of side by side: the other one must not be the first to be heard of.
    await eventually(() => expect(refused).toBe(id), WITHIN);
    const other = await issue();
    await eventually(
      () => expect(receiver.types(id)).toEqual([ISSUED[0], ISSUED[1], ISSUED[1], ...ISSUED.slice(1)]),
      WITHIN,
    );
    await eventually(() => expect(receiver.types(other.id)).toEqual(ISSUED), WITHIN);
    const delivered = (await deliveriesOf(`/sessions/${id}/deliveries`)).filter((one) => one.webhook_id === endpoint);
    const second = delivered.find((one) => one.seq === 2);
    expect(second.attempts.map((one: any) => one.status)).toEqual([500, 500, 204]);
    expect(second).toMatchObject({ state: 'delivered', event_type: 'token_exchanged' });
    expect(second.body_sha256).toMatch(/^[\w-]{43}$/);
    expect(second.attempts[0].latency_ms).toBeGreaterThanOrEqual(0);
  });

  it('are given up in the end, show the endpoint as failing, and can be replayed one by one or all', async () => {
    const { receiver, id: endpoint } = await receive(() => 503, { event_types: ['offer_created'] });
    const sessions = [await openSession(stack), await openSession(stack)];
    const dead = await eventually(async () => {
      const found = await deliveriesOf(`/webhooks/${endpoint}/deliveries?state=dead`);
      expect(found).toHaveLength(2);
      return found;
    }, WITHIN);
    expect(await backOffice.get(`/webhooks/${endpoint}`)).toMatchObject({
      state: 'failing',
      dead: 2,
      pending: 0,
      last_error: 'status 503',
    });
    const metrics = String((await backOffice.call('GET', '/metrics')).body);
    expect(metrics).toMatch(/vouchsafe_webhook_deliveries\{state="dead"\} [2-9]/);
    receiver.behave = () => 200;
    receiver.received.length = 0;
    expect((await backOffice.call('POST', `/deliveries/${dead[0].id}/replay`)).status).toBe(202);
    await eventually(() => expect(receiver.received.map((one) => one.body.id)).toEqual([dead[0].event_id]), WITHIN);
    expect((await backOffice.call('POST', `/webhooks/${endpoint}/replay`, {})).body).toMatchObject({ replayed: 1 });
    await eventually(() => expect(receiver.received).toHaveLength(2), WITHIN);
    await eventually(async () =>
      expect(await backOffice.get(`/webhooks/${endpoint}`)).toMatchObject({ state: 'active', dead: 0 }),
    );
    receiver.received.length = 0;
    const [first] = await backOffice
      .get<{ events: any[] }>('/events?types=offer_created&limit=1000')
      .then(({ events }) => events.filter((one) => sessions.some(({ id }) => id === one.session_id)));
    const after = String(Number(first.cursor) - 1);
    expect((await backOffice.call('POST', `/webhooks/${endpoint}/replay`, { after })).body).toEqual({
      replayed: 2,
      next_after: null,
    });
    await eventually(
      () =>
        expect(receiver.received.map((one) => one.body.session_id).sort()).toEqual(
          sessions.map((one) => one.id).sort(),
        ),
      WITHIN,
    );
  });

  it('are tried on demand', async () => {
    const { receiver, id, secret } = await receive();
    expect((await backOffice.call('POST', `/webhooks/${id}/test`)).status).toBe(202);
    await eventually(() => expect(receiver.received.map((one) => one.body.type)).toContain('webhook_test'), WITHIN);
    const test = receiver.received.find((one) => one.body.type === 'webhook_test');
    new Webhook(secret).verify(test?.text ?? '', test?.headers as Record<string, string>);
  });

  it('carry two signatures while a secret is rotated', async () => {
    const { receiver, id, secret } = await receive();
    const { body } = await backOffice.call('POST', `/webhooks/${id}/rotate-secret`, { overlap_seconds: 60 });
    expect(body.secret).not.toBe(secret);
    await backOffice.call('POST', `/webhooks/${id}/test`);
    await eventually(() => expect(receiver.received).toHaveLength(1), WITHIN);
    const { text, headers } = receiver.received[0]!;
    expect(String(headers['webhook-signature']).split(' ')).toHaveLength(2);
    for (const one of [secret, body.secret]) new Webhook(one).verify(text, headers as Record<string, string>);
    await backOffice.call('POST', `/webhooks/${id}/rotate-secret`, { overlap_seconds: 0 });
    await backOffice.call('POST', `/webhooks/${id}/test`);
    await eventually(() => expect(receiver.received).toHaveLength(2), WITHIN);
    const later = receiver.received[1]!;
    expect(() => new Webhook(body.secret).verify(later.text, later.headers as Record<string, string>)).toThrow();
  });

  it('disable an endpoint that answers 410, and take a redirect for a failure', async () => {
    const gone = await receive(() => 410, { event_types: ['offer_created'] });
    const elsewhere = await receive(() => ({ status: 302, headers: { location: 'http://127.0.0.1:1/' } }));
    await openSession(stack);
    await eventually(
      async () =>
        expect(await backOffice.get(`/webhooks/${gone.id}`)).toMatchObject({
          enabled: false,
          state: 'disabled',
          disabled_reason: 'gone',
        }),
      WITHIN,
    );
    await eventually(async () => {
      const [last] = await deliveriesOf(`/webhooks/${elsewhere.id}/deliveries`);
      expect(last.attempts[0]).toMatchObject({ status: 302, error: 'redirect' });
    }, WITHIN);
    expect((await backOffice.call('POST', `/webhooks/${gone.id}/test`)).body.reason).toBe('webhook_disabled');
    const enabled = await backOffice.call('PATCH', `/webhooks/${gone.id}`, { enabled: true, description: 'back' });
    expect(enabled.body).toMatchObject({ enabled: true, disabled_reason: null, description: 'back' });
  });

  it('wait as long as Retry-After says', async () => {
    const { receiver } = await receive(
      (_received, count) => (count === 1 ? { status: 429, headers: { 'retry-after': '3' } } : 204),
      {
        event_types: ['offer_created'],
      },
    );
    await openSession(stack);
    await eventually(() => expect(receiver.received).toHaveLength(2), WITHIN);
    expect(receiver.received[1]!.at - receiver.received[0]!.at).toBeGreaterThanOrEqual(2900);
  });

  it('go to no endpoint of another issuer or without the type, and a hanging one holds nobody up', async () => {
    const hanging = await receive(() => 'hang');
    const { receiver } = await receive(undefined, { event_types: ['session_cancelled'] });
    const { id } = await openSession(stack);
    await backOffice.cancel(id);
    await eventually(() => expect(receiver.types(id)).toEqual(['session_cancelled']), WITHIN);
    await eventually(() => expect([...new Set(hanging.receiver.types(id))]).toEqual(['offer_created']), WITHIN);
  });

  it('are refused for addresses that must not be called', async () => {
    for (const url of [
      'http://10.0.0.1/',
      'https://192.168.1.1/x',
      'http://example.com/',
      'ftp://example.com/',
      'https://u:p@example.com/',
    ]) {
      const { status, body } = await backOffice.call('POST', '/webhooks', { url });
      expect({ url, status, reason: body.reason_id ?? body.error }).toEqual({
        url,
        status: 422,
        reason: 'invalid_webhook_url',
      });
    }
  });

  it('keep their secrets to the worker: nothing but the answer to their making shows one', async () => {
    const { id, secret } = await receive();
    const shown = JSON.stringify([await backOffice.get(`/webhooks/${id}`), await backOffice.get('/webhooks')]);
    expect(shown).not.toContain(secret);
    expect(shown).not.toContain('whsec_');
    expect(stack.apiLog() + stack.workerLog()).not.toContain(secret.slice(6));
  });
});

describe('a change of status', () => {
  it('is told once, whether its session is still there or not, and every one of several at once', async () => {
    const { receiver } = await receive();
    const { wallet, tokens, id } = await redeemSession(stack, {
      offered: [PID_SD_JWT],
      more: { reference: 'case-9' },
    });
    expect((await wallet.requestCredential(tokens, PID_SD_JWT)).status).toBe(200);
    const [credential] = (await backOffice.get<{ credentials: any[] }>(`/sessions/${id}/credentials`)).credentials;
    await backOffice.cancel(id);
    for (const act of ['suspend', 'reinstate', 'revoke'])
      expect((await backOffice.call('POST', `/credentials/${credential.credential_id}/${act}`)).status).toBe(200);
    const all = [...ISSUED.slice(0, 4), 'session_cancelled'];
    const changes = ['credential_suspended', 'credential_reinstated', 'credential_revoked'];
    await eventually(() => expect(receiver.types(id)).toHaveLength(8), WITHIN);
    expect(receiver.types(id).filter((one) => !changes.includes(one))).toEqual(all);
    expect(receiver.types(id).filter((one) => changes.includes(one))).toEqual(changes);
    // Nobody hears of what became of a credential before it hears of the credential.
    expect(receiver.types(id).indexOf('credential_issued')).toBeLessThan(receiver.types(id).indexOf(changes[0]!));
    const last = receiver.received.find((one) => one.body.type === 'credential_revoked');
    expect(last?.body).toMatchObject({
      seq: null,
      reference: 'case-9',
      data: { credential_configuration_id: PID_SD_JWT, credential_id: credential.credential_id },
    });
  });
});

describe('the example receiver', () => {
  it('verifies, does the work of an event once, and refuses what was not signed', async () => {
    const { id, secret } = await receive();
    const env = { ...process.env, WEBHOOK_SECRET: secret, PORT: '0' };
    const child = spawn(process.execPath, ['docs/examples/webhook-receiver.mjs'], { env });
    try {
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
      const port = await eventually(() => {
        const found = /listening on (\d+)/.exec(said)?.[1];
        expect(found).toBeDefined();
        return found;
      });
      const url = `http://127.0.0.1:${port}/`;
      expect((await backOffice.call('PATCH', `/webhooks/${id}`, { url })).status).toBe(200);
      const test = (await backOffice.call('POST', `/webhooks/${id}/test`)).body;
      const attempts = (...statuses: number[]) =>
        eventually(async () => {
          const [delivery] = await deliveriesOf(`/webhooks/${id}/deliveries`);
          expect(delivery.attempts.map((one: any) => one.status)).toEqual(statuses);
        }, WITHIN);
      // Said before the answer is noted; what is still on its way needs no replay and gets none.
      await attempts(204);
      await backOffice.call('POST', `/deliveries/${test.id}/replay`);
      await attempts(204, 204);
      expect(said.split('webhook_test')).toHaveLength(2);
      expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401);
    } finally {
      child.kill();
    }
  });
});

describe('the dispatchers', () => {
  it('cost a handful of events in Temporal however much they dispatch', async () => {
    const { client, close } = await watchWorkflows(stack);
    for (const shard of [0, 1]) {
      const { historyLength, status } = await client.workflow.getHandle(`webhook-dispatcher:${shard}`).describe();
      expect(status.name).toBe('RUNNING');
      expect(historyLength).toBeLessThan(10);
    }
    await close();
  });
});

describe('the stream of a session', () => {
  it('tells its events as they come, from where a caller left off, and ends with the session', async () => {
    const { id } = await openSession(stack);
    const headers = { authorization: `Bearer ${stack.adminKey}`, 'last-event-id': '1' };
    const answer = await fetch(`${stack.privateUrl}/sessions/${id}/stream`, { headers });
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    await backOffice.cancel(id);
    const text = await answer.text();
    expect(text).not.toContain('offer_created');
    expect(text).toMatch(/id: 2\nevent: session_cancelled\ndata: \{"seq":2.*\n\nevent: end/);
  });
});
