/** `isFixed`: credentials carry the digest of the text, so that it never changes. */
export type PublishedType = { readonly text: string; readonly isFixed: boolean };
/**
 * Remembers for good what is published for a type, as wallets ask for it long after the configuration has forgotten it.
 * False, and nothing changed, where a fixed text other than this was published before.
 */
export type PublishTypeMetadata = (vct: string, type: PublishedType) => Promise<boolean>;
/** What was published last. */
export type LoadTypeMetadata = (vct: string) => Promise<PublishedType | undefined>;
