/** Keeps the read model, the search attributes and the details pane of the Temporal UI at the session's present state. */
import {
  log,
  proxyLocalActivities,
  setCurrentDetails,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../../activities/types.js';
import type { SessionProjection } from '../../protocol/session-view.js';
import { attributes } from '../contract/search-attributes.js';
import { inRequestPath, untilItWorks } from './activity-options.js';
import { describeSession } from './describe-session.js';
import { createTurns, type InTurn } from './in-turn.js';
import type { Session } from './session.js';

const quick = proxyLocalActivities<Activities>(inRequestPath);
const patient = proxyLocalActivities<Activities>(untilItWorks);

/** How long the read model may lag behind a mere fetch of the offer: mostly the next message comes sooner and writes both. */
const LAG = 5000;

/** Plain data. */
export type FrozenProjector = ReturnType<Projector['freeze']>;

export class Projector {
  /** For whatever else is done by a local activity of this session. */
  readonly inTurn: InTurn = createTurns();
  #version = 0;
  #historyLength = 0;
  #settled = 0;
  #confirmed = 0;
  #dueAt: number | undefined;
  #isBehind = false;
  #writing = 0;
  #attributes = '';
  #forgotten: string[] = [];
  readonly #abandoned = new Set<string>();

  constructor(
    readonly session: Session,
    former?: FrozenProjector,
  ) {
    if (former === undefined) return;
    this.#version = former.version;
    // All that the run before decided is in history by now, and the first write says so.
    this.#settled = session.settledEvents.length;
    this.#dueAt = former.dueAt;
    this.#isBehind = former.isBehind;
    this.#attributes = former.attributes;
    this.#forgotten = [...former.forgotten];
    for (const id of former.abandoned) this.#abandoned.add(id);
    setCurrentDetails(describeSession(session.view()));
  }

  /** What the next run of the workflow has to know beside the session. */
  freeze() {
    return {
      version: this.#version,
      dueAt: this.#dueAt,
      isBehind: this.#isBehind,
      attributes: this.#attributes,
      forgotten: this.#forgotten,
      abandoned: [...this.#abandoned],
    };
  }

  /** Whether the read model is behind because a write failed. */
  get isBehind(): boolean {
    return this.#isBehind;
  }

  get isWriting(): boolean {
    return this.#writing > 0;
  }

  /** When a change that could wait has to be written. */
  get dueAt(): number | undefined {
    return this.#dueAt;
  }

  /** Leaves the change to the next write, or to `keepTime` when none comes. */
  projectLater(now: number): void {
    this.#dueAt ??= now + LAG;
  }

  /** A response that may have been stored although its delivery failed: it must not stay. */
  abandon(requestId: string): void {
    this.#abandoned.add(requestId);
  }

  /** Another delivery under its name is being made, whose response takes the place of the abandoned one. */
  takeUp(requestId: string): void {
    this.#abandoned.delete(requestId);
  }

  /** The next write. Every write is the whole view, so a later one makes good for an earlier one that failed. */
  next(): SessionProjection {
    // By the clock: a workflow task that died after its write runs again with the same count but at a later time. In
    // microseconds, so that several writes of one millisecond do not run ahead of it.
    this.#version = Math.max(this.#version + 1, Date.now() * 1000);
    this.#dueAt = undefined;
    this.#describe();
    return this.#projection();
  }

  #projection(): SessionProjection {
    const view = this.session.view();
    const claims = this.session.condemnReplaced();
    const forgetClaims = claims.length === 0 ? {} : { forgetClaims: claims };
    return { version: this.#version, view, forget: this.#forget(), ...forgetClaims, confirmed: this.#confirm() };
  }

  /**
   * How many events are in history for good. What the present workflow task decided is not until the task is over: the
   * write of the read model comes before that, and if a process dies in between, it may never have happened.
   */
  #confirm(): number {
    const { historyLength } = workflowInfo();
    if (historyLength !== this.#historyLength) this.#confirmed = this.#settled;
    this.#historyLength = historyLength;
    this.#settled = this.session.settledEvents.length;
    return this.#confirmed;
  }

  done(projection: SessionProjection): void {
    if (projection.version === this.#version) this.#isBehind = false;
    const over = this.#over();
    for (const id of projection.forget) {
      this.#abandoned.delete(id);
      // What was abandoned then may have been delivered since, and is to be destroyed in its own time.
      if (over.includes(id)) this.#forgotten.push(id);
    }
    this.session.forgetReplaced(projection.forgetClaims ?? []);
  }

  /** Writes the present state; a failure is made good by `catchUp`, because the decision itself is safe in history. */
  async project(): Promise<void> {
    const projection = this.next();
    this.#writing += 1;
    try {
      await this.inTurn(() => quick.projectSession(projection));
      this.done(projection);
    } catch (error) {
      this.#isBehind = true;
      log.warn('The read model is behind', { cause: String(error) });
    } finally {
      this.#writing -= 1;
    }
  }

  async catchUp(): Promise<void> {
    const projection = this.#projection();
    try {
      await this.inTurn(() => patient.projectSession(projection));
      this.done(projection);
    } catch {
      // `keepTime` comes back after a pause.
    }
  }

  /** Responses of requests that can no longer be redelivered and were not destroyed yet. */
  #forget(): string[] {
    return [...this.#over().filter((id) => !this.#forgotten.includes(id)), ...this.#abandoned];
  }

  /** A response that is still being made is stored after this write, and destroyed by a later one. */
  #over(): string[] {
    const all = this.session.deliverables.flatMap((one) => one.issuances);
    const over = all.filter(
      (one) => !one.isSigning && one.deliveredAt !== undefined && one.redeliverUntil === undefined,
    );
    return over.map((one) => one.requestId);
  }

  /** One upsert a change at most: each is an event of its own. */
  #describe(): void {
    setCurrentDetails(describeSession(this.session.view()));
    const next = attributes(this.session.view());
    const key = JSON.stringify(next.map((one) => one.value));
    if (key === this.#attributes) return;
    upsertSearchAttributes(next);
    this.#attributes = key;
  }
}
