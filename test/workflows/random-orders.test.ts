/** The real workflow under messages in any order, several at once, with faults and time between them. */
import { setTimeout as pause } from 'node:timers/promises';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import type { Running } from './environment.js';
import { WorkflowEnvironment } from './environment.js';
import { AV, claims, PID } from './fixtures.js';
import type { Act, Step } from './orders/acts.js';
import { crowdedStep, timedStep } from './orders/acts.js';
import { Player } from './orders/player.js';
import * as promises from './orders/promises.js';
import { withMomentsOf } from './orders/same-moments.js';

const DAY = 86_400;
/** Longer than a write that failed waits to be made good. */
const MADE_GOOD = 130;
const INITIAL = { [PID]: claims('a').digest };
const start = () => ({
  deliverables: [
    { configurationId: AV, requiresRelease: true },
    { configurationId: PID, claims: claims('a') },
  ],
  suppliedBy: 'carl',
});
const FIRST: Step = { kind: 'together', acts: [{ do: 'exchange' }] };
/** What a wallet may be told that comes for something that is there: its token or its grant is over. */
const TOO_LATE = ['access_token_expired', 'access_token_revoked', 'transaction_expired', 'gone'];
/** Each run takes seconds, so that a long counterexample is better than a search for a short one. */
const RUNS = { numRuns: 15, endOnFailure: true };
const LENGTH = { minLength: 4, maxLength: 14, size: 'max' } as const;
/** Fifteen runs of fourteen steps, on a machine that has other things to do. */
const PATIENCE = 300_000;

async function playOut(running: Running, steps: readonly Step[]): Promise<Player> {
  const player = new Player(running);
  for (const one of [FIRST, ...steps]) await player.play(one);
  player.mendAll();
  await collectWhatIsThere(running, player);
  return player;
}

type Same = typeof withMomentsOf;
const exactly: Same = (_other, value) => value;

async function checkAll(running: Running, player: Player, steps: readonly Step[], same: Same = exactly) {
  const view = await running.query();
  expect(running.activities.view, 'the read model is behind').toEqual(same(running.activities.view, view));
  const hadFaults = steps.some((one) => one.kind === 'fault');
  promises.checkRefusals(player.told, hadFaults);
  promises.checkClosedStaysClosed(player.told);
  promises.checkCodes(player.told);
  promises.checkIssued(running.activities, player.told);
  promises.checkKept(view, player.told, INITIAL);
  for (const { view: each } of running.activities.projections) promises.checkEvents(each);
}

async function collectWhatIsThere(running: Running, player: Player): Promise<void> {
  const { deliverables } = await running.query();
  for (const { claims: state, issuances } of deliverables) {
    for (const { requestId } of issuances.filter((one) => one.state === 'deferred' && state === 'released'))
      expect(['issued', ...TOO_LATE], requestId).toContain(await player.collect(requestId));
  }
}

async function endByTimeAlone(running: Running): Promise<void> {
  await running.sleep(10 * DAY);
  await running.handle.result();
  const view = await running.query();
  expect(view.isOpen).toBe(false);
  expect(running.activities.view).toEqual(withMomentsOf(running.activities.view, view));
  const left = view.deliverables.flatMap((one) => one.issuances);
  expect(left.filter((one) => one.state === 'deferred' || one.redeliverUntil !== undefined)).toEqual([]);
  expect(running.activities.forgottenSessions).toEqual([running.start.sessionId]);
}

describe('a session keeps its promises in any order and crowd of messages', () => {
  let environment: WorkflowEnvironment;
  beforeAll(async () => {
    environment = await WorkflowEnvironment.create({ isReal: true });
  });
  afterAll(() => environment.close());

  it('and one that fails beside another is replayed in the order in which both came to an end', () =>
    environment.session(start, async (running) => {
      const player = new Player(running);
      await player.play(FIRST);
      await player.play({ kind: 'fault', activity: 'issueCredentials', times: 4 });
      // One task is held up, so that both messages meet in the next one.
      const { before } = running.activities;
      let isHeld = true;
      running.activities.before = async (name, input) => {
        if (isHeld) {
          isHeld = false;
          await pause(500);
        }
        return before?.(name, input);
      };
      const held = player.play({ kind: 'together', acts: [{ do: 'supply', id: AV, name: 'a', by: 'anna' }] });
      await pause(100);
      const acts: readonly Act[] = [{ do: 'request', id: PID, number: 0 }, { do: 'refresh' }];
      await Promise.all([held, player.play({ kind: 'together', acts })]);
      await environment.replay(running);
    }));

  it(
    'and a worker that starts anew comes to the same by its history',
    () =>
      fc.assert(
        fc.asyncProperty(fc.array(crowdedStep, LENGTH), (steps) =>
          environment.session(start, async (running) => {
            const player = await playOut(running, steps);
            await eventually(async () => expect(running.activities.view).toEqual(await running.query()));
            await checkAll(running, player, steps);
            await environment.replay(running);
          }),
        ),
        RUNS,
      ),
    PATIENCE,
  );
});

describe('a session keeps its promises whatever time passes between messages', () => {
  let environment: WorkflowEnvironment;
  beforeAll(async () => {
    environment = await WorkflowEnvironment.create();
  });
  afterAll(() => environment.close());

  it(
    'and time alone ends it',
    () =>
      fc.assert(
        fc.asyncProperty(fc.array(timedStep, LENGTH), (steps) =>
          environment.session(start, async (running) => {
            const player = await playOut(running, steps);
            await running.sleep(MADE_GOOD);
            await checkAll(running, player, steps, withMomentsOf);
            await endByTimeAlone(running);
          }),
        ),
        RUNS,
      ),
    PATIENCE,
  );
});
