/** When the claims of one deliverable have done their duty, by the issuer's rule. */
import type { DeliverableView, SessionView } from '../session-view.js';
import type { ClaimsRetention } from './z-retention.js';

const SECOND = 1000;

/**
 * Undefined while a wallet still waits for them, or has not asked yet. Claims that were denied go at once, for a denial is
 * final.
 *
 * @returns milliseconds since 1970
 */
export function findClaimsEnd(rule: ClaimsRetention, view: SessionView, configurationId: string): number | undefined {
  if (!view.isOpen) return 0;
  const deliverable = view.deliverables.find((one) => one.configurationId === configurationId);
  if (deliverable === undefined || rule === 'session_end') return undefined;
  if (deliverable.claims === 'denied') return 0;
  const deliveredAt = lastDelivery(deliverable);
  if (deliveredAt === undefined) return undefined;
  if (rule === 'on_issue') return deliveredAt;
  if (rule === 'after_redelivery')
    return Math.max(deliveredAt, ...deliverable.issuances.map((one) => one.redeliverUntil ?? 0));
  return deliveredAt + rule * SECOND;
}

/** Undefined when there was none, or when a wallet waits for another. */
function lastDelivery({ issuances }: DeliverableView): number | undefined {
  const times = issuances.flatMap((one) => one.deliveredAt ?? []);
  const isWaiting = issuances.some((one) => one.state === 'deferred');
  return times.length === 0 || isWaiting ? undefined : Math.max(...times);
}
