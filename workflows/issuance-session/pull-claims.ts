/**
 * Claims the session asks a back office for itself, beside everything else it does. Whoever supplies or denies meanwhile
 * has decided: the question is dropped, and an answer to it that is under way comes to nothing.
 */
import { CancellationScope, condition, isCancellation, log, proxyActivities, sleep } from '@temporalio/workflow';
import type { Activities, PulledClaims } from '../../activities/types.js';
import { planNextQuestion } from '../../protocol/claims-source/plan-next-question.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { PullPlan } from '../contract/messages.js';
import { fromFailure } from '../contract/refusals.js';
import { askingBackOffice } from './activity-options.js';
import type { Deliverable } from './deliverable.js';
import type { Projector } from './projector.js';
import type { Session } from './session.js';

const SECOND = 1000;

type Answer = Exclude<PulledClaims, { readonly kind: 'pending' }>;

export class ClaimsPulls {
  /** How often each configuration was begun: a question that is put anew is another one to the back office. */
  readonly #begun = new Map<string, number>();
  #running = 0;

  constructor(
    readonly session: Session,
    readonly projector: Projector,
  ) {}

  get areOver(): boolean {
    return this.#running === 0;
  }

  /**
   * Asks for what is awaited. A token that is exchanged also asks again for what was to be there before and was given up.
   */
  begin(when: PullPlan['when'], configurationIds: readonly string[]): void {
    for (const plan of this.session.start.pulls ?? []) {
      const deliverable = this.session.deliverables.find((one) => one.configurationId === plan.configurationId);
      const isWanted = configurationIds.includes(plan.configurationId);
      if (deliverable?.claims !== 'awaiting' || deliverable.isPulled || !isWanted) continue;
      if (when === 'token_exchanged' || plan.when === when) void this.#pull(plan, deliverable);
    }
  }

  /** Never fails: what goes wrong becomes a problem of the session. */
  async #pull(plan: PullPlan, deliverable: Deliverable): Promise<void> {
    const run = (this.#begun.get(plan.configurationId) ?? 0) + 1;
    this.#begun.set(plan.configurationId, run);
    this.#running += 1;
    deliverable.isPulled = true;
    const isDropped = (): boolean => !this.session.isOpen || deliverable.claims !== 'awaiting';
    try {
      const answer = await unless(isDropped, () => this.#askUntilAnswered(plan, run));
      deliverable.isPulled = false;
      if (!isDropped()) await this.#take(plan.configurationId, answer);
    } catch (error) {
      deliverable.isPulled = false;
      if (!isDropped() && !isCancellation(error)) await this.#giveUp(plan.configurationId, error);
    } finally {
      this.#running -= 1;
    }
  }

  async #askUntilAnswered(plan: PullPlan, run: number): Promise<Answer> {
    const { sessionId, issuer, configurationVersion } = this.session.start;
    const { configurationId } = plan;
    const giveUpAt = Date.now() + plan.giveUpAfter * SECOND;
    for (let asked = 1; ; asked += 1) {
      const { pullClaims } = proxyActivities<Activities>(askingBackOffice(plan, giveUpAt - Date.now()));
      const answer = await pullClaims({
        sessionId,
        issuer,
        configurationVersion,
        configurationId,
        run,
        question: asked,
      });
      if (answer.kind !== 'pending') return answer;
      const wait = planNextQuestion({ ...plan, ...answer, asked, left: giveUpAt - Date.now() });
      if (wait === undefined) throw refuse('pull_unanswered');
      await sleep(wait, { summary: 'the back office has no claims yet' });
    }
  }

  async #take(configurationId: string, answer: Answer): Promise<void> {
    const now = Date.now();
    if (answer.kind === 'denied') this.session.denyClaims(configurationId, now, 'pull');
    else {
      const { reference, digest } = answer;
      this.session.supplyClaims(configurationId, { reference, digest, source: 'pull' }, now);
    }
    await this.projector.project();
  }

  async #giveUp(configurationId: string, error: unknown): Promise<void> {
    const reason = fromFailure(error)?.reason ?? 'pull_unanswered';
    log.warn('The claims were not pulled', { configuration: configurationId, reason });
    const isNew = this.session.noteProblem({ reason, endpoint: 'claims_source' }, Date.now());
    const isNeeded = this.session.needClaims(configurationId, Date.now());
    if (isNew || isNeeded) await this.projector.project();
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
