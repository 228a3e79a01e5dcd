/** Issuer metadata as a signed document: the worker has the key and signs on a schedule, the API serves what lies here. */

/** Makes the document due when the metadata, known by its digest, is not what was signed. */
export type NoteMetadata = (issuerId: string, digest: string) => Promise<void>;
/** Documents whose signature is due; each is handed to one caller only, until `again`. Times in ms since 1970. */
export type ClaimDueMetadata = (issuerIds: readonly string[], now: number, again: number) => Promise<readonly string[]>;
export type StoreSignedMetadata = (
  issuerId: string,
  signed: { readonly jwt: string; readonly resignAt: number },
) => Promise<void>;
export type LoadSignedMetadata = (issuerId: string) => Promise<string | undefined>;
