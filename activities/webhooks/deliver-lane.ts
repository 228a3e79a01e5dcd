/** A session's events to one endpoint, one after the other: the first that fails holds back the rest of them. */
import type { Delivery, WebhookEndpoint } from '../../ports/webhooks.js';
import { planAttempt } from '../../protocol/events/plan-attempt.js';
import { type AttemptOutcome, attemptDelivery, TIMEOUT } from './attempt-delivery.js';
import type { DeliveringDependencies } from './dependencies.js';

/** A claim outlives its call; after it, whoever died over the call is replaced. */
const CLAIM = 2 * TIMEOUT;

/** Returns when the lane is empty or has to wait. */
export async function deliverLane(
  deps: DeliveringDependencies,
  lane: string,
  isStopping: () => boolean,
): Promise<void> {
  while (!isStopping()) {
    const head = await deps.loadLaneHead(lane);
    if (head === undefined) return;
    const now = deps.now().getTime();
    if (head.dueAt > now) return deps.deferLane(lane, head.dueAt);
    if (!(await deps.claimDelivery(head, now + CLAIM))) return;
    const endpoint = await deps.loadEndpoint(head.endpointId);
    if (endpoint === undefined || !endpoint.isEnabled) return deps.abandonDeliveries(head.endpointId);
    const outcome = await attemptDelivery(deps, endpoint, head);
    const waitsUntil = await record(deps, head, outcome);
    await noteHealth(deps, endpoint, outcome);
    if (waitsUntil !== undefined) return deps.deferLane(lane, waitsUntil);
  }
}

/** Answers until when the lane has to wait, if it has to. */
async function record(
  deps: DeliveringDependencies,
  delivery: Delivery,
  { attempt, bodyHash, result, retryAfter }: AttemptOutcome,
): Promise<number | undefined> {
  const now = deps.now().getTime();
  const failed = {
    attempts: delivery.attemptCount + 1,
    since: delivery.since,
    now,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
  const next = result === 'failed' ? planAttempt(deps.retries, failed, Math.random()) : undefined;
  const state = result === 'delivered' ? 'delivered' : next === undefined ? 'dead' : 'pending';
  await deps.recordAttempt(delivery, { attempt, state, dueAt: next ?? now, bodyHash });
  return next;
}

/** The endpoint itself says how it is doing; written when that changes. */
async function noteHealth(
  deps: DeliveringDependencies,
  { id, failing }: WebhookEndpoint,
  { attempt, result }: AttemptOutcome,
): Promise<void> {
  if (result === 'delivered') {
    if (failing !== undefined) await deps.changeEndpoint(id, { failing: null });
    return;
  }
  const error = attempt.status === undefined ? (attempt.error ?? 'unreachable') : `status ${attempt.status}`;
  if (failing === undefined) await deps.changeEndpoint(id, { failing: { since: attempt.at, error } });
  if (result !== 'gone') return;
  await deps.changeEndpoint(id, { isEnabled: false, disabledReason: 'gone' });
  await deps.abandonDeliveries(id);
}
