/** A session that outlives a run of its workflow, on Temporal's development server. */
import type { Client } from '@temporalio/client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PulledClaims } from '../../activities/types.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { deleteHistoryIn } from '../../worker/delete-history.js';
import { settledEventsQuery } from '../../workflows/contract/event-messages.js';
import * as messages from '../../workflows/contract/messages.js';
import { toFailure } from '../../workflows/contract/refusals.js';
import { eventually } from '../support/eventually.js';
import type { Running } from './environment.js';
import { refusalOf, WorkflowEnvironment } from './environment.js';
import { AV, claims, exchange, PID, refreshing, request } from './fixtures.js';

let environment: WorkflowEnvironment;
beforeAll(async () => {
  environment = await WorkflowEnvironment.create({ isReal: true });
});
afterAll(() => environment.close());

const short = () => ({ eventsPerRun: 60, policy: { redeliveryWindow: 2, deferredInterval: 1 } });
const send = <R>({ handle }: Running, definition: { name: string } & object, command: unknown): Promise<R> =>
  handle.executeUpdate(definition as never, { args: [command] } as never) as Promise<R>;
const redeem = (running: Running, change = {}) => {
  const lives = { accessExpiresAt: running.t0 + 300_000, refreshExpiresAt: running.t0 + 3_600_000 };
  return send<messages.TokenExchanged>(running, messages.exchangeTokenUpdate, exchange({ ...lives, ...change }));
};
const refresh = (running: Running, index: number) => {
  const command = refreshing({ accessDigest: `access-${index}`, accessExpiresAt: running.t0 + 300_000 });
  return send(running, messages.refreshTokenUpdate, command);
};
const refreshes = async (running: Running, count: number) => {
  for (let index = 1; index <= count; index += 1) await refresh(running, index);
};
const supply = (running: Running, name = 'a') =>
  send(running, messages.supplyClaimsUpdate, { datasets: [{ configurationId: AV, claims: claims(name) }] });
const ask = (running: Running, accessDigest: string) =>
  send<messages.CredentialOutcome>(running, messages.requestCredentialUpdate, request('request-1', { accessDigest }));
const collect = (running: Running, accessDigest: string) =>
  send<messages.CredentialOutcome>(running, messages.collectDeferredUpdate, { requestId: 'request-1', accessDigest });
type History = Awaited<ReturnType<Running['handle']['fetchHistory']>>;
const runOf = async ({ handle }: Pick<Running, 'handle'>) => (await handle.describe()).runId;
/** Every run of the session, the present one first. */
async function runsOf({ handle }: Running) {
  const { client } = environment.env;
  const runs: History[] = [];
  for (let runId: string = await runOf({ handle }); runId !== ''; ) {
    const history: History = await client.workflow.getHandle(handle.workflowId, runId).fetchHistory();
    runs.push(history);
    runId = history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? '';
  }
  return runs;
}

/** The server ends the task in which a message meets a hand-over, and who sent it is told to come again: code 9. */
async function again(running: Running, index: number): Promise<void> {
  await refresh(running, index).catch((error: { readonly cause?: { readonly code?: number } }) => {
    if (error.cause?.code !== 9) throw error;
    return again(running, index);
  });
}

const runIdsOf = async (running: Running) => {
  const histories = await runsOf(running);
  const continued = histories.map(
    ({ events }) => events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? '',
  );
  return [await runOf(running), ...continued].filter((runId) => runId !== '');
};

