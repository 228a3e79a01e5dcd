/** Which lists of wallet providers an issuer follows: a member of the issuers' configuration file. */
import { z } from 'zod';
import { WALLET_PROVIDERS_LIST } from './z-trust-list.js';

export const zTrustLists = z
  .array(
    z.strictObject({
      url: z.url({ protocol: /^https?$/ }),
      /** Certificates of the scheme operator, or of a CA that issues them: PEM text, or paths from the folder of the file. */
      signers: z.array(z.string().min(1)).min(1),
      type: z.string().min(1).default(WALLET_PROVIDERS_LIST),
      /** Seconds until it is fetched again, though it may be believed for longer. */
      refresh_interval: z.number().int().min(10).max(86_400).default(3600),
    }),
  )
  .max(20)
  .default([]);
