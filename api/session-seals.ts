/** The API's side of sealing: it puts claims and requests in, and takes only finished responses out. */

/** A new session's keys: what is stored, and how its digests are made. */
export type NewSessionKeys = {
  readonly publicKey: Uint8Array;
  /** Sealed to the worker. */
  readonly dataKey: Uint8Array;
  /** Sealed to the API. */
  readonly digestKey: Uint8Array;
};

export type SessionSeals = {
  readonly mintKeys: (sessionId: string) => NewSessionKeys;
  /** Seals to a session; only the worker can open it. */
  readonly sealToSession: (publicKey: Uint8Array, plaintext: Uint8Array, context: string) => Uint8Array;
  /** Keyed digest with the session's own key. @throws when the digest key was sealed by nobody known here */
  readonly digest: (sessionId: string, digestKey: Uint8Array, content: string) => string;
  /** For the API alone, under its own keys. */
  readonly sealOwn: (plaintext: Uint8Array, context: string) => Uint8Array;
  /** @throws when it was sealed by nobody known here, or in another context */
  readonly openOwn: (sealed: Uint8Array, context: string) => Uint8Array;
  /** Opens what the worker left for the API. */
  readonly openResponse: (sealed: Uint8Array, context: string) => Uint8Array;
};
