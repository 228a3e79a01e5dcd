/** Shapes of the private API, from which the OpenAPI document is made too. Names are the wire's. */
import { z } from 'zod';
import { zAssurance } from './z-assurance.js';
import { zStatus } from './z-sessions.js';
import { zWhole } from './z-whole.js';

const zClaims = z
  .record(z.string(), z.unknown())
  .meta({ description: 'Claims by the names of the configuration’s claims schema' });

const zTxCode = z.union([
  z.boolean(),
  z.strictObject({
    value: z.string().min(4).max(32).optional(),
    length: z.number().int().min(4).max(32).optional(),
    input_mode: z.enum(['numeric', 'text']).optional(),
    description: z.string().max(300).optional(),
  }),
]);

const DAY = 86_400;

export const zNewSession = z
  .strictObject({
    credential_configuration_ids: z
      .array(z.string().min(1))
      .min(1)
      .max(20)
      .refine((ids) => new Set(ids).size === ids.length, 'must not name a configuration twice')
      .meta({ override: { uniqueItems: true } }),
    grants: z
      .strictObject({
        pre_authorized_code: z.union([z.literal(true), z.strictObject({})]).optional(),
        authorization_code: z.union([z.literal(true), z.strictObject({})]).optional(),
      })
      .optional()
      .meta({ description: 'How the wallet may begin; left out or empty, with the pre-authorized code' }),
    claims: z
      .record(z.string(), zClaims)
      .nullish()
      .meta({ description: 'Claims by configuration id; what is left out is deferred' }),
    assurance: zAssurance.nullish(),
    subject_id: z.string().min(1).max(200).nullish().meta({ description: 'Kept as a keyed digest only' }),
    reference: z.string().min(1).max(200).nullish(),
    metadata: z.record(z.string(), z.unknown()).nullish(),
    tx_code: zTxCode.nullish().meta({ description: 'Protects the pre-authorized code; false: deliberately none' }),
    require_wallet_attestation: z.boolean().default(false),
    require_key_attestation: z.boolean().default(false),
    require_dpop: z.boolean().default(false),
    require_release: z
      .boolean()
      .optional()
      .meta({ description: 'Claims have to be released by another key than the one that supplied them' }),
    datasets: z
      .record(z.string().regex(/^[A-Za-z0-9_-]{1,40}$/), z.array(z.string().min(1)).min(1).max(20))
      .optional()
      .meta({ description: 'Configurations that are issued from the same claims, by a name for these' }),
    deferral_limit: z
      .number()
      .int()
      .min(60)
      .max(90 * DAY)
      .optional()
      .meta({ description: 'Seconds a wallet may wait for claims' }),
    offer_expires_in: z
      .number()
      .int()
      .min(30)
      .max(90 * DAY)
      .optional()
      .meta({ description: 'Seconds' }),
    issuer: z.string().optional(),
  })
  .meta({
    id: 'NewSession',
    examples: [
      {
        credential_configuration_ids: ['eu.europa.ec.av.1'],
        claims: { 'eu.europa.ec.av.1': { age_over_18: true } },
        reference: 'case-4711',
        tx_code: { length: 6 },
      },
    ],
  });

const zCredentialOffer = z
  .object({
    credential_issuer: z.string(),
    credential_configuration_ids: z.array(z.string()),
    grants: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  })
  .meta({ id: 'CredentialOffer', description: 'As wallets fetch it (OID4VCI section 4.1.1)' });

export const zOfferedSession = z
  .object({
    session_id: z.string(),
    status: zStatus,
    credential_offer: zCredentialOffer,
    credential_offer_uri: z.string(),
    credential_offer_deep_link: z.string(),
    credential_offer_deep_links: z
      .array(z.string())
      .meta({ description: 'The same offer for each kind of wallet the issuer serves; the first is the one above' }),
    tx_code: z.string().optional().meta({ description: 'Shown once, here' }),
    tx_code_already_given: z.boolean().optional(),
    warnings: z.array(z.string()).optional().meta({
      description:
        'What may not have been meant: a code without a transaction code, or a subject nobody is compared with because the issuer has no login',
    }),
    expires_at: z.iso.datetime(),
    workflow_id: z.string(),
    console_url: z.string(),
  })
  .meta({ id: 'OfferedSession' });
export type OfferAnswer = z.input<typeof zOfferedSession>;

export const zStoreClaims = z
  .strictObject({ session_id: z.string(), credential_configuration_id: z.string(), claims: zClaims })
  .meta({ id: 'StoreClaims' });

export const zRenewOffer = z
  .strictObject({
    offer_expires_in: z
      .number()
      .int()
      .min(30)
      .max(90 * DAY)
      .optional(),
  })
  .meta({ id: 'RenewOffer' });

export const zClaimsBody = zClaims.meta({ id: 'Claims' });
export const zReleaseClaims = z
  .strictObject({
    claims_digest: z
      .string()
      .regex(/^[A-Za-z0-9_-]{8,64}$/)
      .optional()
      .meta({ description: 'As the session showed it; refused when the claims were corrected since' }),
  })
  .meta({ id: 'ReleaseClaims' });
/** Claims for several configurations or datasets at once: all of them, or none. */
export const zClaimsByConfiguration = z
  .record(z.string(), zClaims)
  .refine((all) => Object.keys(all).length > 0, 'must name at least one configuration')
  .meta({ id: 'ClaimsByConfiguration', override: { minProperties: 1 } });

export const zSessionQuery = z.object({
  consistent: z.enum(['true', 'false']).optional().meta({ description: 'true: from the workflow itself' }),
});
export const zListQuery = z.object({
  issuer: z.string().optional(),
  status: zStatus.optional(),
  reference: z.string().optional(),
  problem: z.string().optional(),
  before: z
    .string()
    .regex(/^\d{1,16}(\.[A-Za-z0-9_-]{1,64})?$/)
    .optional()
    .meta({ description: '`next_before` of the page before, or a time in ms since 1970' }),
  limit: zWhole(1, 200, 50),
});
export const zLogQuery = z.object({
  before: z.string().optional(),
  limit: zWhole(1, 500, 100),
});
