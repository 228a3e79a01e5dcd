/** A Temporal that skips time, a worker with one bundle of the workflow, and activities that only remember what they were asked. */
import { resolve } from 'node:path';
import type { WorkflowHandleWithStartDetails } from '@temporalio/client';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import type { Activities, AdmitClaims, IssueCredentials, PullClaims, PulledClaims } from '../../activities/types.js';
import type { SessionProjection, SessionView } from '../../protocol/session-view.js';
import { SEARCH_ATTRIBUTES } from '../../scripts/lib/search-attributes.mjs';
import type { SessionStart } from '../../workflows/contract/messages.js';
import { issuanceSessionWorkflowId } from '../../workflows/contract/messages.js';
import { fromFailure } from '../../workflows/contract/refusals.js';
import { startAttributes } from '../../workflows/contract/search-attributes.js';
import type { issuanceSession } from '../../workflows/issuance-session/workflow.js';
import { temporalBinary, temporalTestServerBinary } from '../support/stack.js';
import type { StartChange } from './fixtures.js';
import { startOf } from './fixtures.js';
import { sleepThrough } from './sleep-through.js';

/** As in Temporal's IndexedValueType. */
const TYPES = { Keyword: 2, KeywordList: 7 } as const;
const WORKFLOWS = resolve(import.meta.dirname, '../../workflows/index.ts');

/** The activities' side of a session: a read model in memory, and faults on demand. */
export class FakeActivities implements Activities {
  readonly projections: SessionProjection[] = [];
  readonly issued: IssueCredentials[] = [];
  readonly forgotten: string[] = [];
  readonly forgottenSessions: string[] = [];
  readonly forgottenClaims: string[] = [];
  /** Sealed responses that are stored at present. */
  readonly responses = new Set<string>();
  readonly admitted: AdmitClaims[] = [];
  /** Called first by each activity; what it throws is its failure. */
  before: (activity: keyof Activities, input: unknown) => void | Promise<void> = () => undefined;

  /** The read model as it stands: a lower version never replaces a higher one. */
  get view(): SessionView | undefined {
    return this.projections.reduce<SessionProjection | undefined>(
      (newest, one) => (newest === undefined || one.version > newest.version ? one : newest),
      undefined,
    )?.view;
  }

  async projectSession(input: SessionProjection): Promise<void> {
    await this.before('projectSession', input);
    this.projections.push(input);
    this.forgotten.push(...input.forget);
    this.forgottenClaims.push(...(input.forgetClaims ?? []));
    for (const requestId of input.forget) this.responses.delete(requestId);
  }

  async issueCredentials(input: IssueCredentials): Promise<void> {
    await this.before('issueCredentials', input);
    this.issued.push(input);
    this.responses.add(input.requestId);
    this.projections.push(input.projection);
  }

  async admitClaims(input: AdmitClaims): Promise<{ digest: string }> {
    await this.before('admitClaims', input);
    this.admitted.push(input);
    // What was stored for several has one content, and so one digest.
    return { digest: `digest-of-${input.reference.split(':')[0]}` };
  }

  async changeStatusOfPage(): Promise<never> {
    throw new Error('No session asks for this');
  }

  readonly pulls: PullClaims[] = [];
  /** What the back office answers. */
  backOffice: (input: PullClaims) => Promise<PulledClaims> = () => Promise.reject(new Error('There is no back office'));

  async pullClaims(input: PullClaims): Promise<PulledClaims> {
    this.pulls.push(input);
    return this.backOffice(input);
  }

  async changeCredentialStatus(): Promise<never> {
    throw new Error('No session changes the status of a credential');
  }

  async revokeIssued(): Promise<never> {
    throw new Error('No session revokes what is reported');
  }

  async forgetSession({ sessionId }: { readonly sessionId: string }): Promise<void> {
    await this.before('forgetSession', sessionId);
    this.forgottenSessions.push(sessionId);
  }
}

export type Running = {
  readonly handle: WorkflowHandleWithStartDetails<typeof issuanceSession>;
  readonly activities: FakeActivities;
  readonly start: SessionStart;
  /** When the session began, by Temporal's clock. */
  readonly t0: number;
  readonly sleep: (seconds: number) => Promise<void>;
  /** Ms since 1970, by Temporal's clock. */
  readonly now: () => Promise<number>;
  readonly query: () => Promise<SessionView>;
};

const TASK_QUEUE = 'issuance';

export class WorkflowEnvironment {
  #count = 0;
  readonly #sessions = new Map<string, FakeActivities>();
  #worker: Worker | undefined;
  #running: Promise<void> | undefined;

  private constructor(
    readonly env: TestWorkflowEnvironment,
    readonly bundle: WorkflowBundleWithSourceMap,
  ) {}

