/** What back offices and operators may do with credentials that have been issued. */
import type { CredentialStatusName } from '../protocol/status/check-status-change.js';
import type { RegisteredCredential } from './credential-registry.js';

export type StatusOutcome = {
  readonly credentialId: string;
  readonly outcome: 'changed' | 'unchanged' | 'refused';
  /** Reason id, when refused. */
  readonly reason?: string;
};

/** Every operation throws ProtocolError with a `back_office` refusal when it cannot be done. */
export type CredentialAdministration = {
  readonly loadCredential: (id: string) => Promise<RegisteredCredential>;
  /** Of a session that is there, or was while they were issued. */
  readonly listCredentials: (sessionId: string) => Promise<readonly RegisteredCredential[]>;
  /** Returns when a status list that shows the change is served. */
  readonly changeStatus: (id: string, status: CredentialStatusName) => Promise<'changed' | 'unchanged'>;
  /** Every credential of a subject, or of one configuration of it; what cannot be changed is said and stops nothing. */
  readonly changeStatusOfSubject: (
    subject: { readonly subjectId: string; readonly issuer?: string; readonly configurationId?: string },
    status: CredentialStatusName,
  ) => Promise<readonly StatusOutcome[]>;
};
