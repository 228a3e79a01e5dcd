/** The protocol trace of a session: what happened on the wire, for people. */

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One record. `data` holds names, shapes and fingerprints; never a secret, never a claim value. */
export type LogRecord = {
  /** ULID: sorts by time. */
  readonly id: string;
  readonly issuer?: string;
  readonly sessionId?: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly level: LogLevel;
  readonly endpoint: string;
  readonly message: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly requestId?: string;
};

/** A run of polls that stands in one record. */
export type FoldedPolls = LogRecord & { readonly count: number; readonly lastAt: number; readonly tooEarly: number };

/** What changed on a session's record since the last flush. */
export type SessionCounters = {
  readonly sessionId: string;
  readonly offerFetches: number;
  readonly problems: number;
  readonly lastProblem?: {
    readonly reason: string;
    readonly endpoint: string;
    readonly at: number;
    readonly retryable: boolean;
  };
  readonly walletSeenAt: number;
};

/** One batch; a batch that failed may be given again. */
export type AppendTrace = (batch: {
  readonly records: readonly LogRecord[];
  readonly polls: readonly FoldedPolls[];
  readonly counters: readonly SessionCounters[];
}) => Promise<void>;

/** Newest first. `before` is a record id. */
export type ListLogs = (query: {
  /** All of the session's records; whoever asks has seen to whose session it is. */
  readonly sessionId?: string;
  /** Without a session: what belongs to none, of this issuer. */
  readonly issuer?: string;
  readonly before?: string;
  readonly limit: number;
}) => Promise<readonly (LogRecord & Partial<Pick<FoldedPolls, 'count' | 'lastAt' | 'tooEarly'>>)[]>;
