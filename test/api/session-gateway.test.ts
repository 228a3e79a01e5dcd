import type { Client } from '@temporalio/client';
import {
  ServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ActivityFailure, ApplicationFailure, RetryState } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { createSessionGateway } from '../../api/session-gateway.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { cancelUpdate, offerRetrievedSignal, supplyClaimsUpdate } from '../../workflows/contract/messages.js';
import { toFailure } from '../../workflows/contract/refusals.js';
import { refusalOf } from '../protocol/expect-refusal.js';
import { startOf } from '../workflows/fixtures.js';

type Call = (...args: any[]) => Promise<any>;
type Calls = { start?: Call; executeUpdate?: Call; signal?: Call; query?: Call; getSystemInfo?: Call };

/** A Temporal client that does as it is told, and remembers the deadlines it was given. */
function gatewayOver(calls: Calls) {
  const deadlines: number[] = [];
  const handles: string[] = [];
  const client = {
    connection: {
      withDeadline: (deadline: number, call: () => Promise<unknown>) => {
        deadlines.push(deadline - Date.now());
        return call();
      },
      workflowService: { getSystemInfo: calls.getSystemInfo ?? (async () => ({})) },
    },
    workflow: {
      start: calls.start,
      getHandle: (id: string) => {
        handles.push(id);
        return calls;
      },
    },
  } as unknown as Client;
  return { gateway: createSessionGateway(client), deadlines, handles };
}

const failing = (error: unknown) => async () => {
  throw error;
};
const grpc = (code: number) => Object.assign(new Error(`${code}`), { code, details: 'x', metadata: {} });
const service = (code: number) => new ServiceError('the service failed', { cause: grpc(code) });
const failed = (cause: Error) => new WorkflowUpdateFailedError('failed', cause);
const activity = (cause: Error) =>
  new ActivityFailure('a', 'issueCredentials', '1', RetryState.MAXIMUM_ATTEMPTS_REACHED, '', cause);

const TRANSLATED: [string, Error, string][] = [
  ['a session that is gone', new WorkflowNotFoundError('gone', 'id', undefined), 'grant_closed'],
  [
    'an answer that did not come in time',
    new WorkflowUpdateRPCTimeoutOrCancelledError('late'),
    'temporarily_unavailable',
  ],
  ['a refusal of the session', failed(toFailure(refuse('code_used'))), 'code_used'],
  ['a refusal of an activity', failed(activity(toFailure(refuse('proof_key_unsuitable')))), 'proof_key_unsuitable'],
  ['trouble of an activity', failed(activity(new Error('database'))), 'server_error'],
  ['a bug', failed(ApplicationFailure.nonRetryable('x', 'server_error')), 'server_error'],
  ['a failure of a type nobody knows', failed(ApplicationFailure.nonRetryable('x', 'constructor')), 'server_error'],
  ['cancelled (1)', grpc(1), 'temporarily_unavailable'],
  ['deadline exceeded (4)', grpc(4), 'temporarily_unavailable'],
  ['resource exhausted (8)', grpc(8), 'temporarily_unavailable'],
  ['unavailable (14)', grpc(14), 'temporarily_unavailable'],
  ['unavailable (14), wrapped', service(14), 'temporarily_unavailable'],
  [
    'an update that no task took up',
    failed(ApplicationFailure.nonRetryable('x', 'UnprocessedUpdate')),
    'temporarily_unavailable',
  ],
  ['a failed workflow task (9)', grpc(9), 'temporarily_unavailable'],
  ['a failed workflow task (9), wrapped', service(9), 'temporarily_unavailable'],
  ['an invalid argument (3)', grpc(3), 'server_error'],
  ['anything else', new TypeError('bug'), 'server_error'],
  ['a refusal of our own', refuse('session_busy'), 'session_busy'],
];

