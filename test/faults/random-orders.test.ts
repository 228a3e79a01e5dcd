/** Real wallets, a real back office and a worker that is killed, in an order that a seed decides. */
import { setTimeout as pause } from 'node:timers/promises';
import * as fc from 'fast-check';
import { calculateJwkThumbprint } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { catalogue } from '../../protocol/errors/catalogue.js';
import { DATASETS, PID_SD_JWT } from '../support/datasets.js';
import { eventually } from '../support/eventually.js';
import { deferSession } from '../support/open-session.js';
import type { Stack } from '../support/stack.js';
import { startStack } from '../support/stack.js';
import type { Answer } from '../support/wallet.js';
import { patiently } from './patient-flow.js';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack?.stop());

const CODES = new Set(Object.values(catalogue()).map((one) => one.code as string));
const claimsOf = (name: string) => ({ ...DATASETS[PID_SD_JWT], given_name: name });

type Act = 'supply Ada' | 'supply Bea' | 'deny' | 'collect' | 'refresh' | 'notify' | 'renew' | 'pause';
const acts = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom<Act>('collect') },
    { weight: 3, arbitrary: fc.constantFrom<Act>('supply Ada', 'supply Bea') },
    { weight: 2, arbitrary: fc.constantFrom<Act>('refresh', 'notify', 'pause') },
    { weight: 1, arbitrary: fc.constantFrom<Act>('deny', 'renew') },
  ),
  { minLength: 6, maxLength: 10, size: 'max' },
);

type Session = Awaited<ReturnType<typeof deferSession>>;

/** One wallet and its back office; answers what must hold of it in the end. */
async function play(session: Session, orders: readonly Act[]): Promise<() => Promise<void>> {
  const { wallet, transactionId, backOffice, id } = session;
  let { tokens } = session;
  const supplied: string[] = [];
  const delivered: { given: string; thumbprint: string }[] = [];
  let isDenied = false;
  let notificationId: string | undefined;
  const tell = <T>(call: () => Promise<Answer<T>>): Promise<Answer<T>> => patiently([], call);
  const judged = (answer: Answer<any>): Answer<any> => {
    if (answer.status >= 400) expect(CODES, JSON.stringify(answer.body)).toContain(answer.body.error);
    expect(answer.status, JSON.stringify(answer.body)).not.toBe(500);
    return answer;
  };
  const acted: Record<Act, () => Promise<unknown>> = {
    'supply Ada': () => supply('Ada'),
    'supply Bea': () => supply('Bea'),
    deny: async () => {
      isDenied ||= judged(await tell(() => backOffice.deny(id))).status < 300;
    },
    collect: async () => {
      const { status, body } = judged(await tell(() => wallet.collect(tokens, transactionId)));
      if (status !== 200) return;
      expect(isDenied, 'issued after a denial').toBe(false);
      delivered.push(await read(body.credentials[0].credential));
      notificationId = body.notification_id;
    },
    refresh: async () => {
      const answer = judged(
        await tell(() => wallet.token({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' })),
      );
      if (answer.status === 200) tokens = { ...tokens, ...answer.body };
    },
    notify: async () => {
      if (notificationId !== undefined) judged(await tell(() => wallet.notify(tokens, notificationId ?? '')));
    },
    renew: async () => judged(await tell(() => backOffice.call('POST', `/sessions/${id}/renew-offer`))),
    pause: () => pause(300),
  };
  async function supply(name: string): Promise<void> {
    const { status } = judged(await tell(() => backOffice.supply(id, PID_SD_JWT, claimsOf(name))));
    if (status < 300) supplied.push(name);
  }
  for (const one of orders) await acted[one]();
  return async () => {
    await acted.collect();
    // Nothing that was acknowledged is lost: the last claims that were taken are those that were issued.
    if (supplied.length > 0 && !isDenied) expect(delivered.length).toBeGreaterThan(0);
    if (supplied.length === 0 || isDenied) expect(delivered).toEqual([]);
    expect(new Set(delivered.map((one) => JSON.stringify(one))).size).toBeLessThanOrEqual(1);
    if (delivered.length > 0) expect(delivered[0]?.given).toBe(supplied.at(-1));
    await eventually(async () => {
      const events = await backOffice.events(id);
      expect(events.map((one) => one.seq)).toEqual(events.map((_, index) => index + 1));
      expect(events.filter((one) => one.type === 'credential_issued')).toHaveLength(Math.min(1, delivered.length));
    });
  };
}

/** Whose name it bears, and which key it is bound to. */
async function read(credential: string): Promise<{ given: string; thumbprint: string }> {
  const [jwt = '', ...disclosures] = credential.split('~').filter(Boolean);
  const parse = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString());
  const given = disclosures.map(parse).find(([, name]) => name === 'given_name')?.[2];
  return { given, thumbprint: await calculateJwkThumbprint(parse(jwt.split('.')[1] ?? '').cnf.jwk) };
}

it.each([1, 2, 3])(
  'no order of acts and no death of the worker breaks a promise (seed %i)',
  async (seed) => {
    const orders = fc.sample(acts, { seed, numRuns: 6 });
    const sessions = await Promise.all(orders.map(() => deferSession(stack, { offered: [PID_SD_JWT] })));
    const playing = Promise.all(sessions.map((one, at) => play(one, orders[at] ?? [])));
    // A failure is told when the worker is back.
    playing.catch(() => undefined);
    await pause(500);
    await stack.kill('worker');
    await pause(1000 * seed);
    await stack.start('worker');
    for (const check of await playing) await check();
  },
  120_000,
);
