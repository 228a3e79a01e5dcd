/** Forged handles reach neither Temporal nor the database (design 5), measured on a stack that does nothing else. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AV } from '../support/datasets.js';
import { eventually } from '../support/eventually.js';
import { expectRefused } from '../support/expect-refused.js';
import type { RedeemedSession } from '../support/open-session.js';
import { deferSession } from '../support/open-session.js';
import type { Stack } from '../support/stack.js';
import { startStack } from '../support/stack.js';
import type { Answer } from '../support/wallet.js';
import { newKey, PRE_AUTHORIZED, Wallet } from '../support/wallet.js';
import type { WorkflowWatch } from '../support/workflow.js';
import { watchWorkflows } from '../support/workflow.js';

const TIMES = 40;
let stack: Stack;
let workflows: WorkflowWatch;
let session: RedeemedSession & { transactionId: string };
beforeAll(async () => {
  stack = await startStack();
  workflows = await watchWorkflows(stack);
  session = await deferSession(stack);
});
afterAll(async () => {
  await workflows?.close();
  await stack?.stop();
});

/**
 * What a request of a wallet reads and writes first. Other collections are looked at by the clock or for the metrics, the
 * vault too: the switches lie there, beside what is signed, and a request reads it only after its session.
 */
const OF_REQUESTS = ['sessions', 'logs', 'credentials', 'pushed_requests'];

/** Commands that requests had the API send to the database, by name. */
async function databaseCommands(): Promise<Record<string, number>> {
  const text = await (await fetch(`${stack.privateUrl}/metrics`)).text();
  const lines = text.matchAll(/^vouchsafe_database_commands_total\{command="(\w+)",collection="(\w*)"\} (\d+)$/gm);
  const counts: Record<string, number> = {};
  for (const [, name = '', collection = '', count] of lines)
    if (OF_REQUESTS.includes(collection)) counts[name] = (counts[name] ?? 0) + Number(count);
  return counts;
}

/** Waits until the trace, which is written beside the requests, has been written. */
async function quiet(): Promise<Record<string, number>> {
  let last = await databaseCommands();
  let since = Date.now();
  return eventually(async () => {
    const next = await databaseCommands();
    if (JSON.stringify(next) !== JSON.stringify(last)) {
      last = next;
      since = Date.now();
    }
    expect(Date.now() - since).toBeGreaterThan(500);
    return next;
  });
}

/** What the forged requests made the database do, and how many workflow events they made. */
async function costOf(act: () => Promise<unknown>) {
  const [before, eventsBefore] = [await quiet(), await workflows.historyLength(session.id)];
  for (let count = 0; count < TIMES; count += 1) await act();
  const [after, eventsAfter] = [await quiet(), await workflows.historyLength(session.id)];
  const commands = Object.fromEntries(
    Object.entries(after).flatMap(([name, count]) => {
      const more = count - (before[name] ?? 0);
      return more === 0 ? [] : [[name, more]];
    }),
  );
  return { commands, events: eventsAfter - eventsBefore };
}

/** One bit of it is another. */
function flipped(handle: string): string {
  const bytes = Buffer.from(handle, 'base64url');
  const at = Math.floor(Math.random() * bytes.length);
  bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << Math.floor(Math.random() * 8)), at);
  return bytes.toString('base64url');
}
const madeUp = () => randomBytes(180).toString('base64url');

describe('handles that lead to no session', () => {
  const token = (parameters: Record<string, string>) => session.wallet.token(parameters);
  const rows: [string, (handle: (own: string) => string) => Promise<Answer<unknown>>, number, string][] = [
    [
      'codes',
      (forge) => token({ grant_type: PRE_AUTHORIZED, 'pre-authorized_code': forge(Wallet.codeOf(session.offer)) }),
      400,
      'invalid_grant',
    ],
    [
      'refresh tokens',
      (forge) => token({ grant_type: 'refresh_token', refresh_token: forge(session.tokens.refresh_token ?? '') }),
      400,
      'invalid_grant',
    ],
    [
      'access tokens',
      (forge) => {
        const tokens = { ...session.tokens, access_token: forge(session.tokens.access_token) };
        return session.wallet.authorized('/credential', tokens, {});
      },
      401,
      'invalid_token',
    ],
  ];
  it.each(rows)('forged %s send no message and read nothing', async (_name, act, status, error) => {
    const { commands, events } = await costOf(async () => {
      expectRefused(await act(flipped), status, error);
      expectRefused(await act(madeUp), status, error);
    });
    expect(events).toBe(0);
    // The issuer's trace is written in batches beside the requests; nothing else may be written, and nothing read.
    const { insert = 0, ...others } = commands;
    expect(others).toEqual({});
    expect(insert).toBeLessThan(TIMES / 2);
  });
});

describe('handles that come with a good token', () => {
  const rows: [string, (handle: (own: string) => string) => Promise<Answer<unknown>>, string][] = [
    [
      'identifiers',
      async (forge) =>
        session.wallet.authorized('/credential', session.tokens, {
          credential_identifier: forge(session.transactionId),
        }),
      'unknown_credential_identifier',
    ],
    [
      'transactions',
      (forge) => session.wallet.collect(session.tokens, forge(session.transactionId)),
      'invalid_transaction_id',
    ],
    [
      'notification ids',
      (forge) => session.wallet.notify(session.tokens, forge(session.transactionId)),
      'invalid_notification_id',
    ],
    [
      'nonces',
      async (forge) => {
        const proof = await session.wallet.proof(await newKey(), forge(await session.wallet.nonce()));
        const body = { credential_configuration_id: AV, proofs: { jwt: [proof] } };
        return session.wallet.authorized('/credential', session.tokens, body);
      },
      'invalid_nonce',
    ],
  ];
  it.each(rows)('forged %s read nothing, and only the first is noted', async (_name, act, error) => {
    // The first of its reason is told to the workflow, once.
    expectRefused(await act(flipped), 400, error);
    const { commands, events } = await costOf(async () => expectRefused(await act(madeUp), 400, error));
    expect(events).toBe(0);
    // The session's trace and its counters, in batches.
    const { insert = 0, update = 0, ...others } = commands;
    expect(others).toEqual({});
    expect(insert + update).toBeLessThan(TIMES);
  });

  it('after all that the session does what it should', async () => {
    const { wallet, tokens, transactionId, backOffice, id } = session;
    await backOffice.supply(id, AV, { age_over_18: true });
    expect((await wallet.collect(tokens, transactionId)).status).toBe(200);
  });
});
