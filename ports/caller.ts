/** Who acts on the private listener, and what they may do there. */

export type Scope =
  | 'sessions:write'
  | 'sessions:read'
  | 'claims:write'
  | 'claims:release'
  | 'claims:reveal'
  | 'credentials:status'
  | 'admin';

export type Caller = {
  /** Of the API key or the person; stands in audit records. */
  readonly id: string;
  /** `admin` allows everything. */
  readonly scopes: readonly Scope[];
  /** The one issuer this caller may act for. Absent: all of them. */
  readonly issuer?: string;
};
