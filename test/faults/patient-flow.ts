/** A back office and a wallet that go through an issuance step by step, and ask again when something is away. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Created } from '../support/back-office.js';
import { BackOffice } from '../support/back-office.js';
import { AV, DATASETS, datasetsOf } from '../support/datasets.js';
import type { StackInfo } from '../support/stack.js';
import type { Answer, CredentialAnswer, Tokens } from '../support/wallet.js';
import { newKey, PRE_AUTHORIZED, send, Wallet } from '../support/wallet.js';

/** Longer than a killed service needs to come back, as patient as a person at a counter. */
const PATIENCE = 40_000;

export type Flow = {
  /** What stood in the way: a status or the code of a connection that failed. */
  readonly troubles: string[];
  readonly remaining: string[];
  readonly step: () => Promise<void>;
  readonly finish: () => Promise<void>;
  /** That all came to what it should have, seen from the back office. */
  readonly check: () => Promise<void>;
};

/** Repeats a call that failed to connect or was answered 503, as a wallet does that is told to try again. */
export async function patiently<T>(troubles: string[], call: () => Promise<Answer<T>>): Promise<Answer<T>> {
  const until = Date.now() + PATIENCE;
  for (;;) {
    const answer = await call().catch((error: unknown) => {
      troubles.push(connectionFault(error));
      return undefined;
    });
    if (answer !== undefined && answer.status !== 503) return answer;
    if (answer !== undefined) {
      troubles.push('503');
      expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
      expect((answer.body as { error?: string }).error).toBe('temporarily_unavailable');
    }
    if (Date.now() > until) throw new Error(`Still away after ${PATIENCE / 1000} s: ${troubles.join(', ')}`);
    await pause(answer === undefined ? 200 : Number(answer.headers.get('retry-after')) * 500);
  }
}

/** Anything but a connection that failed is a failure of the test. */
function connectionFault(error: unknown): string {
  const cause = (error as { cause?: { code?: string } }).cause;
  if (error instanceof TypeError && cause?.code !== undefined) return cause.code;
  throw error;
}

/** `deferred`: claims come after the request, Bearer and a transaction code; `at once`: claims are there; `dpop`: and DPoP. */
export type FlowKind = 'deferred' | 'at once' | 'dpop';

export async function startFlow(at: StackInfo, kind: FlowKind): Promise<Flow> {
  const backOffice = new BackOffice(at);
  const troubles: string[] = [];
  const wallet = new Wallet(at.publicUrl, kind === 'dpop' ? { dpop: await newKey() } : {});
  const holder = await newKey();
  const idempotencyKey = randomUUID();
  let created: Created;
  let tokens: Tokens;
  let answer: CredentialAnswer;

  const succeed = async <T>(status: number, call: () => Promise<Answer<T>>): Promise<T> => {
    const answered = await patiently(troubles, call);
    if (answered.status !== status)
      throw new Error(`${remaining[0]} was answered ${answered.status}: ${JSON.stringify(answered.body)}`);
    return answered.body;
  };
  const body = {
    credential_configuration_ids: [AV],
    claims: kind === 'deferred' ? {} : datasetsOf(AV),
    ...(kind === 'deferred' ? { tx_code: { value: '493536' } } : {}),
  };
  const steps: Record<string, () => Promise<unknown>> = {
    create: async () => {
      created = await succeed(201, () =>
        backOffice.call<Created>('POST', '/sessions', body, { 'idempotency-key': idempotencyKey }),
      );
    },
    offer: () => succeed(200, () => send(created.credential_offer_uri)),
    token: async () => {
      tokens = await succeed(200, () =>
        wallet.token({
          grant_type: PRE_AUTHORIZED,
          'pre-authorized_code': Wallet.codeOf(created.credential_offer),
          ...(kind === 'deferred' ? { tx_code: '493536' } : {}),
        }),
      );
    },
    credential: async () => {
      const { c_nonce } = await succeed(200, () =>
        send<{ c_nonce: string }>(`${at.publicUrl}/nonce`, { method: 'POST' }),
      );
      const request = { credential_configuration_id: AV, proofs: { jwt: [await wallet.proof(holder, c_nonce)] } };
      answer = await succeed(kind === 'deferred' ? 202 : 200, () =>
        wallet.authorized<CredentialAnswer>('/credential', tokens, request),
      );
    },
    ...(kind === 'deferred'
      ? {
          supply: () => succeed(200, () => backOffice.supply(created.session_id, AV, DATASETS[AV])),
          poll: async () => {
            answer = await succeed(200, () => wallet.collect(tokens, answer.transaction_id ?? ''));
          },
        }
      : {}),
    notification: () => succeed(204, () => wallet.notify(tokens, answer.notification_id ?? '')),
  };
  const remaining = Object.keys(steps);
  const step = async (): Promise<void> => {
    const name = remaining[0];
    if (name === undefined) return;
    await steps[name]?.();
    remaining.shift();
  };
  return {
    troubles,
    remaining,
    step,
    finish: async () => {
      while (remaining.length > 0) await step();
    },
    check: async () => {
      expect(answer.credentials).toHaveLength(1);
      const { body: asked } = await patiently(troubles, () =>
        backOffice.call('GET', `/sessions/${created.session_id}?consistent=true`),
      );
      expect(asked).toMatchObject({
        status: 'credential_accepted',
        deliverables: [{ issuances: [{ state: 'accepted' }] }],
      });
      const events = await backOffice.events(created.session_id);
      expect(events.map((one) => one.seq)).toEqual(events.map((_, index) => index + 1));
      const types = events.map((one) => one.type);
      for (const once of ['credential_requested', 'credential_issued', 'credential_accepted'])
        expect(
          types.filter((one) => one === once),
          once,
        ).toHaveLength(1);
    },
  };
}

/** Waits for all, so that nothing of a failed test goes on in the next one, and tells every failure at once. */
export async function finishAll(finishing: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(finishing);
  const failures = results.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
  expect(failures).toEqual([]);
}

/** One flow before each step there is: whatever is killed now is killed between any two steps. */
export async function startFlowsAtEveryStep(at: StackInfo): Promise<Flow[]> {
  const lengths = { deferred: 7, 'at once': 5, dpop: 5 };
  const flows = await Promise.all(
    Object.entries(lengths).flatMap(([kind, length]) =>
      Array.from({ length }, async (_, done) => {
        const flow = await startFlow(at, kind as FlowKind);
        for (let count = 0; count < done; count += 1) await flow.step();
        return flow;
      }),
    ),
  );
  expect(flows.every((flow) => flow.remaining.length > 0)).toBe(true);
  return flows;
}