  /**
   * `isReal`: Temporal's development server, whose time nobody skips. The server that skips time hands a signal and an
   * update that meet in one task to the worker in another order than its history says, and such a history cannot be
   * replayed; the real one does not.
   */
  static async create({ isReal = false } = {}): Promise<WorkflowEnvironment> {
    Runtime.install({
      logger: new DefaultLogger('ERROR', () => undefined),
      telemetryOptions: { logging: { forward: {}, filter: 'OFF' } },
    });
    const [env, bundle] = await Promise.all([
      isReal
        ? TestWorkflowEnvironment.createLocal({
            server: {
              executable: { type: 'existing-path', path: temporalBinary() },
              log: { level: 'error', format: 'pretty' },
              // A closed run is deleted once the server has noted what it did at its end: every half minute by default.
              extraArgs: ['transfer', 'visibility', 'timer'].flatMap((queue) => [
                '--dynamic-config-value',
                `history.${queue}ProcessorUpdateAckInterval="200ms"`,
              ]),
            },
          })
        : TestWorkflowEnvironment.createTimeSkipping({
            server: { executable: { type: 'existing-path', path: temporalTestServerBinary() } },
          }),
      bundleWorkflowCode({ workflowsPath: WORKFLOWS, logger: new DefaultLogger('ERROR') }),
    ]);
    const searchAttributes = Object.fromEntries(
      Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => [name, TYPES[type]]),
    );
    await env.connection.operatorService.addSearchAttributes({ namespace: 'default', searchAttributes });
    const environment = new WorkflowEnvironment(env, bundle);
    await environment.#startWorker();
    return environment;
  }

  async #startWorker(): Promise<void> {
    const of = (sessionId: string): FakeActivities => {
      const found = this.#sessions.get(sessionId);
      if (found === undefined) throw new Error(`No session ${sessionId} in this file`);
      return found;
    };
    const activities: Activities = {
      projectSession: (input) => of(input.view.sessionId).projectSession(input),
      issueCredentials: (input) => of(input.sessionId).issueCredentials(input),
      admitClaims: (input) => of(input.sessionId).admitClaims(input),
      forgetSession: (input) => of(input.sessionId).forgetSession(input),
      pullClaims: (input) => of(input.sessionId).pullClaims(input),
      changeCredentialStatus: () => new FakeActivities().changeCredentialStatus(),
      revokeIssued: () => new FakeActivities().revokeIssued(),
      changeStatusOfPage: () => new FakeActivities().changeStatusOfPage(),
    };
    this.#worker = await Worker.create({
      connection: this.env.nativeConnection,
      taskQueue: TASK_QUEUE,
      workflowBundle: this.bundle,
      activities,
    });
    this.#running = this.#worker.run();
  }

  /** Whether a worker that knows nothing of the session comes to the same by its history. */
  async replay({ handle }: Running): Promise<void> {
    await this.replayHistory(await handle.fetchHistory());
  }

  async replayHistory(history: Awaited<ReturnType<Running['handle']['fetchHistory']>>): Promise<void> {
    await Worker.runReplayHistory({ workflowBundle: this.bundle }, history);
  }

  /** One session with activities of its own, gone when `use` is over. */
  async session(change: (t0: number) => StartChange, use: (running: Running) => Promise<void>): Promise<void> {
    const { env } = this;
    this.#count += 1;
    const t0 = await env.currentTimeMs();
    const start = startOf({
      sessionId: `session-${process.pid}-${this.#count}`,
      createdAt: t0,
      offer: { expiresAt: t0 + 600_000 },
      ...change(t0),
    });
    const activities = new FakeActivities();
    this.#sessions.set(start.sessionId, activities);
    const configurationIds = start.deliverables.map((one) => one.configurationId);
    const handle = await env.client.workflow.start<typeof issuanceSession>('issuanceSession', {
      workflowId: issuanceSessionWorkflowId(start.sessionId),
      taskQueue: TASK_QUEUE,
      args: [start],
      typedSearchAttributes: startAttributes({
        issuer: 'default',
        grantType: 'pre-authorized_code',
        configurationIds,
        status: 'offer_created',
      }),
    });
    try {
      await use({
        handle,
        activities,
        start,
        t0,
        sleep: (seconds) => sleepThrough(env, handle, seconds * 1000),
        now: () => env.currentTimeMs(),
        query: () => handle.query('session'),
      });
    } finally {
      await handle.terminate().catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    this.#worker?.shutdown();
    await this.#running;
    await this.env.teardown();
  }
}

/** The reason an update was refused for; the failure's own type where it is no refusal of ours. */
export async function refusalOf(update: Promise<unknown>): Promise<string> {
  try {
    await update;
  } catch (error) {
    if (!(error instanceof WorkflowUpdateFailedError)) throw error;
    return fromFailure(error)?.reason ?? String((error.cause as { type?: string } | undefined)?.type);
  }
  return 'nothing was refused';
}
