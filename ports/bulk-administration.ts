/** What back offices may do with many credentials at once. */
import type { CredentialStatusName } from '../protocol/status/check-status-change.js';
import type { BulkAct, SelectionCount } from './bulk-status.js';

/** As it is asked for. Times in ms since 1970. */
export type BulkRequest = {
  readonly wanted: CredentialStatusName;
  readonly issuer?: string;
  readonly subjectId?: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly configurationId?: string;
  readonly issuedAfter?: number;
  readonly issuedBefore?: number;
  readonly reason?: string;
  readonly idempotencyKey?: string;
};

/** Every operation throws ProtocolError with a `back_office` refusal when it cannot be done. */
export type BulkAdministration = {
  /** Changes nothing. */
  readonly count: (asked: BulkRequest) => Promise<SelectionCount>;
  /** Returns when the act is certain to happen. */
  readonly start: (asked: BulkRequest) => Promise<BulkAct>;
  readonly load: (id: string) => Promise<BulkAct>;
};
