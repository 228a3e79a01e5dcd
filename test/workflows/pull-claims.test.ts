/** Claims that the session asks a back office for: time is skipped, the back office is a function. */
import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { PullPlan } from '../../workflows/contract/messages.js';
import * as messages from '../../workflows/contract/messages.js';
import { toFailure } from '../../workflows/contract/refusals.js';
import { eventually } from '../support/eventually.js';
import type { Running } from './environment.js';
import { WorkflowEnvironment } from './environment.js';
import { AV, claims, exchange, PID, request } from './fixtures.js';

let environment: WorkflowEnvironment;
beforeAll(async () => {
  environment = await WorkflowEnvironment.create();
});
afterAll(() => environment.close());

const plan = (change: Partial<PullPlan> = {}): PullPlan => ({
  configurationId: AV,
  when: 'token_exchanged',
  timeout: 5,
  giveUpAfter: 3000,
  retryInterval: 10,
  maxRetryInterval: 60,
  ...change,
});
const pulling = (change?: Partial<PullPlan>, more = {}) => {
  return (t0: number) => ({ pulls: [plan(change)], offer: { expiresAt: t0 + 3_600_000 }, ...more });
};
const answer = (name = 'a') => ({ kind: 'claims', ...claims(name) }) as const;
const passing = () => ApplicationFailure.create({ type: 'pull_unanswered', message: 'away' });

const redeem = ({ handle, t0 }: Running) =>
  handle.executeUpdate(messages.exchangeTokenUpdate, {
    args: [exchange({ accessExpiresAt: t0 + 300_000, refreshExpiresAt: t0 + 7_200_000 })],
  });
const ask = ({ handle }: Running) => handle.executeUpdate(messages.requestCredentialUpdate, { args: [request()] });
const supply = ({ handle }: Running, name: string) =>
  handle.executeUpdate(messages.supplyClaimsUpdate, {
    args: [{ datasets: [{ configurationId: AV, claims: claims(name) }] }],
  });
const events = async ({ query }: Running) =>
  (await query()).events.map(({ type, details }) =>
    details?.['source'] === undefined ? type : `${type} of ${details['source']}`,
  );
const shared = (t0: number) => ({
  deliverables: [
    { configurationId: AV, dataset: 'person' },
    { configurationId: PID, dataset: 'person' },
  ],
  pulls: [plan(), plan({ configurationId: PID })],
  offer: { expiresAt: t0 + 3_600_000 },
});
const allClaims = async ({ query }: Running) => (await query()).deliverables.map((one) => one.claims);
const claimsOf = async ({ query }: Running) => (await query()).deliverables[0]?.claims;

