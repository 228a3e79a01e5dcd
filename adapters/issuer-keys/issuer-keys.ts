/** What the worker gets from either source of issuer keys: the development PKI or configured files. */
import type { CredentialSigner } from '../../ports/issuing.js';

export type SigningAlgorithm = CredentialSigner['algorithm'];

export type PublicIssuerJwk = {
  readonly kty: 'EC';
  readonly crv: 'P-256' | 'P-384' | 'P-521';
  readonly x: string;
  readonly y: string;
  /** RFC 7638 thumbprint. */
  readonly kid: string;
  readonly alg: SigningAlgorithm;
  readonly use: 'sig';
};

export type IssuerKeys = {
  /** The same signer object at every call, so that what is derived from it can be cached. @throws Error for an unknown issuer */
  readonly signerFor: (issuerId: string) => CredentialSigner;
  /** What verifiers have to trust; undefined when the configured chain does not contain its root. */
  readonly rootCertificatePem: string | undefined;
  readonly jwks: (issuerId: string) => { readonly keys: readonly PublicIssuerJwk[] };
};

export class IssuerKeyError extends Error {
  override readonly name = 'IssuerKeyError';

  /** Every fault found, so that one start is enough to mend them all. */
  constructor(readonly faults: readonly string[]) {
    super(`issuer keys cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}
