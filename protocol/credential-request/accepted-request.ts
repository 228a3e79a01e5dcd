/** What the API verified of a credential request and hands to the worker, sealed (OID4VCI section 8.2). */
import type { PublicJwk } from '../jwk.js';
import type { NamedStatus } from '../status/parse-named-status.js';

export type AcceptedRequest = {
  readonly configurationId: string;
  /** One credential each; empty when the configuration has no key binding. Proved, distinct, public members only. */
  readonly keys: readonly PublicJwk[];
  /** The `typ` of an SD-JWT VC, where the wallet asked for the one of draft 13. */
  readonly sdJwtType?: 'vc+sd-jwt';
  /** The DIDs the wallet named those keys by, in their order; null where it named one otherwise. */
  readonly dids?: readonly (string | null)[];
  /** Of the wallet and its keys, where the credential has to follow it (EU-13). */
  readonly attestation?: CheckedStatus;
};

/** `checkedAt`: when it was last looked up, ms since 1970; claims may come weeks later. */
export type CheckedStatus = NamedStatus & { readonly checkedAt: number };

/** What the worker leaves, sealed, for the API to answer with. */
export type IssuedCredentials = { readonly credentials: readonly string[] };
