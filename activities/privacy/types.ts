/** What the workflows of erasure and export may ask to be done. One object in, so that fields can be added. */

export type PrivacyActivities = {
  /** Destroys the data key and everything that is held about the session, but for what must stay. Idempotent. */
  eraseSession(input: { readonly sessionId: string; readonly issuer: string }): Promise<void>;
  /** Fails, to be tried again, until nothing is left of the session's history. */
  deleteSessionHistory(input: { readonly sessionId: string }): Promise<void>;
  /** Takes away what came in between, tells back offices, and notes that it is done. Idempotent. */
  finishErasure(input: { readonly sessionId: string; readonly issuer: string }): Promise<void>;
  /** Opens the claims that are still held and leaves them sealed to the export's one-time key. Idempotent. */
  sealSubjectExport(input: { readonly exportId: string }): Promise<void>;
};
