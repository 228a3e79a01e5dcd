/** From the session's decision on a credential request to its answer; the one place that has credentials signed. */
import { condition, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/types.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type * as messages from '../contract/messages.js';
import { fromFailure } from '../contract/refusals.js';
import { inRequestPath } from './activity-options.js';
import type { Projector } from './projector.js';
import type { NextStep, Session } from './session.js';

const { issueCredentials } = proxyLocalActivities<Activities>(inRequestPath);

/** Waits for a signature that is being made for the same request; decides again then. */
export async function answer(
  session: Session,
  projector: Projector,
  decide: () => NextStep,
): Promise<messages.CredentialOutcome> {
  let step = decide();
  while (step.kind === 'wait') {
    const { issuance } = step;
    await condition(() => !issuance.isSigning);
    step = decide();
  }
  const { requestId } = step.issuance;
  if (step.kind === 'sign') {
    await sign(session, projector, step);
    return { kind: 'issued', requestId };
  }
  await projector.project();
  if (step.kind === 'redeliver') return { kind: 'issued', requestId };
  return { kind: 'deferred', requestId, interval: session.start.policy.deferredInterval };
}

async function sign(session: Session, projector: Projector, step: Extract<NextStep, { kind: 'sign' }>): Promise<void> {
  const { sessionId, issuer, configurationVersion, subjectDigest } = session.start;
  const delivery = session.deliver(step.deliverable, step.issuance, Date.now());
  // Whatever else is to be destroyed waits for the next plain write.
  const { forgetClaims: _later, ...next } = projector.next();
  const projection = { ...next, forget: [] };
  projector.takeUp(step.issuance.requestId);
  try {
    const order = {
      sessionId,
      issuer,
      configurationVersion,
      configurationId: step.deliverable.configurationId,
      requestId: step.issuance.requestId,
      claimsReference: step.dataset.reference,
      redeliverUntil: step.issuance.redeliverUntil ?? Date.now(),
      projection,
      ...(subjectDigest === undefined ? {} : { subjectDigest }),
    };
    await projector.inTurn(() => issueCredentials(order));
    projector.done(projection);
    delivery.settle();
  } catch (error) {
    delivery.rollBack();
    projector.abandon(step.issuance.requestId);
    await projector.project();
    throw fromFailure(error) ?? refuse('temporarily_unavailable', {}, error);
  }
  // The session was closed meanwhile, and what it destroyed then was not stored yet.
  if (step.issuance.redeliverUntil === undefined) await projector.project();
}
