/** What every credential format implements. A new format is one folder with one of these, and a line in the registry. */
import type { CredentialConfiguration } from '../protocol/metadata/z-credential-configuration.js';
import type { SigningAlgorithm } from '../protocol/metadata/z-signing.js';

/** A holder's public key as the proof conveyed it, private members already refused (OID4VCI Appendix F). */
export type HolderJwk = { readonly kty: string; readonly crv?: string; readonly x?: string; readonly y?: string };

/** Signs with an issuer key. `sign` returns the raw signature (r‖s for ECDSA) over `data`, which it hashes itself. */
export type CredentialSigner = {
  readonly algorithm: SigningAlgorithm;
  /** DER certificates, leaf first, trust anchor not included. */
  readonly certificateChain: readonly Uint8Array[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly sign: (data: Uint8Array) => Uint8Array;
};

/** Reference into a Token Status List (draft-ietf-oauth-status-list, section 6). */
export type StatusReference = { readonly status_list: { readonly idx: number; readonly uri: string } };

export type CredentialInput<C extends CredentialConfiguration = CredentialConfiguration> = {
  readonly configuration: C;
  /** Already checked against the configuration's claims schema. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** Proved by the wallet; absent when the configuration has no key binding. */
  readonly holderKey?: HolderJwk;
  /** The DID the wallet named its key by, where it did. */
  readonly holderDid?: string;
  readonly signer: CredentialSigner;
  /** Credential issuer identifier (URL). */
  readonly issuer: string;
  /** Language of what the issuer says, where it says one; type metadata depends on it, hence its digest. */
  readonly issuerLocale?: string | undefined;
  readonly now: Date;
  readonly status?: StatusReference;
  /** `typ` of an SD-JWT VC; absent: that of the final text. */
  readonly sdJwtType?: 'vc+sd-jwt';
};

export type CredentialFormat<C extends CredentialConfiguration = CredentialConfiguration> = {
  readonly format: C['format'];
  /**
   * Builds and signs one credential in the string form the Credential Response carries (OID4VCI Appendix A).
   * @throws UnusableHolderKey when the key cannot be bound in this format
   * @throws UnusableClaims when a claim cannot be expressed in this format
   */
  readonly issue: (input: CredentialInput<C>) => string;
};

export class UnusableHolderKey extends Error {
  override readonly name = 'UnusableHolderKey';
}

export class UnusableClaims extends Error {
  override readonly name = 'UnusableClaims';
}
