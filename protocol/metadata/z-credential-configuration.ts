/** What an issuer issues: one credential configuration of the issuers' file, in each format. */
import { z } from 'zod';
import { findLabelFaults } from './claim-labels.js';
import { zKeyAttestationsRequired, zProofTypes } from './z-attestation-policy.js';
import { zClaimsSource } from './z-claims-source.js';
import { imageMembers } from './z-images.js';
import { zLocale } from './z-locale.js';
import { configurationProfileMembers } from './z-profile-members.js';
import { zSigning } from './z-signing.js';

const zDisplay = z.object({
  name: z.string().min(1),
  locale: zLocale.optional(),
  description: z.string().optional(),
  background_color: z.string().optional(),
  text_color: z.string().optional(),
  ...imageMembers,
});

/** OID4VCI 12.2.4: one object for each language; tags are compared in their registered form. */
export const zDisplays = z
  .array(zDisplay)
  .min(1)
  .refine(
    (all) => new Set(all.map(({ locale }) => locale)).size === all.length,
    'must not have two objects of one locale',
  );

/**
 * JSON Schema (draft 2020-12) of the claims a back office supplies for one configuration. It is the one source for
 * checking claims at supply time, for the console's form and for the claims descriptions in the metadata.
 * `format: date` is a full-date, `format: date-time` a date-time, `contentEncoding: base64` binary data; `x-labels` names
 * a claim in further languages.
 */
const zClaimsSchema = z
  .looseObject({
    type: z.literal('object'),
    properties: z.record(z.string(), z.looseObject({})),
    required: z.array(z.string()).optional(),
    additionalProperties: z.boolean().optional(),
  })
  .superRefine((schema, context) => {
    for (const fault of findLabelFaults(schema)) context.addIssue({ code: 'custom', ...fault });
  });

const credentialConfigurationBase = {
  scope: z
    .string()
    .regex(/^[\x21\x23-\x5B\x5D-\x7E]+$/)
    .optional(),
  display: zDisplays,
  /** Absent: the issuer's key. */
  signing: zSigning.optional(),
  claims_schema: zClaimsSchema,
  claims_source: zClaimsSource,
  /** Whether the credential is bound to a key the wallet proves possession of. */
  key_binding: z.boolean().default(true),
  /** Algorithms accepted for `jwt` proofs. */
  proof_signing_alg_values: z
    .array(z.enum(['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']))
    .min(1)
    .default(['ES256']),
  proof_types: zProofTypes,
  key_attestations_required: zKeyAttestationsRequired.optional(),
  /** Configurations of one name are issued from the same claims: supplied for one, they are supplied for all in the session. */
  dataset: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,40}$/)
    .optional(),
  /** Whether claims have to be released by another than who supplied them; as for the issuer, for this configuration alone. */
  require_release: z.boolean().default(false),
  validity: z
    .object({
      days: z.number().int().min(1).max(3650).default(90),
      /** Times in the credential are rounded down to this, so that they do not identify a person. */
      rounding: z.enum(['hour', 'day']).default('day'),
    })
    .prefault({}),
  /** Absent: credentials carry no status and cannot be revoked. Two bits know suspension beside revocation. */
  status: z.object({ bits: z.union([z.literal(1), z.literal(2)]).default(1) }).optional(),
  ...configurationProfileMembers,
};

export const zMdocConfiguration = z.object({
  ...credentialConfigurationBase,
  format: z.literal('mso_mdoc'),
  doctype: z.string().min(1),
  /** The namespace all claims of the schema are put into. */
  namespace: z.string().min(1),
});

export const zSdJwtConfiguration = z
  .object({
    ...credentialConfigurationBase,
    format: z.literal('dc+sd-jwt'),
    /** One that begins with `/vct/` is below the issuer's own address, where its type metadata is served. */
    vct: z
      .string()
      .min(1)
      .refine((vct) => !vct.startsWith('/') || /^\/vct\/[A-Za-z0-9._~-]+$/.test(vct), 'must be /vct/ and a name'),
    /** Whether credentials carry the digest of their type metadata, which must then never change. */
    vct_integrity: z.boolean().default(false),
    /** Digests that stand for no claim, added until each object has at least this many. */
    decoy_floor: z.number().int().min(0).max(100).default(0),
    /** How verifiers find the key: by a certificate in the credential, or by `iss` on the web (SD-JWT VC section 3.5). */
    issuer_keys: z.enum(['x5c', 'web']).default('x5c'),
  })
  .refine((one) => !one.vct_integrity || one.vct.startsWith('/vct/'), {
    // SV-22: the digest is of bytes we serve, and never change.
    error: 'needs a vct that begins with /vct/: of another, the metadata is not served here',
    path: ['vct_integrity'],
  });

export const zJwtVcConfiguration = z.object({
  ...credentialConfigurationBase,
  format: z.literal('jwt_vc_json'),
  credential_definition: z.object({
    type: z
      .array(z.string().min(1))
      .refine((types) => types.includes('VerifiableCredential'), 'must contain VerifiableCredential'),
  }),
  /** JSON-LD contexts after the one every credential has. They are written, never fetched. */
  contexts: z.array(z.url()).default([]),
});

export const zCredentialConfiguration = z.discriminatedUnion('format', [
  zMdocConfiguration,
  zSdJwtConfiguration,
  zJwtVcConfiguration,
]);

export type MdocConfiguration = z.infer<typeof zMdocConfiguration>;
export type SdJwtConfiguration = z.infer<typeof zSdJwtConfiguration>;
export type JwtVcConfiguration = z.infer<typeof zJwtVcConfiguration>;
export type CredentialConfiguration = z.infer<typeof zCredentialConfiguration>;
export type ClaimsSchema = z.infer<typeof zClaimsSchema>;
