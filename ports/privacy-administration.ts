/** What may be done with what is known about people; the private API and the console act through this. */

export type SubjectName = { readonly subjectId: string; readonly issuer?: string };

/** Every operation throws ProtocolError with a `back_office` refusal when it cannot be done. */
export type PrivacyAdministration = {
  /** Certain to happen when it returns; `erased` when it has. */
  readonly eraseSession: (sessionId: string) => Promise<'erased' | 'under_way'>;
  /** Every session of a subject, and its traces in the registry. Answers the sessions whose erasure is certain. */
  readonly eraseSubject: (
    subject: SubjectName,
  ) => Promise<{ readonly sessionIds: readonly string[]; readonly credentials: number }>;
  /** For a wallet's vendor: what happened on the wire, without whom it happened to. */
  readonly exportSession: (sessionId: string) => Promise<Readonly<Record<string, unknown>>>;
  /** For the person: everything that is held about a subject, claims that are still held among it. */
  readonly exportSubject: (subject: SubjectName) => Promise<Readonly<Record<string, unknown>>>;
};
