/** What of a session waits for the back office; derived with every view, and what the inbox is found by. */
import type { DeliverableView, SessionView } from './session-view.js';

export type WaitsFor = 'claims' | 'release';

/** Times in ms since 1970. */
export type WaitingDeliverable = {
  readonly configurationId: string;
  readonly waitsFor: WaitsFor;
  /** A wallet has asked and is waiting; else nobody has come for it yet. */
  readonly isWalletWaiting: boolean;
  /** A back office is being asked for the claims: they may come without anybody's doing. */
  readonly isBeingPulled?: true;
  /** Since the wallet asked, or since the session was made. */
  readonly since: number;
  /** When the wallet's wait or its last token ends; before there is a token, when the offer does. */
  readonly dueAt: number;
};

/** `dueAt`: the earliest of all. Undefined where nothing waits. */
export type Waiting = { readonly dueAt: number; readonly items: readonly WaitingDeliverable[] };

/** The view together with what waits in it. */
export function withWaiting(view: SessionView): SessionView {
  const waiting = deriveWaiting(view);
  return waiting === undefined ? view : { ...view, waiting };
}

export function deriveWaiting(view: SessionView): Waiting | undefined {
  if (!view.isOpen) return undefined;
  const items = view.deliverables.flatMap((one) => waitingOf(view, one) ?? []);
  return items.length === 0 ? undefined : { dueAt: Math.min(...items.map((one) => one.dueAt)), items };
}

function waitingOf(view: SessionView, one: DeliverableView): WaitingDeliverable | undefined {
  if (one.claims === 'released' || one.claims === 'denied') return undefined;
  const waiting = one.issuances.filter(({ state }) => state === 'deferred');
  const limits = waiting.flatMap(({ deferredUntil }) => deferredUntil ?? []);
  const end = view.grantEndsAt ?? view.offer.expiresAt;
  return {
    configurationId: one.configurationId,
    waitsFor: one.claims === 'awaiting' ? 'claims' : 'release',
    isWalletWaiting: waiting.length > 0,
    ...(one.claims === 'awaiting' && one.pull?.state === 'asking' ? { isBeingPulled: true as const } : {}),
    since: waiting.length === 0 ? view.createdAt : Math.min(...waiting.map(({ requestedAt }) => requestedAt)),
    dueAt: Math.min(end, ...limits),
  };
}
