/** Which DIDs may name the key of a proof. */
export const didMethods = ['did:key', 'did:jwk', 'did:web'] as const;
export type DidMethod = (typeof didMethods)[number];

/** As configured: `true` for the DIDs that contain their key, or the methods by name. */
export type AllowedDids = boolean | readonly DidMethod[];

/** For `true` nothing is looked up: an issuer that is to call other people's servers has to say so. */
export function allowedDidMethods(allowed: AllowedDids): readonly DidMethod[] {
  if (typeof allowed !== 'boolean') return allowed;
  return allowed ? ['did:key', 'did:jwk'] : [];
}

/** What is found at the address of a did:web. Never throws; `fault` is a sentence for the log. */
export type DidDocumentOutcome = { readonly document: unknown } | { readonly fault: string };
export type ResolveDidWeb = (did: string) => Promise<DidDocumentOutcome>;
