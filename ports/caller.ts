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
  /** Of the API key (`key:…`), the person (`oidc:…`) or the configured key; stands in audit records. */
  readonly id: string;
  /** `admin` allows everything. */
  readonly scopes: readonly Scope[];
  /** Id of the one issuer this caller may act for. Absent: all of them. */
  readonly issuer?: string;
};
