/** Members of the issuers' configuration file that ecosystems ask for; what they demand of them is in `profiles.ts`. */
import { z } from 'zod';
import { zReusePolicy } from './reuse-policy.js';

/** RFC 3986 section 3.1, without `://`. A browser acts upon some itself, and a link must open a wallet. */
const zScheme = z
  .string()
  .regex(/^[a-z][a-z0-9+.-]{0,49}$/)
  .refine((scheme) => !['http', 'https', 'javascript', 'data', 'file', 'vbscript', 'blob', 'about'].includes(scheme), {
    error: 'must be the scheme of an application',
  });

export const issuerProfileMembers = {
  /** Of the links that carry offers, the first of them in QR codes. Absent: as the profile has it. */
  offer_schemes: z
    .array(zScheme)
    .min(1)
    .max(10)
    .refine((all) => new Set(all).size === all.length, 'must not have a scheme twice')
    .optional(),
  /** Seconds wallets should still keep the status of their attestation up (TS3 section 2.4). */
  preferred_client_status_period: z.number().int().min(1).optional(),
  /** Signs the metadata, instead of the key that signs credentials. Paths of PEM files, from the folder of the file. */
  access_certificate: z.strictObject({ key: z.string().min(1), chain: z.string().min(1) }).optional(),
};

export const configurationProfileMembers = {
  credential_reuse_policy: zReusePolicy.optional(),
  /** Absent: what was issued is not issued anew; the wallet needs a new offer. */
  reissuance: z
    .strictObject({
      /** How long after the token the same wallet may come for new credentials. */
      days: z.number().int().min(1).max(365),
      /** How many more requests than `max_issuances_per_configuration` that allows. */
      times: z.number().int().min(1).max(400).default(50),
    })
    .optional(),
};
