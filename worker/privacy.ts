/** The worker's part in erasure, retention and export: the steps, the history, and the sweep. */
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
import type { AnnounceErasure, PrivacyStep } from '../ports/privacy.js';
import { anonymiseView } from '../protocol/privacy/anonymise-view.js';
import { findClaimsEnd } from '../protocol/privacy/find-claims-end.js';
import { deleteHistoryIn } from './delete-history.js';
import { createRescue } from './rescue-sessions.js';
import { createSweepTask, type SweepOptions } from './sweep-task.js';
import { createWorkflowView } from './workflow-view.js';

export type PrivacyOptions = Pick<PrivacyDependencies, 'openSessionKey' | 'sealTo' | 'now'> &
  SweepOptions & {
    /** Absent: nobody is told. */
    readonly announceErasure?: AnnounceErasure;
  };

type ReportFailure = (error: unknown, what: string) => void;

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
