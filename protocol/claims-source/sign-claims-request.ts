/** Requests to a back office carry a signature as webhooks do: Standard Webhooks 1.0, symmetric (`v1`). */
import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';
/** Standard Webhooks: 192 to 512 bits. */
const LEAST_BYTES = 24;

/**
 * The value of `webhook-signature`.
 *
 * @param secret base64, with or without `whsec_` in front
 * @param request `timestamp` in seconds since 1970
 * @throws RangeError for a secret that is too short to be one
 */
export function signClaimsRequest(
  secret: string,
  request: { readonly id: string; readonly timestamp: number; readonly body: string },
): string {
  const key = Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64');
  if (key.length < LEAST_BYTES) throw new RangeError(`a signing secret has at least ${LEAST_BYTES} bytes, in base64`);
  const signed = `${request.id}.${request.timestamp}.${request.body}`;
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}