describe('an update', () => {
  it.each(TRANSLATED)('that meets %s comes to a refusal', async (_what, thrown, reason) => {
    const { gateway } = gatewayOver({ executeUpdate: failing(thrown) });
    const error = await refusalOf(() => gateway.update('s', cancelUpdate, [], { whenGone: 'grant_closed' }));
    expect(error.reason).toBe(reason);
  });

  it('goes to its session, with its id, its arguments and five seconds', async () => {
    const seen: unknown[] = [];
    const { gateway, deadlines, handles } = gatewayOver({
      executeUpdate: async (...args) => {
        seen.push(...args);
        return { outcomes: { a: 'supplied' } };
      },
    });
    const command = { datasets: [{ configurationId: 'a', claims: { reference: 'r', digest: 'd' } }] };
    const answer = await gateway.update('s', supplyClaimsUpdate, [command], {
      updateId: 'u',
      whenGone: 'session_closed',
    });
    expect(answer).toEqual({ outcomes: { a: 'supplied' } });
    expect(handles).toEqual(['issuance-session:s']);
    expect(seen).toEqual([supplyClaimsUpdate, { args: [command], updateId: 'u' }]);
    expect(deadlines[0]).toBeGreaterThan(4000);
    expect(deadlines[0]).toBeLessThanOrEqual(5000);
  });

  it('beyond the sixth of a session at once is refused before it is sent, and other sessions are not concerned', async () => {
    const waiting: (() => void)[] = [];
    let sent = 0;
    const { gateway } = gatewayOver({
      executeUpdate: () => {
        sent += 1;
        return new Promise<void>((done) => waiting.push(done));
      },
    });
    const update = (id: string) => gateway.update(id, cancelUpdate, [], { whenGone: 'grant_closed' });
    const running = Array.from({ length: 6 }, () => update('s'));
    expect((await refusalOf(() => update('s'))).reason).toBe('session_busy');
    const other = update('t');
    expect(sent).toBe(7);
    for (const done of waiting.splice(0)) done();
    await Promise.all([...running, other]);
    const next = update('s');
    for (const done of waiting.splice(0)) done();
    await next;
  });

  it('that fails frees its place', async () => {
    const { gateway } = gatewayOver({ executeUpdate: failing(grpc(14)) });
    for (let count = 0; count < 20; count += 1) {
      const error = await refusalOf(() => gateway.update('s', cancelUpdate, [], { whenGone: 'grant_closed' }));
      expect(error.reason).toBe('temporarily_unavailable');
    }
  });
});

describe('a start', () => {
  it('is never a second one, takes its search attributes along and three seconds a task', async () => {
    let options: any;
    const { gateway } = gatewayOver({
      start: async (_name, given) => {
        options = given;
      },
    });
    await gateway.start(startOf());
    expect(options).toMatchObject({
      workflowId: 'issuance-session:session-1',
      taskQueue: 'issuance',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      workflowTaskTimeout: '3s',
    });
    expect(options.typedSearchAttributes.map((one: any) => one.key.name)).toContain('SessionStatus');
  });

  it('of a session that runs already is no failure; of anything else it is', async () => {
    const running = new WorkflowExecutionAlreadyStartedError('runs', 'id', 'issuanceSession');
    await gatewayOver({ start: failing(running) }).gateway.start(startOf());
    const { gateway } = gatewayOver({ start: failing(service(14)) });
    expect((await refusalOf(() => gateway.start(startOf()))).reason).toBe('temporarily_unavailable');
  });
});

describe('a signal', () => {
  it('says whether the session was there to hear it', async () => {
    const gone = new WorkflowNotFoundError('gone', 'id', undefined);
    expect(await gatewayOver({ signal: async () => undefined }).gateway.signal('s', offerRetrievedSignal, [])).toBe(
      true,
    );
    expect(await gatewayOver({ signal: failing(gone) }).gateway.signal('s', offerRetrievedSignal, [])).toBe(false);
    const away = gatewayOver({ signal: failing(grpc(14)) }).gateway;
    expect((await refusalOf(() => away.signal('s', offerRetrievedSignal, []))).reason).toBe('temporarily_unavailable');
  });
});

describe('a question', () => {
  it('is answered, or told what is missing', async () => {
    expect(
      await gatewayOver({ query: async () => ({ status: 'expired' }) }).gateway.query('s', 'session_unknown'),
    ).toEqual({
      status: 'expired',
    });
    const gone = gatewayOver({ query: failing(new WorkflowNotFoundError('gone', 'id', undefined)) }).gateway;
    expect((await refusalOf(() => gone.query('s', 'session_unknown'))).reason).toBe('session_unknown');
  });

  it('whether Temporal is there takes a second at most', async () => {
    const { gateway, deadlines } = gatewayOver({});
    await gateway.ping();
    expect(deadlines[0]).toBeLessThanOrEqual(1000);
    await expect(gatewayOver({ getSystemInfo: failing(grpc(14)) }).gateway.ping()).rejects.toThrow();
  });
});