describe('claims that are pulled', () => {
  it('are asked for when the token is exchanged, and are there for the request', () =>
    environment.session(pulling(), async (running) => {
      running.activities.backOffice = async () => answer();
      await running.sleep(5);
      expect(running.activities.pulls).toEqual([]);
      await redeem(running);
      await eventually(async () => expect(await claimsOf(running)).toBe('released'));
      expect(await ask(running)).toMatchObject({ kind: 'issued' });
      expect(running.activities.pulls).toMatchObject([{ configurationId: AV, run: 1, question: 1 }]);
      expect(running.activities.issued).toMatchObject([{ claimsReference: 'reference-a' }]);
      expect(await events(running)).toContain('claims_supplied of pull');
    }));

  it('are asked for when the session is created, where the configuration says so', () =>
    environment.session(pulling({ when: 'session_created' }), async (running) => {
      running.activities.backOffice = async () => answer();
      await eventually(async () => expect(await claimsOf(running)).toBe('released'));
      expect(await redeem(running)).toMatchObject({ hasAllClaims: true, isRefreshable: false });
      expect(running.activities.pulls).toHaveLength(1);
    }));

  it('are not asked for where they were given, nor for a configuration the token does not cover', () =>
    environment.session(
      pulling(
        { when: 'session_created' },
        {
          pulls: [plan({ when: 'session_created' }), plan({ configurationId: PID })],
          deliverables: [{ configurationId: AV, claims: claims('given') }, { configurationId: PID }],
        },
      ),
      async (running) => {
        await running.handle.executeUpdate(messages.exchangeTokenUpdate, {
          args: [exchange({ accessExpiresAt: running.t0 + 300_000, configurationIds: [AV] })],
        });
        await running.sleep(60);
        expect(running.activities.pulls).toEqual([]);
      },
    ));

  it('become deferral by themselves when they are late, and the wallet collects them', () =>
    environment.session(pulling(), async (running) => {
      let answerNow: (value: ReturnType<typeof answer>) => void = () => undefined;
      running.activities.backOffice = () =>
        new Promise((resolve) => {
          answerNow = resolve;
        });
      await redeem(running);
      expect(await ask(running)).toMatchObject({ kind: 'deferred' });
      await eventually(() => expect(running.activities.pulls).toHaveLength(1));
      answerNow(answer());
      await eventually(async () => expect((await running.query()).status).toBe('claims_ready'));
      expect(await events(running)).toEqual([
        'offer_created',
        'token_exchanged',
        'credential_requested',
        'credential_deferred',
        'claims_needed of pull',
        'claims_supplied of pull',
      ]);
    }));

  it('are asked for again after trouble, by the retry policy, and nothing of it is an event', () =>
    environment.session(pulling(), async (running) => {
      let left = 3;
      running.activities.backOffice = async () => {
        left -= 1;
        if (left >= 0) throw passing();
        return answer();
      };
      await redeem(running);
      await running.sleep(120);
      expect(running.activities.pulls.map((one) => one.question)).toEqual([1, 1, 1, 1]);
      expect(await claimsOf(running)).toBe('released');
      expect(await events(running)).not.toContain('request_failed');
    }));

  it('are asked for later by a durable timer when there are none yet, as another question', () =>
    environment.session(pulling(), async (running) => {
      const asked: number[] = [];
      running.activities.backOffice = async ({ question }) => {
        asked.push(await environment.env.currentTimeMs());
        return question < 3 ? { kind: 'pending', retryAfter: 100 } : answer();
      };
      await redeem(running);
      await running.sleep(250);
      expect(running.activities.pulls.map((one) => one.question)).toEqual([1, 2, 3]);
      expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThanOrEqual(100_000);
      expect(await claimsOf(running)).toBe('released');
    }));

  it('are given up in the end, which is a problem, and the claims are needed of whoever has them', () =>
    environment.session(pulling(), async (running) => {
      running.activities.backOffice = async () => {
        throw passing();
      };
      await redeem(running);
      await ask(running);
      await running.sleep(3100);
      expect((await running.query()).problems).toMatchObject([
        { reason: 'pull_unanswered', endpoint: 'claims_source' },
      ]);
      expect((await events(running)).slice(-3)).toEqual(['claims_needed of pull', 'request_failed', 'claims_needed']);
      const asked = running.activities.pulls.length;
      await running.sleep(600);
      expect(running.activities.pulls).toHaveLength(asked);
      expect(await supply(running, 'by hand')).toEqual({ outcomes: { [AV]: 'supplied' } });
    }));

  it('are given up when there are never any, after as long as the configuration says', () =>
    environment.session(pulling({ giveUpAfter: 200 }), async (running) => {
      running.activities.backOffice = async () => ({ kind: 'pending' });
      await redeem(running);
      await running.sleep(300);
      expect((await running.query()).problems).toMatchObject([{ reason: 'pull_unanswered' }]);
      // 10 s, 20 s, 40 s, 60 s, 60 s: the next would be too late.
      expect(running.activities.pulls.length).toBeLessThanOrEqual(6);
    }));

  it('are asked for once where asking again is in vain, and anew when a renewed offer is redeemed', () =>
    environment.session(pulling(), async (running) => {
      running.activities.backOffice = async () => {
        throw toFailure(refuse('pull_claims_invalid'));
      };
      await redeem(running);
      await eventually(async () =>
        expect((await running.query()).problems).toMatchObject([{ reason: 'pull_claims_invalid' }]),
      );
      expect(running.activities.pulls).toHaveLength(1);
      running.activities.backOffice = async () => answer();
      const { t0, handle } = running;
      await handle.executeUpdate(messages.renewOfferUpdate, {
        args: [{ codeDigest: 'code-1', expiresAt: t0 + 3_600_000 }],
      });
      await handle.executeUpdate(messages.exchangeTokenUpdate, {
        args: [exchange({ codeDigest: 'code-1', accessDigest: 'access-1', accessExpiresAt: t0 + 300_000 })],
      });
      await eventually(async () => expect(await claimsOf(running)).toBe('released'));
      expect(running.activities.pulls.map((one) => one.run)).toEqual([1, 2]);
    }));

  it('are asked for once for all that share a dataset, and supplied to each', () =>
    environment.session(shared, async (running) => {
      running.activities.backOffice = async () => answer();
      await redeem(running);
      await eventually(async () => expect(await allClaims(running)).toEqual(['released', 'released']));
      expect(running.activities.pulls).toMatchObject([{ configurationId: AV, sharedWith: [PID] }]);
      expect(await events(running)).toEqual([
        'offer_created',
        'token_exchanged',
        'claims_supplied of pull',
        'claims_supplied of pull',
      ]);
      await running.handle.executeUpdate(messages.requestCredentialUpdate, {
        args: [request('request-2', { configurationId: PID })],
      });
      expect(running.activities.issued).toMatchObject([{ claimsReference: `reference-a:${PID}` }]);
    }));

  it('of one dataset are asked for at the next back office where the first has none', () =>
    environment.session(shared, async (running) => {
      running.activities.backOffice = async ({ configurationId }) => {
        if (configurationId === AV) throw toFailure(refuse('pull_refused'));
        return answer();
      };
      await redeem(running);
      await ask(running);
      await eventually(async () => expect(await allClaims(running)).toEqual(['released', 'released']));
      expect(running.activities.pulls.map((one) => one.configurationId)).toEqual([AV, PID]);
      // The wallet was never without somebody who was being asked.
      expect((await events(running)).filter((type) => type.startsWith('claims_needed'))).not.toContain('claims_needed');
    }));

  it('are needed once, of whoever has them, where the next was decided meanwhile', () =>
    environment.session(shared, async (running) => {
      let refuseNow: () => void = () => undefined;
      running.activities.backOffice = () =>
        new Promise((_resolve, reject) => {
          refuseNow = () => reject(toFailure(refuse('pull_refused')));
        });
      await redeem(running);
      await ask(running);
      await eventually(() => expect(running.activities.pulls).toHaveLength(1));
      await running.handle.executeUpdate(messages.denyClaimsUpdate, { args: [{ configurationId: PID }] });
      refuseNow();
      await eventually(async () => expect(await events(running)).toContain('claims_needed'));
      await running.sleep(1);
      expect((await events(running)).filter((type) => type === 'claims_needed')).toHaveLength(1);
    }));

  it('have to be released where others have to be, by anybody', () =>
    environment.session(
      pulling({}, { deliverables: [{ configurationId: AV, requiresRelease: true }] }),
      async (running) => {
        running.activities.backOffice = async () => answer();
        await redeem(running);
        await eventually(async () => expect(await claimsOf(running)).toBe('supplied'));
        expect(await ask(running)).toMatchObject({ kind: 'deferred' });
        await running.handle.executeUpdate(messages.releaseClaimsUpdate, { args: [{ by: 'anna' }] });
        expect(await claimsOf(running)).toBe('released');
        expect(running.activities.pulls).toHaveLength(1);
      },
    ));

  it('show how far the asking is, in the session and in the read model', () =>
    environment.session(pulling({ when: 'session_created' }), async (running) => {
      running.activities.backOffice = async ({ question }) => {
        if (question < 3) return { kind: 'pending', retryAfter: 100 };
        throw toFailure(refuse('pull_refused'));
      };
      await running.sleep(50);
      const shown = async () => (await running.query()).deliverables[0]?.pull;
      const readModel = () => running.activities.view?.deliverables[0]?.pull;
      await eventually(async () => expect(await shown()).toMatchObject({ state: 'asking', questions: 1 }));
      expect(readModel()).toEqual(await shown());
      await running.sleep(100);
      await eventually(async () => expect(await shown()).toMatchObject({ state: 'asking', questions: 2 }));
      await eventually(async () => expect(readModel()).toEqual(await shown()));
      await running.sleep(100);
      const end = { state: 'given_up', questions: 3, reason: 'pull_refused' };
      await eventually(async () => expect(await shown()).toMatchObject(end));
      await eventually(async () => expect(readModel()).toEqual(await shown()));
    }));

  it('that were asked for in vain are told of, of every configuration', () => {
    const two = (t0: number) => ({
      ...shared(t0),
      deliverables: [AV, PID].map((configurationId) => ({ configurationId })),
    });
    return environment.session(two, async (running) => {
      running.activities.backOffice = async () => {
        throw toFailure(refuse('pull_refused'));
      };
      await redeem(running);
      await eventually(async () => {
        const { events: told, problems } = await running.query();
        const failed = told.filter((one) => one.type === 'request_failed').map((one) => one.details?.['configuration']);
        expect([failed.sort(), problems.length]).toEqual([[AV, PID].sort(), 1]);
      });
    });
  });

  it('are denied when the back office says so', () =>
    environment.session(pulling(), async (running) => {
      running.activities.backOffice = async () => ({ kind: 'denied' });
      await redeem(running);
      await eventually(async () => expect((await running.query()).status).toBe('denied'));
      expect(await events(running)).toContain('claims_denied of pull');
    }));
});

