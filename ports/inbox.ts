/** Deliverables that wait for claims or for their release, the most urgent first, and who is working on which. */
import type { WaitingDeliverable, WaitsFor } from '../protocol/derive-waiting.js';

/** Times in ms since 1970. `holder` is a caller's id. */
export type InboxLease = { readonly holder: string; readonly until: number };

export type InboxItem = WaitingDeliverable & {
  readonly sessionId: string;
  readonly issuer: string;
  readonly reference?: string;
  /** The session's earliest due time, by which the inbox is sorted. */
  readonly sortsAt: number;
  readonly lease?: InboxLease;
};

/** Where the last page ended. */
export type InboxCursor = { readonly dueAt: number; readonly sessionId: string; readonly configurationId: string };

export type InboxFilter = {
  readonly issuer?: string;
  readonly configurationId?: string;
  readonly waitsFor?: WaitsFor;
  /** A caller's id, or null: nobody. */
  readonly holder?: string | null;
  readonly after?: InboxCursor;
  readonly limit: number;
};

/** By the session's earliest due time, what belongs to one session together; leases that are over at `now` are none. */
export type ListInbox = (filter: InboxFilter, now: number) => Promise<InboxItem[]>;

type ItemId = { readonly sessionId: string; readonly configurationId: string };
/** Compare and set: takes or prolongs the lease, or answers the one that stands in the way. */
export type TakeLease = (item: ItemId, lease: InboxLease, now: number) => Promise<InboxLease>;
/** Gives it up where this holder has it; answers the lease of another that stands. */
export type GiveUpLease = (item: ItemId, holder: string, now: number) => Promise<InboxLease | undefined>;

/** As one caller uses it. Throws ProtocolError with a `back_office` refusal. */
export type Inbox = {
  /** `after`: `next` of the page before. `claimedBy`: a caller's id, `me` or `nobody`. */
  readonly list: (
    filter: Omit<InboxFilter, 'holder' | 'after'> & { readonly claimedBy?: string; readonly after?: string },
  ) => Promise<{ readonly items: readonly InboxItem[]; readonly next?: string }>;
  /** For so many seconds; again, to prolong it. */
  readonly claim: (item: ItemId, seconds: number) => Promise<InboxLease>;
  readonly unclaim: (item: ItemId) => Promise<void>;
};
