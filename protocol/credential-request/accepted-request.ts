/** What the API verified of a credential request and hands to the worker, sealed (OID4VCI section 8.2). */
import type { PublicJwk } from '../jwk.js';

export type AcceptedRequest = {
  readonly configurationId: string;
  /** One credential each; empty when the configuration has no key binding. Proved, distinct, public members only. */
  readonly keys: readonly PublicJwk[];
  /** The `typ` of an SD-JWT VC, where the wallet asked for the one of draft 13. */
  readonly sdJwtType?: 'vc+sd-jwt';
  /** Seconds since 1970 that the credential has to end before: what the wallet's attestations promise ends then (EU-13). */
  readonly endsBefore?: number;
  /** The DIDs the wallet named those keys by, in their order; null where it named one otherwise. */
  readonly dids?: readonly (string | null)[];
};

/** What the worker leaves, sealed, for the API to answer with. */
export type IssuedCredentials = { readonly credentials: readonly string[] };
