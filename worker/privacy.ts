/** The worker's part in erasure, retention and export: the steps, the history, and the sweep. */
import type { Client } from '@temporalio/client';
import { isGrpcServiceError } from '@temporalio/client';
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
import type {
  AnnounceErasure,
  DeleteHistory,
  IssuerRetention,
  PrivacyStep,
  SweepLease,
  SweepRound,
} from '../ports/privacy.js';
import { anonymiseView } from '../protocol/privacy/anonymise-view.js';
import { findClaimsEnd } from '../protocol/privacy/find-claims-end.js';
import { zRetention } from '../protocol/privacy/z-retention.js';
import { issuanceSessionWorkflowId } from '../workflows/contract/messages.js';
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
      const until = now() + AT_ONCE;
      const failed = new Set<string>();
      let hasMore = true;
      while (hasMore && now() < until) {
        const round = { ...roundOf(options), cursors, limit: PAGE, failed, report, until };
        hasMore = false;
        for (const part of parts) hasMore = (await part(round)) || hasMore;
      }
      const isComplete = !hasMore && failed.size === 0;
      await lease.settle(cursors, hasMore ? now() : now() + options.interval * SECOND, isComplete ? now() : undefined);
    },
  };
}

/** Sessions of issuers that are not configured any more follow the defaults. */
function roundOf({ retentions, now }: PrivacyOptions) {
  const configured = retentions();
  const rules = zRetention.parse({});
  return {
    now: now().getTime(),
    issuers: [...configured, { rules }],
    rulesOf: (issuer: string) => configured.find((one) => one.issuer === issuer)?.rules ?? rules,
  };
}

const NOT_FOUND = 5;

/** A running workflow is ended by it. Deletion takes the server some seconds, so it is asked for, then looked for. */
function deleteHistoryIn({
  workflow,
  connection,
  options,
}: Pick<Client, 'connection' | 'workflow' | 'options'>): DeleteHistory {
  return async (sessionId) => {
    const workflowId = issuanceSessionWorkflowId(sessionId);
    const { workflowService } = connection;
    try {
      await workflowService.deleteWorkflowExecution({
        namespace: options.namespace,
        workflowExecution: { workflowId },
      });
      await workflow.getHandle(workflowId).describe();
      return false;
    } catch (error) {
      const cause = error as { name?: unknown } | null;
      if (cause?.name === 'WorkflowNotFoundError') return true;
      if (isGrpcServiceError(error) && error.code === NOT_FOUND) return true;
      throw error;
    }
  };
}
