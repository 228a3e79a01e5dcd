import { setTimeout as pause } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refuse } from '../../protocol/errors/protocol-error.js';
import * as messages from '../../workflows/contract/messages.js';
import { toFailure } from '../../workflows/contract/refusals.js';
import { eventually } from '../support/eventually.js';
import type { Running } from './environment.js';
import { refusalOf, WorkflowEnvironment } from './environment.js';
import { AV, claims, exchange, PID, request } from './fixtures.js';

let environment: WorkflowEnvironment;
beforeAll(async () => {
  environment = await WorkflowEnvironment.create();
});
afterAll(() => environment.close());

const bare = () => ({});
const supplied = () => ({ deliverables: [{ configurationId: AV, claims: claims('a') }] });

const update = <R, A>(running: Running, definition: { name: string } & object, command: A): Promise<R> =>
  running.handle.executeUpdate(definition as never, { args: [command] } as never) as Promise<R>;
/** A token that lives five minutes, and an hour with its refresh token. */
const redeem = (running: Running, change = {}) =>
  update<messages.TokenExchanged, unknown>(
    running,
    messages.exchangeTokenUpdate,
    exchange({ accessExpiresAt: running.t0 + 300_000, refreshExpiresAt: running.t0 + 3_600_000, ...change }),
  );
const ask = (running: Running, id = 'request-1') =>
  update<messages.CredentialOutcome, unknown>(running, messages.requestCredentialUpdate, request(id));
const collect = (running: Running) =>
  update<messages.CredentialOutcome, unknown>(running, messages.collectDeferredUpdate, {
    requestId: 'request-1',
    accessDigest: 'access-0',
  });
const supply = (running: Running, name = 'a') =>
  update<messages.ClaimsSupplied, unknown>(running, messages.supplyClaimsUpdate, {
    datasets: [{ configurationId: AV, claims: claims(name) }],
  });
const isClosed = async ({ handle }: Running) => expect((await handle.describe()).status.name).toBe('COMPLETED');
const unavailable = () => {
  throw new Error('the database is away');
};

