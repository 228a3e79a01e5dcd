/** Sealed material: claims, requests, finished responses. Nothing in here can be read without a key kept elsewhere. */
import type { IssuingState } from '../protocol/issuing-switch.js';
import type { SessionProjection } from '../protocol/session-view.js';
import type { StoredClaims } from './session-records.js';

export type StoreClaims = (claims: StoredClaims) => Promise<void>;
export type RemoveClaims = (reference: string) => Promise<void>;

/**
 * A request together with what it uses up (nonces, proof ids). One write does both, so that nothing is used up by a
 * request that is not there, and nothing twice.
 */
export type ConsumingRequest = {
  /** Owner of what is consumed. A repeat by the same owner is let through. */
  readonly requestId: string;
  readonly sessionId?: string;
  readonly consumes: readonly string[];
  /** Which of them may be used again, and from when: sooner than the request itself expires. */
  readonly lapses?: readonly Lapse[];
  readonly sealed?: Uint8Array;
  /** Milliseconds since 1970; housekeeping only. */
  readonly expiresAt: number;
  /** When this is asked; needed where something lapses. */
  readonly now?: number;
};
/** In milliseconds since 1970. */
export type Lapse = { readonly value: string; readonly at: number };
export type ConsumeOutcome = 'new' | 'repeat' | { readonly taken: string };
export type StoreRequest = (request: ConsumingRequest) => Promise<ConsumeOutcome>;
/** Gives back what a refused request had used up. */
export type ReleaseRequest = (requestId: string) => Promise<void>;

/** The sealed response while its window is open at `now`, else undefined. `once`: only one caller gets it, and none after. */
export type LoadResponse = (
  sessionId: string,
  requestId: string,
  now: number,
  options?: { readonly once: boolean },
) => Promise<Uint8Array | undefined>;

/** For the worker: everything one issuance needs, in one read. */
export type IssuanceMaterial = {
  readonly dataKey?: Uint8Array;
  readonly claims?: Uint8Array;
  readonly request?: Uint8Array;
  /** Of the issuer that was named; absent when it was never switched. */
  readonly issuing?: IssuingState;
};
export type LoadIssuanceMaterial = (ids: {
  readonly sessionId: string;
  readonly claimsReference: string;
  readonly requestId?: string;
  /** Whose switch is wanted too. */
  readonly issuer?: string;
}) => Promise<IssuanceMaterial>;

/**
 * Destroys what a closed session needs no more: its data key and its claims. Requests stay until they expire, because
 * what they used up must stay used up; without the data key they say nothing. Idempotent.
 */
export type ForgetSession = (sessionId: string) => Promise<void>;

/** Stores the response unless one is there, and the projection with it, in one write. Idempotent by request id. */
export type StoreDelivery = (delivery: {
  readonly sessionId: string;
  readonly requestId: string;
  readonly sealed: Uint8Array;
  readonly redeliverUntil: number;
  readonly projection: SessionProjection;
}) => Promise<void>;
