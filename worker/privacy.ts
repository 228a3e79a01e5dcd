/** The worker's part in erasure, retention and export: the steps, the history, and the sweep. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { PrivacyDependencies } from '../activities/privacy/dependencies.js';
import { createPrivacyActivities } from '../activities/privacy/index.js';
import { createSweepRetention } from '../activities/privacy/sweep-retention.js';
import { createKeepUntoldEvents } from '../activities/webhooks/keep-untold-events.js';
import type { Database } from '../adapters/mongodb/database.js';
import { loadUntoldSessionFromMongo, storeOutboxEventInMongo } from '../adapters/mongodb/outbox.js';
import {
  beginErasureInMongo,
  finishErasureInMongo,
  loadErasureFromMongo,
} from '../adapters/mongodb/privacy/erasures.js';
import { findEndedSessionsInMongo } from '../adapters/mongodb/privacy/sessions-step.js';
import { createPrivacySteps } from '../adapters/mongodb/privacy/steps.js';
import { createSubjectExports, loadHeldClaimsFromMongo } from '../adapters/mongodb/privacy/subject-exports.js';
import { createSweepLease } from '../adapters/mongodb/privacy/sweep-lease.js';
import type { AnnounceErasure, IssuerRetention, PrivacyStep, SweepLease, SweepRound } from '../ports/privacy.js';
import { anonymiseView } from '../protocol/privacy/anonymise-view.js';
import { findClaimsEnd } from '../protocol/privacy/find-claims-end.js';
import { zRetention } from '../protocol/privacy/z-retention.js';
import { deleteHistoryIn } from './delete-history.js';
import type { SigningTask } from './keep-signed.js';
import { createRescue } from './rescue-sessions.js';
import { createWorkflowView } from './workflow-view.js';

export type PrivacyOptions = Pick<PrivacyDependencies, 'openSessionKey' | 'sealTo' | 'now'> & {
  /** The rules of the day. */
  readonly retentions: () => readonly (IssuerRetention & { readonly issuer: string })[];
  /** Seconds between two sweeps. */
  readonly interval: number;
  /** Absent: nobody is told. */
  readonly announceErasure?: AnnounceErasure;
};

type ReportFailure = (error: unknown, what: string) => void;

const SECOND = 1000;
/** Documents one step may touch at once. */
const PAGE = 500;
/** How long one worker goes on while there is more; then another may take over. */
const AT_ONCE = 20 * SECOND;
/** A sweep reads much where there is much, and pauses so many times as long: wallets and back offices come first. */
const PAUSE = 9;
/** What belongs to issuers that are not configured is looked for at every so-manieth sweep: no index leads there. */
const OTHERS = 10;
/** How long a sweep is left to the worker that claimed it. */
const LEASE = 120 * SECOND;

export function createPrivacy(database: Database, options: PrivacyOptions) {
  const steps = createPrivacySteps(database, { anonymiseView, claimsEnd: findClaimsEnd });
  return {
    prepare: async (): Promise<void> => {
      for (const { prepare } of steps) await prepare?.();
    },
    /** `report`: what could not be swept, a collection or a session by its id. */
    with: (client: Pick<Client, 'connection' | 'workflow' | 'options'>, report: ReportFailure) => {
      const keepUntoldEvents = createKeepUntoldEvents({
        loadUntoldSession: loadUntoldSessionFromMongo(database),
        askSettledEvents: createWorkflowView(client).askSettledEvents,
        storeOutboxEvent: storeOutboxEventInMongo(database),
      });
      const deps: PrivacyDependencies = {
        steps: beforeSessions(steps, { name: 'untold_events', erase: keepUntoldEvents }),
        loadErasure: loadErasureFromMongo(database),
        beginErasure: beginErasureInMongo(database),
        finishErasure: finishErasureInMongo(database),
        announceErasure: options.announceErasure ?? (async () => undefined),
        deleteHistory: deleteHistoryIn(client),
        findEndedSessions: findEndedSessionsInMongo(database),
        exports: createSubjectExports(database),
        loadHeldClaims: loadHeldClaimsFromMongo(database),
        openSessionKey: options.openSessionKey,
        sealTo: options.sealTo,
        now: options.now,
      };
      const rounds = [createSweepRetention(deps), createRescue(database, client, options.now)];
      return {
        activities: createPrivacyActivities(deps),
        sweep: createSweepTask(createSweepLease(database), rounds, options, report),
      };
    },
  };
}

/** The keys are destroyed by then, and the record is still there. */
function beforeSessions(steps: readonly PrivacyStep[], step: PrivacyStep): readonly PrivacyStep[] {
  return steps.flatMap((one) => (one.name === 'sessions' ? [step, one] : [one]));
}

function createSweepTask(
  lease: SweepLease,
  parts: readonly ((round: SweepRound) => Promise<boolean>)[],
  options: PrivacyOptions,
  report: ReportFailure,
): SigningTask {
  const now = (): number => options.now().getTime();
  return {
    claim: async () => ((await lease.claim(now(), now() + LEASE)) ? ['the sweep'] : []),
    sign: async () => {
      const cursors = await lease.load();
      const failed = new Set<string>();
      const until = now() + AT_ONCE;
      const withOthers = now() >= Number(cursors['others'] ?? 0);
      const interval = options.interval * SECOND;
      let hasMore = true;
      let pause = 0;
      while (hasMore && now() + pause < until) {
        await sleep(pause);
        const shared = { cursors, limit: PAGE, failed, report, until };
        const round = { ...roundOf(options, withOthers), ...shared, readingTime: 0 };
        hasMore = false;
        for (const part of parts) hasMore = (await part(round)) || hasMore;
        pause = PAUSE * round.readingTime;
      }
      if (withOthers && !hasMore) cursors['others'] = String(now() + OTHERS * interval);
      const isComplete = !hasMore && failed.size === 0;
      const next = now() + Math.max(hasMore ? 0 : interval, pause);
      await lease.settle(cursors, next, isComplete ? now() : undefined);
    },
  };
}

/** Sessions of issuers that are not configured any more follow the defaults. */
function roundOf({ retentions, now }: PrivacyOptions, withOthers: boolean) {
  const configured = retentions();
  const rules = zRetention.parse({});
  return {
    now: now().getTime(),
    issuers: withOthers ? [...configured, { rules }] : configured,
    rulesOf: (issuer: string) => configured.find((one) => one.issuer === issuer)?.rules ?? rules,
  };
}