describe('time', () => {
  it('ends a session whose offer nobody redeemed, and forgets what was sealed to it', () =>
    environment.session(bare, async (running) => {
      await running.sleep(599);
      expect((await running.query()).status).toBe('offer_created');
      await running.sleep(2);
      await running.handle.result();
      expect(running.activities.view).toMatchObject({ status: 'expired', isOpen: false });
      expect(running.activities.forgottenSessions).toEqual([running.start.sessionId]);
      await isClosed(running);
    }));

  it('ends a session whose wallet waited in vain', () =>
    environment.session(bare, async (running) => {
      expect(await redeem(running)).toMatchObject({ isRefreshable: true });
      expect(await ask(running)).toEqual({ kind: 'deferred', requestId: 'request-1', interval: 5 });
      await running.sleep(3590);
      expect((await running.query()).status).toBe('credential_deferred');
      await running.sleep(11);
      await running.handle.result();
      expect(running.activities.view).toMatchObject({
        status: 'expired',
        deliverables: [{ issuances: [{ state: 'denied' }] }],
      });
    }));

  it('DE-15 gives up a wait at the deferral limit, although the tokens live on', () =>
    environment.session(
      () => ({ policy: { deferralLimit: 600 } }),
      async (running) => {
        await redeem(running);
        await ask(running);
        await running.sleep(605);
        expect(running.activities.view).toMatchObject({
          isOpen: true,
          deliverables: [{ issuances: [{ state: 'denied', endedBy: 'deferral_limit' }] }],
        });
        const types = (await running.query()).events.map((one) => one.type);
        expect(types.filter((one) => one === 'deferral_expired')).toHaveLength(1);
      },
    ));

  it('DE-15 a grant outlives the wait it promised, however late in its life the wallet began to wait', () =>
    environment.session(bare, async (running) => {
      const { t0 } = running;
      const hour = 3_600_000;
      await redeem(running, { refreshLatest: t0 + 2 * hour + 60_000 });
      const refresh = (accessDigest: string, at: number) =>
        update(running, messages.refreshTokenUpdate, {
          refreshDigest: 'refresh-0',
          accessDigest,
          accessExpiresAt: t0 + at + 300_000,
        });
      await running.sleep(3500);
      await refresh('access-1', 3_500_000);
      const late = request('request-1', { accessDigest: 'access-1' });
      expect(await update(running, messages.requestCredentialUpdate, late)).toMatchObject({ kind: 'deferred' });
      await running.sleep(3500);
      await refresh('access-2', 7_000_000);
      await supply(running);
      const collected = { requestId: 'request-1', accessDigest: 'access-2' };
      expect(await update(running, messages.collectDeferredUpdate, collected)).toMatchObject({ kind: 'issued' });
      expect(running.activities.view?.events.map((one) => one.type)).not.toContain('token_dead_claims_ready');
    }));

  it('tells the back office once that claims are ready and no token is left, and a renewed offer cures it', () =>
    environment.session(
      () => ({ policy: { deferralLimit: 30 * 86_400 } }),
      async (running) => {
        await redeem(running);
        await ask(running);
        await running.sleep(86_400);
        expect(running.activities.view).toMatchObject({ isOpen: true, status: 'credential_deferred', problems: [] });
        await supply(running);
        await running.sleep(3600);
        expect(running.activities.view).toMatchObject({
          status: 'claims_ready',
          problems: [{ reason: 'token_dead_claims_ready' }],
        });
        const { events } = await running.query();
        expect(events.filter((one) => one.type === 'token_dead_claims_ready')).toHaveLength(1);
        const now = running.t0 + 90_000_000;
        await update(running, messages.renewOfferUpdate, { codeDigest: 'code-1', expiresAt: now + 600_000 });
        const tokens = { accessDigest: 'access-9', accessExpiresAt: now + 300_000, refreshExpiresAt: now + 300_000 };
        await update(running, messages.exchangeTokenUpdate, exchange({ codeDigest: 'code-1', ...tokens }));
        const again = request('request-2', { accessDigest: 'access-9' });
        expect(await update(running, messages.requestCredentialUpdate, again)).toMatchObject({ kind: 'issued' });
        expect(running.activities.view).toMatchObject({ status: 'credential_issued', problems: [] });
      },
    ));

  it('leaves no trace of a wallet that goes on asking for a transaction in vain', () =>
    environment.session(bare, async (running) => {
      await redeem(running);
      await ask(running);
      await update(running, messages.denyClaimsUpdate, {});
      for (const _ of [1, 2, 3]) expect(await refusalOf(collect(running))).toBe('credential_denied');
      // The exchange, the request and the denial; a rejected update is no event.
      const { events } = await running.handle.fetchHistory();
      const collected = (events ?? []).filter((one) => one.workflowExecutionUpdateAcceptedEventAttributes != null);
      expect(collected).toHaveLength(3);
    }));

  it('ends a finished session with its grant, and what the wallet said stands', () =>
    environment.session(supplied, async (running) => {
      await redeem(running);
      await ask(running);
      await running.handle.signal(messages.notificationReceivedSignal, {
        requestId: 'request-1',
        event: 'credential_accepted',
      });
      await running.sleep(301);
      await running.handle.result();
      expect(running.activities.view).toMatchObject({ status: 'credential_accepted', isOpen: false });
      expect(running.activities.view?.events.map((one) => one.type)).not.toContain('session_expired');
    }));

  it('destroys the response when the redelivery window closes, once', () =>
    environment.session(supplied, async (running) => {
      await redeem(running);
      await ask(running);
      await running.sleep(59);
      expect(await ask(running)).toEqual({ kind: 'issued', requestId: 'request-1' });
      expect(running.activities.forgotten).toEqual([]);
      await running.sleep(3);
      expect(await refusalOf(ask(running))).toBe('nonce_used');
      await running.sleep(300);
      await running.handle.result();
      expect(running.activities.forgotten).toEqual(['request-1']);
    }));

  it('destroys the response when the wallet has its credentials', () =>
    environment.session(supplied, async (running) => {
      await redeem(running);
      await ask(running);
      await running.handle.signal(messages.notificationReceivedSignal, {
        requestId: 'request-1',
        event: 'credential_accepted',
      });
      await eventually(() => expect(running.activities.forgotten).toEqual(['request-1']));
    }));

  it('destroys a response that was still being made when the session was cancelled', () =>
    environment.session(supplied, async (running) => {
      await redeem(running);
      // One task is held up, so that the request and the cancellation meet in the next one.
      let isHeld = true;
      running.activities.before = async (name) => {
        if (name === 'issueCredentials') await pause(200);
        else if (isHeld) {
          isHeld = false;
          await pause(500);
        }
      };
      await running.handle.signal(messages.problemNotedSignal, { reason: 'nonce_used', endpoint: '/credential' });
      await pause(100);
      const asked = ask(running);
      await pause(100);
      await Promise.all([asked, running.handle.executeUpdate(messages.cancelUpdate)]);
      await running.handle.result();
      expect(running.activities.issued).toHaveLength(1);
      expect([...running.activities.responses]).toEqual([]);
    }));

  it('lets a renewed offer act beyond the end of the first', () =>
    environment.session(bare, async (running) => {
      await running.sleep(590);
      await update(running, messages.renewOfferUpdate, { codeDigest: 'code-1', expiresAt: running.t0 + 900_000 });
      await running.sleep(300);
      expect(await redeem(running, { codeDigest: 'code-1', accessExpiresAt: running.t0 + 1_000_000 })).toMatchObject({
        configurationIds: [AV],
      });
    }));
});

