/**
 * Claims the session asks a back office for itself, beside everything else it does. Whoever supplies or denies meanwhile
 * has decided: the question is dropped, and an answer to it that is under way comes to nothing.
 */
import { isCancellation, log } from '@temporalio/workflow';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { sharedReference } from '../../protocol/shared-reference.js';
import type { PullPlan } from '../contract/messages.js';
import { fromFailure } from '../contract/refusals.js';
import type { Answer, Question } from './claims-question.js';
import { askUntilAnswered, unless } from './claims-question.js';
import type { Deliverable } from './deliverable.js';
import type { Projector } from './projector.js';
import type { Session } from './session.js';

/** Configurations of one dataset, which are asked for in turn. Plain data. */
type Pull = {
  readonly configurationIds: readonly string[];
  /** Which of them it is at, and how far it is with that one. */
  at: number;
  question?: Question | undefined;
};

export type FrozenPulls = ReturnType<ClaimsPulls['freeze']>;

export class ClaimsPulls {
  /** How often each configuration was begun. */
  readonly #begun: Map<string, number>;
  readonly #running: Set<Pull>;

  constructor(
    readonly session: Session,
    readonly projector: Projector,
    former?: FrozenPulls,
  ) {
    this.#begun = new Map(former?.begun);
    this.#running = new Set(former?.running);
  }

  /** Plain data. An answer under way to this run reaches nobody: the next one asks again. */
  freeze() {
    return { begun: [...this.#begun], running: [...this.#running] };
  }

  /**
   * Goes on with what the run before was asking for, under the same name: a back office knows the question again, and
   * claims that were stored for it and told to nobody are found.
   */
  resume(): void {
    for (const pull of this.#running) void this.#pull(pull);
  }

  get areOver(): boolean {
    return this.#running.size === 0;
  }

  /**
   * Asks for what is awaited, once for all that share a dataset. A token that is exchanged also asks again for what was to
   * be there before and was given up.
   */
  begin(when: PullPlan['when'], configurationIds: readonly string[]): void {
    const due = (this.session.start.pulls ?? []).filter((plan) => {
      const { claims, isPulled } = this.#deliverable(plan.configurationId);
      const isWanted = this.session.suppliedWith(plan.configurationId).some((id) => configurationIds.includes(id));
      return claims === 'awaiting' && !isPulled && isWanted && (when === 'token_exchanged' || plan.when === when);
    });
    const keyOf = ({ configurationId }: PullPlan) => {
      const { dataset } = this.#deliverable(configurationId).terms;
      return dataset === undefined ? `configuration ${configurationId}` : `dataset ${dataset}`;
    };
    for (const key of new Set(due.map(keyOf))) {
      const configurationIds = due.filter((plan) => keyOf(plan) === key).map((plan) => plan.configurationId);
      void this.#pull({ configurationIds, at: 0 });
    }
    if (due.length > 0) this.projector.projectLater(Date.now());
  }

  #deliverable(configurationId: string): Deliverable {
    const found = this.session.deliverables.find((one) => one.configurationId === configurationId);
    if (found === undefined) throw refuse('configuration_not_offered');
    return found;
  }

  /** What the first has no claims for, the next may have. Never fails. */
  async #pull(pull: Pull): Promise<void> {
    this.#running.add(pull);
    const shared = [...new Set(pull.configurationIds.flatMap((id) => this.session.suppliedWith(id)))];
    const concerned = shared.map((id) => this.#deliverable(id));
    for (const one of concerned) one.isPulled = true;
    try {
      for (; pull.at < pull.configurationIds.length; pull.at += 1) {
        const isChanged = await this.#ask(pull);
        pull.question = undefined;
        const isOver = !pull.configurationIds.slice(pull.at + 1).some((next) => this.#isAwaited(next));
        const isNeeded = isOver && this.#leave(concerned);
        if (isChanged || isNeeded) await this.projector.project();
        if (isOver) break;
      }
    } finally {
      this.#running.delete(pull);
    }
  }

  #isAwaited(configurationId: string): boolean {
    return this.session.isOpen && this.#deliverable(configurationId).claims === 'awaiting';
  }

  /** Answers whether a wallet needs somebody else to supply them. */
  #leave(concerned: readonly Deliverable[]): boolean {
    for (const one of concerned) one.isPulled = false;
    return concerned.filter((one) => this.session.needClaims(one, Date.now())).length > 0;
  }

  /** What goes wrong becomes a problem of the session. Answers whether anything changed that nobody else has written down. */
  async #ask(pull: Pull): Promise<boolean> {
    const plan = this.#planOf(pull);
    if (plan === undefined || !this.#isAwaited(plan.configurationId)) return false;
    const { configurationId } = plan;
    const deliverable = this.#deliverable(configurationId);
    const isDropped = (): boolean => !this.#isAwaited(configurationId);
    // Asked for by the run before: its time goes on.
    const since = deliverable.pull?.state === 'asking' ? deliverable.pull.since : Date.now();
    pull.question ??= this.#beginQuestion(configurationId);
    const question = pull.question;
    try {
      const answer = await unless(isDropped, () => askUntilAnswered(this, { plan, deliverable, since }, question));
      if (isDropped()) return false;
      this.#take(configurationId, answer);
      deliverable.pull = { state: answer.kind === 'denied' ? 'denied' : 'answered', since, questions: question.number };
    } catch (error) {
      if (isDropped() || isCancellation(error)) return false;
      const reason = fromFailure(error)?.reason ?? 'pull_unanswered';
      log.warn('The claims were not pulled', { configuration: configurationId, reason });
      deliverable.pull = { state: 'given_up', since, questions: question.number, reason };
      this.session.noteProblem({ reason, endpoint: 'claims_source' }, Date.now(), configurationId);
    }
    return true;
  }

  #planOf({ configurationIds, at }: Pull): PullPlan | undefined {
    return this.session.start.pulls?.find((plan) => plan.configurationId === configurationIds[at]);
  }

  #beginQuestion(configurationId: string): Question {
    const run = (this.#begun.get(configurationId) ?? 0) + 1;
    this.#begun.set(configurationId, run);
    return { run, number: 1 };
  }

  #take(configurationId: string, answer: Answer): void {
    const now = Date.now();
    if (answer.kind === 'denied') {
      this.session.denyClaims(configurationId, now, undefined, 'pull');
      return;
    }
    const { reference, digest, sharedWith } = answer;
    const shared = sharedWith.map((id) => ({
      configurationId: id,
      claims: { reference: sharedReference(reference, id), digest },
      isShared: true,
    }));
    const datasets = [{ configurationId, claims: { reference, digest } }, ...shared];
    this.session.supplyClaims({ datasets, ifAwaited: true }, now, 'pull');
  }
}
