/** Issuer metadata as a signed document: the worker has the key and signs on a schedule, the API serves what lies here. */

/** Makes the document due when the metadata, known by its digest, is not what was signed. */
export type NoteMetadata = (issuerId: string, digest: string) => Promise<void>;
/**
 * Of the documents the caller has, those whose signature is due; each is handed to one caller only, until `again`. One
 * that has been noted with another digest is left to whoever has that. Times in ms since 1970.
 */
export type ClaimDueMetadata = (
  digests: ReadonlyMap<string, string>,
  now: number,
  again: number,
) => Promise<readonly string[]>;
export type StoreSignedMetadata = (
  issuerId: string,
  signed: { readonly jwt: string; readonly resignAt: number },
) => Promise<void>;
export type LoadSignedMetadata = (issuerId: string) => Promise<string | undefined>;
