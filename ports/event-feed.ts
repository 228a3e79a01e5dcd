/** Everything that happened, in one order that never changes; and what still has to be moved there. */
import type { FeedEvent } from '../protocol/events/build-event.js';
import type { SessionEvent } from '../protocol/session-view.js';
import type { CredentialStatusName } from '../protocol/status/check-status-change.js';

/** Positions count from 1 without a gap, so nothing can appear before what somebody has read. */
export type PositionedEvent = FeedEvent & { readonly position: number };

/** Appends those that are not there yet, in this order, whoever else appends meanwhile; answers all of them, in this order. */
export type AppendEvents = (events: readonly FeedEvent[]) => Promise<readonly PositionedEvent[]>;

export type FeedPage = {
  readonly events: readonly PositionedEvent[];
  /** Where to go on: everything up to here that fits the filter has been answered. */
  readonly cursor: number;
  /** Of the issuer asked for, or of any: something up to here is no longer kept. 0: everything is. */
  readonly trimmedUpTo: number;
};
export type ReadFeed = (query: {
  readonly after: number;
  readonly issuer?: string;
  readonly types?: readonly string[];
  readonly limit: number;
}) => Promise<FeedPage>;

/** Forgets what happened before `before` (ms since 1970), but never the last event: the count goes on from it. */
export type TrimFeed = (before: number) => Promise<void>;

/** A session whose record was written since its events were last moved. */
export type DueSession = {
  readonly sessionId: string;
  readonly issuer: string;
  readonly version: number;
  /** How many of its events are in the feed. */
  readonly relayed: number;
  /** How many cannot be taken back, as far as the record says. */
  readonly confirmed: number;
  /** When the record was written, ms since 1970. */
  readonly since: number;
  readonly events: readonly SessionEvent[];
  readonly reference?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
};
export type LoadDueSessions = (shard: number, now: number, limit: number) => Promise<readonly DueSession[]>;
/** Nothing is due any more, or not before `next`. Changes nothing when the record was written meanwhile. */
export type SettleSession = (done: {
  readonly sessionId: string;
  readonly version: number;
  readonly relayed: number;
  readonly next?: number;
}) => Promise<void>;

/** What an erasure may have to tell of a session before its record goes; undefined when the record is gone. */
export type LoadUntoldSession = (
  sessionId: string,
) => Promise<(DueSession & { readonly isOpen: boolean; readonly isMarked: boolean }) | undefined>;

/** A credential whose status changed since its changes were last moved. `by` names a change. */
export type DueCredential = {
  readonly credentialId: string;
  readonly issuer: string;
  readonly sessionId: string;
  readonly configurationId: string;
  readonly changedBy: string;
  /** While its session's record is there: what happened in it, and how many of that are in the feed. */
  readonly session?: Pick<DueSession, 'events' | 'relayed'> & { readonly isOpen: boolean };
  readonly changes: readonly { readonly status: CredentialStatusName; readonly at: number; readonly by: string }[];
  readonly reference?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
};
export type LoadDueCredentials = (shard: number, now: number, limit: number) => Promise<readonly DueCredential[]>;
/** Not due before `until` (ms since 1970). */
export type DeferCredential = (credentialId: string, until: number) => Promise<void>;
/** Changes nothing when there was another change after `changedBy`. */
export type SettleCredential = (credentialId: string, changedBy: string) => Promise<void>;

/** What happens outside of sessions and credentials; durable when it returns, and idempotent by the event's id. */
export type StoreOutboxEvent = (event: FeedEvent) => Promise<void>;
export type LoadOutboxEvents = (shard: number, limit: number) => Promise<readonly FeedEvent[]>;
export type RemoveOutboxEvents = (ids: readonly string[]) => Promise<void>;

/** What a session's workflow says of its events, or that there is no such workflow. */
export type AskSettledEvents = (sessionId: string) => Promise<readonly SessionEvent[] | 'unknown'>;
/** Whether the session's workflow was ever started. */
export type IsSessionStarted = (sessionId: string) => Promise<boolean>;