describe('a session whose run grows long', () => {
  it('goes on in another run as if nothing had happened, again and again', () =>
    environment.session(short, async (running) => {
      await redeem(running);
      expect(await ask(running, 'access-0')).toMatchObject({ kind: 'deferred' });
      const first = await runOf(running);
      await refreshes(running, 40);
      await supply(running);
      expect(await collect(running, 'access-40')).toMatchObject({ kind: 'issued' });
      expect(await collect(running, 'access-40')).toMatchObject({ kind: 'issued' });
      expect(await runOf(running)).not.toBe(first);

      const { events, status } = await running.query();
      expect(status).toBe('credential_issued');
      expect(events.map((one) => one.seq)).toEqual(events.map((_, index) => index + 1));
      expect(events.filter((one) => one.type === 'token_refreshed')).toHaveLength(40);
      expect(await running.handle.query(settledEventsQuery)).toEqual(events);
      const { typedSearchAttributes } = await running.handle.describe();
      const shown = typedSearchAttributes.getAll().find(({ key }) => key.name === 'SessionStatus');
      expect(shown?.value).toBe('credential_issued');

      // Its clock goes on: the redelivery window closes in a run that did not open it.
      await refreshes(running, 12);
      await eventually(() => expect([...running.activities.responses]).toEqual([]));
      const versions = running.activities.projections.map((one) => one.version);
      expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
      expect(running.activities.view).toEqual(await running.query());

      await send(running, messages.cancelUpdate, undefined);
      await running.handle.result();
      expect(running.activities.forgottenSessions).toEqual([running.start.sessionId]);
      const runs = await runsOf(running);
      expect(runs.length).toBeGreaterThan(3);
      for (const history of runs) {
        expect(history.events?.length).toBeLessThan(80);
        await environment.replayHistory(history);
      }
    }));

  it('loses no message that comes while it does so', () =>
    environment.session(short, async (running) => {
      await redeem(running);
      const first = await runOf(running);
      let next = 0;
      const wallet = async () => {
        for (let turn = 0; turn < 12; turn += 1) {
          next += 1;
          await again(running, next);
        }
      };
      const reports = async () => {
        for (let index = 0; index < 8; index += 1) {
          await running.handle.signal(messages.problemNotedSignal, { reason: `reason-${index}`, endpoint: '/token' });
          await new Promise((resolve) => setTimeout(resolve, 30));
        }
      };
      await Promise.all([wallet(), wallet(), wallet(), wallet(), reports()]);
      const { events, problems } = await running.query();
      expect(events.filter((one) => one.type === 'token_refreshed')).toHaveLength(48);
      expect(problems.map((one) => one.reason)).toEqual(Array.from({ length: 8 }, (_, index) => `reason-${index}`));
      expect(await runOf(running)).not.toBe(first);
    }));

  it('calls confirmed all that the run before decided', () =>
    environment.session(short, async (running) => {
      await redeem(running);
      const first = await runOf(running);
      for (let index = 1; (await runOf(running)) === first; index += 1) await refresh(running, index);
      const before = (await running.query()).events.length;
      await refresh(running, 99);
      expect(running.activities.projections.at(-1)?.confirmed).toBe(before);
    }));

  it('expires in its time', () =>
    environment.session(short, async (running) => {
      await redeem(running, { accessExpiresAt: running.t0 + 9000, refreshExpiresAt: running.t0 + 9000 });
      const first = await runOf(running);
      for (let index = 1; index <= 12; index += 1) {
        const command = refreshing({ accessDigest: `access-${index}`, accessExpiresAt: running.t0 + 9000 });
        await send(running, messages.refreshTokenUpdate, command);
      }
      expect(await runOf(running)).not.toBe(first);
      await running.handle.result();
      expect(running.activities.view).toMatchObject({ status: 'expired', isOpen: false });
    }));

  it('goes on while its read model is behind, and catches it up in the next run', () =>
    environment.session(short, async (running) => {
      running.activities.before = () => {
        throw new Error('the database is away');
      };
      await redeem(running);
      const first = await runOf(running);
      await refreshes(running, 10);
      await eventually(async () => expect(await runOf(running)).not.toBe(first), 15_000);
      running.activities.before = () => undefined;
      await eventually(async () => expect(running.activities.view).toEqual(await running.query()), 20_000);
    }));
});

