/** When the claims of one deliverable have done their duty, by the issuer's rule. */
import type { DeliverableView, SessionEventType, SessionView } from '../session-view.js';
import type { ClaimsRetention } from './z-retention.js';

const SECOND = 1000;
const NEWS: ReadonlySet<SessionEventType> = new Set(['claims_supplied', 'claims_corrected', 'claims_released']);

/** A stored dataset; without a digest, or with the session's own, it is the one the next credential is made from. */
export type HeldClaims = {
  readonly configurationId: string;
  readonly digest?: string;
  /** Milliseconds since 1970. */
  readonly storedAt?: number;
};

/**
 * Undefined while a wallet still waits for them, or has not asked yet, or may ask for a credential anew that has not been
 * made from them. Claims that were denied go at once, for a denial is final.
 *
 * @returns milliseconds since 1970
 */
export function findClaimsEnd(rule: ClaimsRetention, view: SessionView, held: HeldClaims): number | undefined {
  if (!view.isOpen) return 0;
  const deliverable = view.deliverables.find((one) => one.configurationId === held.configurationId);
  if (deliverable === undefined || rule === 'session_end') return undefined;
  if (deliverable.claims === 'denied') return 0;
  const deliveredAt = lastDelivery(deliverable);
  if (deliveredAt === undefined || isStillToIssue(view, deliverable, held, deliveredAt)) return undefined;
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

/** Claims are stored before the session is told of them; what is not the session's own may be about to become it. */
function isStillToIssue(
  { events }: SessionView,
  { configurationId, claimsDigest }: DeliverableView,
  { digest = claimsDigest, storedAt = 0 }: HeldClaims,
  deliveredAt: number,
): boolean {
  if (digest !== claimsDigest) return storedAt > deliveredAt;
  const own = events.filter(({ details }) => details?.['configuration'] === configurationId);
  // By order, not by time: a correction that came while a signature was made is not in it.
  return own.findLastIndex((one) => NEWS.has(one.type)) > own.findLastIndex((one) => one.type === 'credential_issued');
}