describe('a message', () => {
  it('before its time is refused and leaves the session as it was', () =>
    environment.session(bare, async (running) => {
      expect(await refusalOf(ask(running))).toBe('access_token_revoked');
      expect(await refusalOf(collect(running))).toBe('access_token_revoked');
      expect(await refusalOf(update(running, messages.refreshTokenUpdate, { refreshDigest: 'x' }))).toBe(
        'refresh_token_unknown',
      );
      await running.handle.signal(messages.notificationReceivedSignal, {
        requestId: 'request-1',
        event: 'credential_accepted',
      });
      expect((await running.query()).events.map((one) => one.type)).toEqual(['offer_created']);
    }));

  it('that comes twice under the same id is answered once, from memory', () =>
    environment.session(supplied, async (running) => {
      await redeem(running);
      const twice = () =>
        running.handle.executeUpdate(messages.requestCredentialUpdate, { args: [request()], updateId: 'same' });
      expect(await twice()).toEqual(await twice());
      expect(running.activities.issued).toHaveLength(1);
      expect((await running.query()).events.map((one) => one.type)).not.toContain('credential_redelivered');
    }));

  it('that comes twice at once issues once, and both are told', () =>
    environment.session(supplied, async (running) => {
      await redeem(running);
      const outcomes = await Promise.all([ask(running), ask(running), ask(running)]);
      expect(outcomes).toEqual(Array(3).fill({ kind: 'issued', requestId: 'request-1' }));
      expect(running.activities.issued).toHaveLength(1);
    }));

  it('beside another one at once issues both', () =>
    environment.session(supplied, async (running) => {
      await redeem(running);
      await Promise.all([ask(running, 'one'), ask(running, 'two')]);
      expect(running.activities.issued.map((one) => one.requestId).sort()).toEqual(['one', 'two']);
    }));

  it('redeems a code once, however many come at once', () =>
    environment.session(supplied, async (running) => {
      const outcomes = await Promise.all(
        [1, 2, 3].map((index) => refusalOf(redeem(running, { accessDigest: `access-${index}` }))),
      );
      expect(outcomes.sort()).toEqual(['code_used', 'code_used', 'nothing was refused']);
    }));

  it('after the end finds nobody', () =>
    environment.session(bare, async (running) => {
      await running.handle.executeUpdate(messages.cancelUpdate);
      await running.handle.result();
      await expect(redeem(running)).rejects.toMatchObject({ name: 'WorkflowNotFoundError' });
      await expect(running.handle.signal(messages.offerRetrievedSignal)).rejects.toMatchObject({
        name: 'WorkflowNotFoundError',
      });
      expect((await running.query()).status).toBe('cancelled');
    }));

  it('about a token that reached nobody makes the code good again', () =>
    environment.session(supplied, async (running) => {
      await redeem(running, { accessDigest: 'access-lost' });
      await running.handle.signal(messages.tokenUndeliveredSignal, { accessDigest: 'access-lost' });
      expect(await redeem(running)).toMatchObject({ hasAllClaims: true });
      expect(await ask(running)).toMatchObject({ kind: 'issued' });
    }));
});