describe('a back office that is being asked for claims', () => {
  const plan = (configurationId: string): messages.PullPlan => {
    const patience = { timeout: 5, giveUpAfter: 300, retryInterval: 1, maxRetryInterval: 60 };
    return { configurationId, when: 'token_exchanged', ...patience };
  };
  const pulling = (change = {}) => ({ ...short(), pulls: [plan(AV)], ...change });
  const pullOf = async ({ query }: Running, index = 0) => (await query()).deliverables[index]?.pull;
  /** Answers how many tokens were refreshed until there was another run. */
  const untilNextRun = async (running: Running, from = 1): Promise<number> => {
    const first = await runOf(running);
    let index = from;
    for (; (await runOf(running)) === first; index += 1) await refresh(running, index);
    return index;
  };
  const questions = ({ activities }: Running) =>
    activities.pulls.map((one) => `${one.configurationId} ${one.run}.${one.question}`);
  /** A back office that answers when it is told to, each of its callers. */
  const callers: ((answer: PulledClaims) => void)[] = [];
  const hold = (): Promise<PulledClaims> => new Promise((resolve) => void callers.push(resolve));
  const tell = (answer: PulledClaims): void => {
    for (const resolve of callers.splice(0)) resolve(answer);
  };
  // A worker waits for its activities before it ends.
  afterEach(() => tell({ kind: 'pending' }));
  const answer = { kind: 'claims', ...claims('pulled') } as const;

  it('is asked the same question by the next run, in the time the first one began', () =>
    environment.session(
      () => pulling(),
      async (running) => {
        running.activities.backOffice = hold;
        await redeem(running);
        await eventually(() => expect(running.activities.pulls).toHaveLength(1));
        const begun = await pullOf(running);
        const next = await untilNextRun(running);
        await eventually(() => expect(questions(running)).toEqual([`${AV} 1.1`, `${AV} 1.1`]));
        expect(await pullOf(running)).toEqual(begun);
        // A wallet that asks meanwhile is told what it was told before: somebody is being asked.
        expect(await ask(running, `access-${next - 1}`)).toMatchObject({ kind: 'deferred' });
        tell(answer);
        await eventually(async () => expect((await running.query()).deliverables[0]?.claims).toBe('released'));
        expect(await pullOf(running)).toEqual({ ...begun, state: 'answered' });
        const told = (await running.query()).events.filter((one) => one.type.startsWith('claims_'));
        expect(told.map(({ type, details }) => [type, details?.['source']])).toEqual([
          ['claims_needed', 'pull'],
          ['claims_supplied', 'pull'],
        ]);
        expect(questions(running)).toHaveLength(2);
        for (const history of await runsOf(running)) await environment.replayHistory(history);
      },
    ));

  it('is asked again when it said so, and not sooner', () =>
    environment.session(
      () => pulling(),
      async (running) => {
        const asked: number[] = [];
        running.activities.backOffice = async ({ question }) => {
          asked.push(Date.now());
          return question === 1 ? { kind: 'pending', retryAfter: 3 } : answer;
        };
        await redeem(running);
        await untilNextRun(running, await untilNextRun(running));
        expect(questions(running)).toEqual([`${AV} 1.1`]);
        await eventually(async () => expect(await pullOf(running)).toMatchObject({ state: 'answered', questions: 2 }));
        expect(questions(running)).toEqual([`${AV} 1.1`, `${AV} 1.2`]);
        expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThan(2900);
      },
    ));

  it('that had no claims is not asked once more for those that share its dataset, and a later decision ends the question', () =>
    environment.session(
      () =>
        pulling({
          deliverables: [
            { configurationId: AV, dataset: 'person' },
            { configurationId: PID, dataset: 'person' },
          ],
          pulls: [plan(AV), plan(PID)],
        }),
      async (running) => {
        running.activities.backOffice = async ({ configurationId }) => {
          if (configurationId === AV) throw toFailure(refuse('pull_refused'));
          return hold();
        };
        await redeem(running);
        await eventually(() => expect(questions(running)).toEqual([`${AV} 1.1`, `${PID} 1.1`]));
        await untilNextRun(running);
        await eventually(() => expect(questions(running).slice(2)).toEqual([`${PID} 1.1`]));
        const byHand = [AV, PID].map((configurationId) => ({ configurationId, claims: claims('a') }));
        await send(running, messages.supplyClaimsUpdate, { datasets: byHand });
        await eventually(async () => expect(await pullOf(running, 1)).toMatchObject({ state: 'dropped' }));
        tell(answer);
        expect(await pullOf(running)).toMatchObject({ state: 'given_up', reason: 'pull_refused' });
        expect((await running.query()).problems).toHaveLength(1);
        await send(running, messages.cancelUpdate, undefined);
        await running.handle.result();
        expect(questions(running)).toHaveLength(3);
      },
    ));
});

describe('a message that is sent again to another run', () => {
  it('is answered by its content as it was before', () =>
    environment.session(short, async (running) => {
      const tokens = { accessExpiresAt: running.t0 + 300_000, refreshExpiresAt: running.t0 + 300_000 };
      const renewal = { codeDigest: 'code-1', expiresAt: running.t0 + 600_000 };
      await send(running, messages.renewOfferUpdate, renewal);
      const told = await redeem(running, { codeDigest: 'code-1', ...tokens });
      await supply(running);
      const first = await runOf(running);
      for (let index = 1; (await runOf(running)) === first; index += 1) await refresh(running, index);
      const before = await running.query();
      await send(running, messages.renewOfferUpdate, renewal);
      expect(await redeem(running, { codeDigest: 'code-1', ...tokens })).toEqual({ ...told, hasAllClaims: true });
      // Told that nothing changed, the API would remove the claims as stored in vain.
      expect(await supply(running)).toEqual({ outcomes: { [AV]: 'supplied' } });
      expect(await running.query()).toEqual(before);
      expect(await refusalOf(redeem(running, { codeDigest: 'code-1', accessDigest: 'another' }))).toBe('code_used');
    }));

  it('about claims that were corrected since is refused, for they are gone', () =>
    environment.session(short, async (running) => {
      await supply(running, 'a');
      await supply(running, 'b');
      expect(running.activities.forgottenClaims).toEqual(['reference-a']);
      expect(await refusalOf(supply(running, 'a'))).toBe('claims_reference_unknown');
    }));
});

describe('a session that is erased', () => {
  it(
    'leaves nothing of any run, and is said to be gone only then',
    () =>
      environment.session(short, async (running) => {
        await redeem(running);
        for (let index = 1; (await runsOf(running)).length < 3; index += 1) await refresh(running, index);
        const { client } = environment.env;
        const erase = deleteHistoryIn(client as Client);
        const runs = await runIdsOf(running);
        expect(runs.length).toBeGreaterThanOrEqual(3);
        await eventually(async () => expect(await erase(running.start.sessionId)).toBe(true), 60_000, 250);
        for (const runId of runs) {
          const execution = { workflowId: running.handle.workflowId, runId };
          const read = client.workflowService.getWorkflowExecutionHistory({ namespace: 'default', execution });
          await expect(read, runId).rejects.toMatchObject({ code: 5 });
        }
      }),
    90_000,
  );
});
