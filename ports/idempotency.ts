/** Requests of the private API under an idempotency key, and the answers they got. Times in ms since 1970. */

export type KeptAnswer = {
  readonly status: number;
  /** Headers and body, sealed; what is shown once is not in it. */
  readonly sealed: Uint8Array;
};

export type ReservedRequest = {
  /** Keyed digest of caller and idempotency key. */
  readonly id: string;
  /** Keyed digest of method, address and body. */
  readonly requestDigest: string;
  /** Who holds the reservation; another one takes over when `heldUntil` has passed. */
  readonly holder: string;
  readonly heldUntil: number;
  readonly expiresAt: number;
  readonly answer?: KeptAnswer;
};

export type IdempotencyStore = {
  /** Answers undefined when the reservation was made, else the one that is there. */
  readonly reserve: (request: ReservedRequest) => Promise<ReservedRequest | undefined>;
  /** Compare and set on the holder; false when somebody else was faster. */
  readonly takeOver: (request: ReservedRequest, from: string) => Promise<boolean>;
  readonly keepAnswer: (id: string, holder: string, answer: KeptAnswer) => Promise<void>;
  /** The act may have happened: the same request may be tried again at once, another one not. */
  readonly letGo: (id: string, holder: string) => Promise<void>;
  /** Nothing happened: the key is free. */
  readonly remove: (id: string, holder: string) => Promise<void>;
};