describe('what is decided while a back office is being asked', () => {
  it('stands: claims supplied by hand are not replaced by a late answer, and are corrected only by hand', () =>
    environment.session(pulling(), async (running) => {
      let answerNow: (value: ReturnType<typeof answer>) => void = () => undefined;
      running.activities.backOffice = () =>
        new Promise((resolve) => {
          answerNow = resolve;
        });
      await redeem(running);
      await eventually(() => expect(running.activities.pulls).toHaveLength(1));
      expect(await supply(running, 'by hand')).toEqual({ outcomes: { [AV]: 'supplied' } });
      answerNow(answer('late'));
      expect(await ask(running)).toMatchObject({ kind: 'issued' });
      expect(running.activities.issued).toMatchObject([{ claimsReference: 'reference-by hand' }]);
      expect(await events(running)).not.toContain('claims_corrected of pull');
    }));

  it('replaces what was pulled: supplying by hand afterwards is a correction, until something is issued', () =>
    environment.session(pulling(), async (running) => {
      running.activities.backOffice = async () => answer();
      await redeem(running);
      await eventually(async () => expect(await claimsOf(running)).toBe('released'));
      expect(await supply(running, 'by hand')).toEqual({ outcomes: { [AV]: 'corrected' } });
    }));

  it('stands: a denial ends the question', () =>
    environment.session(pulling(), async (running) => {
      running.activities.backOffice = async () => ({ kind: 'pending', retryAfter: 60 });
      await redeem(running);
      await eventually(() => expect(running.activities.pulls).toHaveLength(1));
      // Time goes on when the answer is there: the server loses a task that cancels what was answered meanwhile.
      await running.sleep(5);
      await running.handle.executeUpdate(messages.denyClaimsUpdate, { args: [{}] });
      await running.sleep(200);
      expect(running.activities.pulls).toHaveLength(1);
      expect(running.activities.view?.deliverables[0]?.pull).toMatchObject({ state: 'dropped' });
    }));

  it('ends with the session: the question is cancelled and the session closes at once', () =>
    environment.session(pulling(), async (running) => {
      let letGo: (why: Error) => void = () => undefined;
      running.activities.backOffice = () =>
        new Promise((_resolve, reject) => {
          letGo = reject;
        });
      await redeem(running);
      await eventually(() => expect(running.activities.pulls).toHaveLength(1));
      await running.handle.executeUpdate(messages.cancelUpdate);
      await running.handle.result();
      letGo(new Error('the test is over'));
      const history = await running.handle.fetchHistory();
      const types = (history.events ?? []).map((one) => Object.keys(one).find((key) => key.endsWith('Attributes')));
      expect(types).toContain('activityTaskCancelRequestedEventAttributes');
      expect(running.activities.view).toMatchObject({ status: 'cancelled', isOpen: false, problems: [] });
      expect(running.activities.forgottenSessions).toEqual([running.start.sessionId]);
    }));
});