describe('a failing activity', () => {
  it('is tried again, and the wallet notices nothing', () =>
    environment.session(supplied, async (running) => {
      let failures = 2;
      running.activities.before = (name) => {
        if (name === 'issueCredentials' && failures-- > 0) unavailable();
      };
      await redeem(running);
      expect(await ask(running)).toMatchObject({ kind: 'issued' });
    }));

  it('that goes on failing is told as temporarily_unavailable, and the request is the wallet’s to make again', () =>
    environment.session(supplied, async (running) => {
      await redeem(running);
      running.activities.before = (name) => {
        if (name === 'issueCredentials') unavailable();
      };
      expect(await refusalOf(ask(running))).toBe('temporarily_unavailable');
      expect(await running.query()).toMatchObject({ status: 'token_exchanged', deliverables: [{ issuances: [] }] });
      // It may have been stored before it failed, and would stand in the way of what is signed next.
      expect(running.activities.forgotten).toEqual(['request-1']);
      running.activities.before = () => undefined;
      expect(await ask(running)).toMatchObject({ kind: 'issued' });
      expect((await running.query()).events.filter((one) => one.type === 'credential_issued')).toHaveLength(1);
    }));

  it('leaves a deferred request waiting', () =>
    environment.session(bare, async (running) => {
      await redeem(running);
      await ask(running);
      await supply(running);
      running.activities.before = (name) => {
        if (name === 'issueCredentials') unavailable();
      };
      expect(await refusalOf(collect(running))).toBe('temporarily_unavailable');
      expect((await running.query()).status).toBe('claims_ready');
      running.activities.before = () => undefined;
      expect(await collect(running)).toMatchObject({ kind: 'issued' });
    }));

  it('with a refusal is final, and told as that refusal', () =>
    environment.session(supplied, async (running) => {
      let calls = 0;
      running.activities.before = (name) => {
        if (name !== 'issueCredentials') return;
        calls += 1;
        throw toFailure(refuse('proof_key_unsuitable'));
      };
      await redeem(running);
      expect(await refusalOf(ask(running))).toBe('proof_key_unsuitable');
      expect(calls).toBe(1);
    }));

  it('lets those who wait for the same signature try it themselves', () =>
    environment.session(supplied, async (running) => {
      await redeem(running);
      let calls = 0;
      running.activities.before = (name) => {
        if (name === 'issueCredentials' && ++calls <= 3) unavailable();
      };
      const outcomes = await Promise.all([refusalOf(ask(running)), refusalOf(ask(running))]);
      expect(outcomes.sort()).toEqual(['nothing was refused', 'temporarily_unavailable']);
    }));
});

