/** Remembers the text published for a type for good; false when another one was published before. */
export type PinTypeMetadata = (vct: string, text: string) => Promise<boolean>;
/** What was published for a type. */
export type LoadTypeMetadata = (vct: string) => Promise<string | undefined>;
