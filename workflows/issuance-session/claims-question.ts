/** Asking one back office for one configuration's claims, until it has answered or the asking is given up. */
import { CancellationScope, condition, proxyActivities, sleep } from '@temporalio/workflow';
import type { Activities, PulledClaims } from '../../activities/types.js';
import { planNextQuestion } from '../../protocol/claims-source/plan-next-question.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { PullPlan } from '../contract/messages.js';
import { askingBackOffice } from './activity-options.js';
import type { Deliverable } from './deliverable.js';
import type { Projector } from './projector.js';
import type { Session } from './session.js';

const SECOND = 1000;

/** How far the asking is. Plain data: another run of the workflow goes on with it. */
export type Question = {
  /** A configuration that is asked for anew is another one to the back office. */
  readonly run: number;
  number: number;
  /** When it is to be asked, ms since 1970; absent: at once. */
  askAt?: number;
};

export type Answer = Exclude<PulledClaims, { readonly kind: 'pending' }> & {
  /** For whom the claims were stored too. */
  readonly sharedWith: readonly string[];
};

/** @param since when it began, in whichever run of the workflow; it is given up so long after that */
export async function askUntilAnswered(
  { session, projector }: { readonly session: Session; readonly projector: Projector },
  { plan, deliverable, since }: { readonly plan: PullPlan; readonly deliverable: Deliverable; readonly since: number },
  question: Question,
): Promise<Answer> {
  const { sessionId, issuer, configurationVersion } = session.start;
  const { configurationId } = plan;
  const giveUpAt = since + plan.giveUpAfter * SECOND;
  for (;;) {
    const pause = (question.askAt ?? 0) - Date.now();
    if (pause > 0) await sleep(pause, { summary: 'the back office has no claims yet' });
    deliverable.pull = { state: 'asking', since, questions: question.number };
    // Not given up with the question: the write is of the whole session.
    if (question.number > 1) await CancellationScope.nonCancellable(() => projector.project());
    const { pullClaims } = proxyActivities<Activities>(askingBackOffice(plan, giveUpAt - Date.now()));
    const sharedWith = session.suppliedWith(configurationId).filter((id) => id !== configurationId);
    const place = { sessionId, issuer, configurationVersion, configurationId };
    const answer = await pullClaims({ ...place, sharedWith, run: question.run, question: question.number });
    if (answer.kind !== 'pending') return { ...answer, sharedWith };
    const wait = planNextQuestion({ ...plan, ...answer, asked: question.number, left: giveUpAt - Date.now() });
    if (wait === undefined) throw refuse('pull_unanswered');
    question.number += 1;
    question.askAt = Date.now() + wait;
  }
}

/** Does something until it is done, or until it has become pointless: then it is cancelled, and fails as such. */
export async function unless<R>(isPointless: () => boolean, act: () => Promise<R>): Promise<R> {
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
