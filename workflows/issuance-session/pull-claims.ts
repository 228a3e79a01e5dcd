/**
 * Claims the session asks a back office for itself, beside everything else it does. Whoever supplies or denies meanwhile
 * has decided: the question is dropped, and an answer to it that is under way comes to nothing.
 */
import { CancellationScope, condition, isCancellation, log, proxyActivities, sleep } from '@temporalio/workflow';
import type { Activities, PulledClaims } from '../../activities/types.js';
import { planNextQuestion } from '../../protocol/claims-source/plan-next-question.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { sharedReference } from '../../protocol/shared-reference.js';
import type { PullPlan } from '../contract/messages.js';
import { fromFailure } from '../contract/refusals.js';
import { askingBackOffice } from './activity-options.js';
import type { Deliverable } from './deliverable.js';
import type { Projector } from './projector.js';
import type { Session } from './session.js';

const SECOND = 1000;

type Answer = Exclude<PulledClaims, { readonly kind: 'pending' }> & {
  /** For whom the claims were stored too. */
  readonly sharedWith: readonly string[];
};

/** Plain data. */
export type FrozenPulls = ReturnType<ClaimsPulls['freeze']>;

export class ClaimsPulls {
  /** How often each configuration was begun: a question that is put anew is another one to the back office. */
  readonly #begun: Map<string, number>;
  /** What the run before was asking for when it ended. */
  readonly #unanswered: readonly string[];
  #running = 0;

  constructor(
    readonly session: Session,
    readonly projector: Projector,
    former?: FrozenPulls,
  ) {
    this.#begun = new Map(former?.begun);
    this.#unanswered = former?.unanswered ?? [];
  }

  /** An answer under way to this run reaches nobody: the next one asks again. */
  freeze() {
    const unanswered = this.session.deliverables.filter((one) => one.isPulled).map((one) => one.configurationId);
    return { begun: [...this.#begun], unanswered };
  }

  /** Goes on with what the run before was asking for. */
  resume(): void {
    for (const id of this.#unanswered) this.#deliverable(id).isPulled = false;
    if (this.#unanswered.length > 0) this.begin('token_exchanged', this.#unanswered);
  }

  get areOver(): boolean {
    return this.#running === 0;
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
    for (const key of new Set(due.map(keyOf))) void this.#pull(due.filter((plan) => keyOf(plan) === key));
    if (due.length > 0) this.projector.projectLater(Date.now());
  }

  #deliverable(configurationId: string): Deliverable {
    const found = this.session.deliverables.find((one) => one.configurationId === configurationId);
    if (found === undefined) throw refuse('configuration_not_offered');
    return found;
  }

  /** Of one dataset, in turn: what the first has no claims for, the next may have. Never fails. */
  async #pull(plans: readonly PullPlan[]): Promise<void> {
    this.#running += 1;
    const shared = [...new Set(plans.flatMap((plan) => this.session.suppliedWith(plan.configurationId)))];
    const concerned = shared.map((id) => this.#deliverable(id));
    for (const one of concerned) one.isPulled = true;
    try {
      for (const [index, plan] of plans.entries()) {
        const isChanged = await this.#ask(plan);
        const isOver = !plans.slice(index + 1).some((next) => this.#isAwaited(next));
        const isNeeded = isOver && this.#leave(concerned);
        if (isChanged || isNeeded) await this.projector.project();
      }
    } finally {
      this.#running -= 1;
    }
  }

  #isAwaited({ configurationId }: PullPlan): boolean {
    return this.session.isOpen && this.#deliverable(configurationId).claims === 'awaiting';
  }

  /** Answers whether a wallet needs somebody else to supply them. */
  #leave(concerned: readonly Deliverable[]): boolean {
    for (const one of concerned) one.isPulled = false;
    return concerned.filter((one) => this.session.needClaims(one, Date.now())).length > 0;
  }

  /** What goes wrong becomes a problem of the session. Answers whether anything changed that nobody else has written down. */
  async #ask(plan: PullPlan): Promise<boolean> {
    if (!this.#isAwaited(plan)) return false;
    const deliverable = this.#deliverable(plan.configurationId);
    const isDropped = (): boolean => !this.#isAwaited(plan);
    // Asked for by the run before: its time goes on.
    const since = deliverable.pull?.state === 'asking' ? deliverable.pull.since : Date.now();
    try {
      const answer = await unless(isDropped, () => this.#askUntilAnswered(plan, deliverable, since));
      if (isDropped()) return false;
      const questions = deliverable.pull?.questions ?? 1;
      this.#take(plan.configurationId, answer);
      deliverable.pull = { state: answer.kind === 'denied' ? 'denied' : 'answered', since, questions };
    } catch (error) {
      if (isDropped() || isCancellation(error)) return false;
      const reason = fromFailure(error)?.reason ?? 'pull_unanswered';
      log.warn('The claims were not pulled', { configuration: plan.configurationId, reason });
      deliverable.pull = { state: 'given_up', since, questions: deliverable.pull?.questions ?? 1, reason };
      this.session.noteProblem({ reason, endpoint: 'claims_source' }, Date.now());
    }
    return true;
  }

  async #askUntilAnswered(plan: PullPlan, deliverable: Deliverable, since: number): Promise<Answer> {
    const { sessionId, issuer, configurationVersion } = this.session.start;
    const { configurationId } = plan;
    const run = (this.#begun.get(configurationId) ?? 0) + 1;
    this.#begun.set(configurationId, run);
    const giveUpAt = since + plan.giveUpAfter * SECOND;
    for (let question = 1; ; question += 1) {
      deliverable.pull = { state: 'asking', since, questions: question };
      // Not given up with the question: the write is of the whole session.
      if (question > 1) await CancellationScope.nonCancellable(() => this.projector.project());
      const { pullClaims } = proxyActivities<Activities>(askingBackOffice(plan, giveUpAt - Date.now()));
      const sharedWith = this.session.suppliedWith(configurationId).filter((id) => id !== configurationId);
      const place = { sessionId, issuer, configurationVersion, configurationId };
      const answer = await pullClaims({ ...place, sharedWith, run, question });
      if (answer.kind !== 'pending') return { ...answer, sharedWith };
      const wait = planNextQuestion({ ...plan, ...answer, asked: question, left: giveUpAt - Date.now() });
      if (wait === undefined) throw refuse('pull_unanswered');
      await sleep(wait, { summary: 'the back office has no claims yet' });
    }
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

/** Does something until it is done, or until it has become pointless: then it is cancelled, and fails as such. */
async function unless<R>(isPointless: () => boolean, act: () => Promise<R>): Promise<R> {
  const scope = new CancellationScope();
  let isDone = false;
  const watching = condition(() => isDone || isPointless()).then(() => {
    if (!isDone) scope.cancel();
  });
  // The workflow itself may be cancelled; then the act fails, and that is told.
  watching.catch(() => undefined);
  try {
    return await scope.run(act);
  } finally {
    isDone = true;
  }
}
