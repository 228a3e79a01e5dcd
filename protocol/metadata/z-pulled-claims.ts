/** Claims that are asked for at a back office, as the issuers' file has it. Secrets are named here and never written. */
import { z } from 'zod';
import { isLoopback } from '../loopback.js';
import { zSecretName } from './z-login-configuration.js';

const DAY = 86_400;

const seconds = (fallback: number, max: number) => z.number().int().min(1).max(max).default(fallback);

export const zPulledClaims = z
  .strictObject({
    kind: z.literal('pull'),
    /** Where claims are asked for, by POST. */
    url: z.string().refine(isBackOfficeAddress, 'must be an https URL without credentials and fragment'),
    /** `session_created` has the claims there sooner, `token_exchanged` asks for nobody who never comes. */
    when: z.enum(['session_created', 'token_exchanged']).default('token_exchanged'),
    bearer: zSecretName.optional(),
    /** Standard Webhooks: `whsec_` and base64. */
    signing_secret: zSecretName.optional(),
    /** PEM each: our certificate and its key, and the root of the back office where it is none of the usual ones. */
    tls: z
      .strictObject({
        client: z.strictObject({ cert: zSecretName, key: zSecretName }).optional(),
        ca: zSecretName.optional(),
      })
      .optional(),
    /** Seconds one call may take. */
    timeout: seconds(10, 60),
    /** Seconds after which nobody is asked any more, from the first call. */
    give_up_after: seconds(DAY, 90 * DAY),
    /** Seconds until the second call; doubled each time, up to the other. */
    retry_interval: seconds(2, 3600),
    max_retry_interval: seconds(300, DAY),
  })
  // Whoever could ask without showing who they are could also answer in the back office's place.
  .refine(
    (source) => source.bearer ?? source.signing_secret ?? source.tls?.client,
    'needs bearer, signing_secret or tls.client',
  )
  .refine((source) => source.max_retry_interval >= source.retry_interval, {
    error: 'must not be shorter than retry_interval',
    path: ['max_retry_interval'],
  });

export type PulledClaimsSource = z.infer<typeof zPulledClaims>;

/** http for loopback only, which production refuses. */
function isBackOfficeAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  const { protocol, hash, username, password } = url;
  if (hash !== '' || username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(url));
}
