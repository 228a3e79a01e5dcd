/** Who did what on the private listener: one row per act, written before the act is acknowledged and never changed. */

/** What an operation itself knows of what it touches. */
export type ActFacts = {
  /** Name of the act, e.g. `claims.supply`; absent when the request was refused before it came to one. */
  readonly act?: string;
  readonly issuer?: string;
  readonly session?: string;
  readonly credential?: string;
  readonly apiKey?: string;
  /** Id of what else it is about: a webhook endpoint, a delivery, a bulk job. */
  readonly object?: string;
  /** Ids of the credential configurations it is about. */
  readonly configurations?: readonly string[];
};

export type AuditRow = ActFacts & {
  /** ULID: sorts by time. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly caller: string;
  /** Method and route, e.g. `POST /sessions/{id}/cancel`. */
  readonly operation: string;
  /** `failed`: whether it was done is not known. */
  readonly outcome: 'done' | 'refused' | 'failed';
  readonly status: number;
  /** Reason id of a refusal. */
  readonly reason?: string;
  readonly requestId: string;
  readonly address: string;
  /** A repeat under an idempotency key: answered as the first time, and nothing done. */
  readonly isReplay?: true;
};

/** Durable when it returns. */
export type AppendAudit = (row: AuditRow) => Promise<void>;
export type AuditFilter = {
  /** Exclusive, an id. */
  readonly after?: string;
  readonly issuer?: string;
  readonly session?: string;
  readonly caller?: string;
  /** Only these acts. */
  readonly acts?: readonly string[];
  readonly limit: number;
  /** Oldest first unless said: whoever wants to see what was done last must not be shown the beginning. */
  readonly order?: 'newest';
};
export type ListAudit = (filter: AuditFilter) => Promise<readonly AuditRow[]>;
