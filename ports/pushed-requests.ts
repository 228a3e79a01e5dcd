/** Authorization requests between their push and the person's decision: short-lived, sealed, no session of their own. */

/** `sealed` is readable by the API alone. Times in ms since 1970. */
export type PushedRequest = { readonly id: string; readonly sealed: Uint8Array; readonly expiresAt: number };

export type StorePushedRequest = (request: PushedRequest) => Promise<void>;
/** Undefined when it is not there, or no longer alive at `now`. */
export type LoadPushedRequest = (id: string, now: number) => Promise<Uint8Array | undefined>;
/** Idempotent. */
export type RemovePushedRequest = (id: string) => Promise<void>;
