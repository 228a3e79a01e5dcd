/** Credential issuer metadata (OID4VCI section 12.2.4). Lists only what is served, and no member of our own invention. */
import type { RequestEncryptionJwk } from '../encryption/build-encryption-metadata.js';
import { buildEncryptionMetadata } from '../encryption/build-encryption-metadata.js';
import { allowedDidMethods } from '../proof/did-methods.js';
import { buildClaimsDescriptions, claimsRootOf } from './build-claims-descriptions.js';
import { resolveVct } from './build-type-metadata.js';
import { labelLocaleOf } from './claim-labels.js';
import type { CredentialConfiguration } from './z-credential-configuration.js';
import { resolveImages } from './z-images.js';
import type { IssuerConfiguration } from './z-issuer-configuration.js';
import { signingAlgorithmOf, signingAlgorithms } from './z-signing.js';

export function buildIssuerMetadata(served: {
  readonly identifier: string;
  readonly issuer: IssuerConfiguration;
  /** Public halves; needed where requests may be encrypted. */
  readonly requestKeys?: readonly RequestEncryptionJwk[] | undefined;
}) {
  const { identifier, issuer } = served;
  const configurations = Object.entries(issuer.credential_configurations).map(([id, configuration]) => [
    id,
    buildConfiguration(configuration, issuer, identifier),
  ]);
  return {
    credential_issuer: identifier,
    credential_endpoint: `${identifier}/credential`,
    nonce_endpoint: `${identifier}/nonce`,
    ...(issuer.deferral && { deferred_credential_endpoint: `${identifier}/deferred_credential` }),
    notification_endpoint: `${identifier}/notification`,
    // The text wants 2 or more; absence means one proof at a time.
    ...(issuer.batch_size > 1 && { batch_credential_issuance: { batch_size: issuer.batch_size } }),
    ...buildEncryptionMetadata(issuer.encryption, served.requestKeys ?? []),
    ...(issuer.preferred_client_status_period !== undefined && {
      preferred_client_status_period: issuer.preferred_client_status_period,
    }),
    // The issuer's own display objects know fewer members than those of credentials.
    display: issuer.display.map((display) => {
      const { name, locale, logo } = resolveImages(display, identifier);
      return { name, ...(locale && { locale }), ...(logo && { logo }) };
    }),
    credential_configurations_supported: Object.fromEntries(configurations) as Record<string, WireConfiguration>,
  };
}

export type IssuerMetadata = ReturnType<typeof buildIssuerMetadata>;
export type WireConfiguration = ReturnType<typeof buildConfiguration>;

function buildConfiguration(configuration: CredentialConfiguration, issuer: IssuerConfiguration, identifier: string) {
  return {
    ...formatMembers(configuration, issuer, identifier),
    ...(configuration.scope !== undefined && { scope: configuration.scope }),
    ...(configuration.key_binding && bindingMembers(configuration, issuer)),
    credential_metadata: {
      display: configuration.display.map((one) => resolveImages(one, identifier)),
      ...claimsMember(configuration, issuer),
      ...(configuration.credential_reuse_policy && { credential_reuse_policy: configuration.credential_reuse_policy }),
    },
  };
}

/** OID4VCI appendix A. Signing algorithms are COSE integers for mdoc and JOSE names for SD-JWT VC. */
function formatMembers(configuration: CredentialConfiguration, issuer: IssuerConfiguration, identifier: string) {
  const alg = signingAlgorithmOf(issuer, configuration);
  switch (configuration.format) {
    case 'mso_mdoc':
      return {
        format: configuration.format,
        doctype: configuration.doctype,
        credential_signing_alg_values_supported: [signingAlgorithms[alg] as number],
      };
    case 'dc+sd-jwt':
      return {
        format: configuration.format,
        vct: resolveVct(configuration.vct, identifier),
        credential_signing_alg_values_supported: [alg as string],
      };
    case 'jwt_vc_json':
      return {
        format: configuration.format,
        credential_definition: { type: [...configuration.credential_definition.type] },
        credential_signing_alg_values_supported: [alg as string],
      };
  }
}

/** The two members come together or not at all: wallets refuse the document otherwise. */
function bindingMembers(configuration: CredentialConfiguration, issuer: IssuerConfiguration) {
  const keyForm = configuration.format === 'mso_mdoc' ? 'cose_key' : 'jwk';
  return {
    cryptographic_binding_methods_supported: [keyForm, ...allowedDidMethods(issuer.allow_dids)],
    proof_types_supported: buildProofTypes(configuration),
  };
}

/** Wallets look for `key_attestations_required` in the type that is nothing but an attestation, too (AMB-07). */
function buildProofTypes({
  proof_types,
  proof_signing_alg_values,
  key_attestations_required,
}: CredentialConfiguration) {
  const algorithms = { proof_signing_alg_values_supported: [...proof_signing_alg_values] };
  const required = { key_attestations_required: key_attestations_required ?? {} };
  return {
    ...(proof_types.includes('jwt') && {
      jwt: { ...algorithms, ...(key_attestations_required !== undefined && required) },
    }),
    ...(proof_types.includes('attestation') && { attestation: { ...algorithms, ...required } }),
  };
}

function claimsMember(configuration: CredentialConfiguration, issuer: IssuerConfiguration) {
  const root = claimsRootOf(configuration);
  const claims = buildClaimsDescriptions(
    configuration.claims_schema,
    root,
    labelLocaleOf(configuration, issuer.display[0]?.locale),
  );
  // `claims` must not be empty where it stands.
  return claims.length > 0 && { claims };
}