describe('claims that were corrected', () => {
  it('are destroyed with the write that says so, and not before', () =>
    environment.session(bare, async (running) => {
      await supply(running, 'a');
      expect(running.activities.forgottenClaims).toEqual([]);
      await supply(running, 'b');
      await supply(running, 'b');
      await supply(running, 'c');
      expect(running.activities.forgottenClaims).toEqual(['reference-a', 'reference-b']);
    }));

  it('are destroyed later where that write failed', () =>
    environment.session(bare, async (running) => {
      await supply(running, 'a');
      running.activities.before = unavailable;
      await supply(running, 'b');
      running.activities.before = () => undefined;
      await running.sleep(11);
      await eventually(() => expect(running.activities.forgottenClaims).toEqual(['reference-a']));
    }));

  it('are left alone while a credential is being made of them', () =>
    environment.session(
      () => ({ deliverables: [{ configurationId: AV, claims: claims('a'), reissues: 3 }] }),
      async (running) => {
        await redeem(running);
        let isHeld = true;
        running.activities.before = async (name) => {
          if (name === 'issueCredentials') {
            await pause(200);
            expect(running.activities.forgottenClaims).toEqual([]);
          } else if (isHeld) {
            isHeld = false;
            await pause(500);
          }
        };
        await running.handle.signal(messages.problemNotedSignal, { reason: 'nonce_used', endpoint: '/credential' });
        await pause(100);
        const asked = ask(running);
        await pause(100);
        await Promise.all([asked, supply(running, 'b')]);
        expect(running.activities.issued).toMatchObject([{ claimsReference: 'reference-a' }]);
        expect(running.activities.forgottenClaims).toEqual([]);
        await ask(running);
        expect(running.activities.forgottenClaims).toEqual(['reference-a']);
      },
    ));
});

describe('the read model', () => {
  it('may fall behind while the session goes on, and is caught up by itself', () =>
    environment.session(bare, async (running) => {
      running.activities.before = (name) => {
        if (name === 'projectSession') unavailable();
      };
      await redeem(running);
      expect(await supply(running)).toEqual({ outcomes: { [AV]: 'supplied' } });
      expect(running.activities.projections).toEqual([]);
      running.activities.before = () => undefined;
      await running.sleep(11);
      await eventually(() => expect(running.activities.view?.status).toBe('token_exchanged'));
      expect(running.activities.view).toEqual(await running.query());
    }));

  it('is caught up before a session closes', () =>
    environment.session(bare, async (running) => {
      running.activities.before = (name) => {
        if (name === 'projectSession') unavailable();
      };
      await running.handle.executeUpdate(messages.cancelUpdate);
      await running.sleep(15);
      expect((await running.handle.describe()).status.name).toBe('RUNNING');
      running.activities.before = () => undefined;
      await running.sleep(15);
      await running.handle.result();
      expect(running.activities.view?.status).toBe('cancelled');
    }));

  it('is written with rising versions', () =>
    environment.session(supplied, async (running) => {
      await redeem(running);
      await ask(running);
      await ask(running);
      const versions = running.activities.projections.map((one) => one.version);
      expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    }));
});

describe('what the read model calls confirmed', () => {
  it('is what earlier workflow tasks decided, never what the present one does', () =>
    environment.session(supplied, async (running) => {
      await redeem(running);
      await ask(running);
      const projections = running.activities.projections.map(({ confirmed, view }) => [
        confirmed,
        view.events.map((one) => one.type),
      ]);
      expect(projections).toEqual([
        [0, ['offer_created', 'token_exchanged']],
        [2, ['offer_created', 'token_exchanged', 'credential_requested', 'credential_issued']],
      ]);
    }));
});

describe('a back office inside Temporal', () => {
  it('supplies claims by a reference that the worker checks', () =>
    environment.session(bare, async (running) => {
      await redeem(running);
      await ask(running);
      await running.handle.signal(messages.claimsSuppliedSignal, { configuration_id: AV, reference: 'stored' });
      await eventually(async () => expect((await running.query()).status).toBe('claims_ready'));
      expect(running.activities.admitted).toMatchObject([{ configurationId: AV, reference: 'stored' }]);
      expect((await running.query()).deliverables[0]?.claimsDigest).toBe('digest-of-stored');
    }));

  it('supplies with one reference whatever shares the dataset, each as it was sealed for it', () => {
    const deliverables = [AV, PID].map((configurationId) => ({ configurationId, dataset: 'person' }));
    return environment.session(
      () => ({ deliverables }),
      async (running) => {
        await running.handle.signal(messages.claimsSuppliedSignal, { configuration_id: AV, reference: 'stored' });
        await eventually(async () =>
          expect((await running.query()).deliverables.map((one) => one.claims)).toEqual(['released', 'released']),
        );
        expect(running.activities.admitted).toMatchObject([
          { configurationId: AV, reference: 'stored' },
          { configurationId: PID, reference: `stored:${PID}` },
        ]);
        expect((await running.query()).problems).toEqual([]);
      },
    );
  });

  it('with a bad reference leaves a problem that operators see', () =>
    environment.session(bare, async (running) => {
      running.activities.before = (name) => {
        if (name === 'admitClaims') throw toFailure(refuse('claims_reference_unknown'));
      };
      await running.handle.signal(messages.claimsSuppliedSignal, { configuration_id: AV, reference: 'nowhere' });
      await eventually(async () =>
        expect((await running.query()).problems).toMatchObject([
          { reason: 'claims_reference_unknown', endpoint: 'claimsSupplied' },
        ]),
      );
      expect((await running.query()).deliverables[0]?.claims).toBe('awaiting');
      const attributes = (await running.handle.describe()).typedSearchAttributes.getAll();
      expect(attributes.find(({ key }) => key.name === 'LastProblem')?.value).toBe('claims_reference_unknown');
    }));

  it('denies and cancels, and is not heard where it must not be', () =>
    environment.session(supplied, async (running) => {
      await redeem(running);
      await ask(running);
      await running.handle.signal(messages.claimsDeniedSignal, {});
      await eventually(async () =>
        expect((await running.query()).problems).toMatchObject([
          { reason: 'claims_after_issue', endpoint: 'claimsDenied' },
        ]),
      );
      await running.handle.signal(messages.cancelSessionSignal);
      await running.handle.result();
      expect(running.activities.view).toMatchObject({ status: 'credential_issued', isOpen: false });
      expect(running.activities.forgotten).toEqual(['request-1']);
    }));
});

describe('a message that makes no sense', () => {
  it.each([
    'exchangeToken',
    'refreshToken',
    'requestCredential',
    'collectDeferred',
    'supplyClaims',
    'denyClaims',
    'renewOffer',
  ])('as the update %s is told server_error or a refusal, and does not wedge the session', (name) =>
    environment.session(bare, async (running) => {
      const answered = await refusalOf(running.handle.executeUpdate(name, { args: [null] }));
      expect(answered).not.toBe('nothing was refused');
      expect(await redeem(running)).toMatchObject({ configurationIds: [AV] });
    }),
  );

  it.each([
    'notificationReceived',
    'problemNoted',
    'tokenUndelivered',
    'claimsSupplied',
    'claimsDenied',
    'authorizationRequested',
    'credentialStatusChanged',
  ])(
    'as the signal %s does not wedge the session',
    (name) =>
      environment.session(bare, async (running) => {
        await running.handle.signal(name, null);
        await running.handle.signal(name);
        expect(await redeem(running)).toMatchObject({ configurationIds: [AV] });
      }),
    10_000,
  );

  it('of a name nobody knows is refused', () =>
    environment.session(bare, async (running) => {
      await expect(running.handle.executeUpdate('unknown')).rejects.toThrow();
      await running.handle.signal('unknown');
      expect(await redeem(running)).toMatchObject({ configurationIds: [AV] });
    }));
});

it('a plain error is never what leaves a handler', () =>
  environment.session(supplied, async (running) => {
    await redeem(running);
    running.activities.before = (name) => {
      if (name === 'issueCredentials') throw ApplicationFailure.nonRetryable('with a secret in it', 'TypeError');
    };
    expect(await refusalOf(ask(running))).toBe('temporarily_unavailable');
  }));
