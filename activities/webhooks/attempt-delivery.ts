/** One call of one endpoint with one event. */
import { createHash } from 'node:crypto';
import type { OutboundError } from '../../ports/outbound.js';
import type { Delivery, DeliveryAttempt, WebhookEndpoint } from '../../ports/webhooks.js';
import { buildEvent } from '../../protocol/events/build-event.js';
import { parseRetryAfter } from '../../protocol/events/plan-attempt.js';
import { signWebhook } from '../../protocol/events/sign-webhook.js';
import type { DeliveringDependencies } from './dependencies.js';

export const TIMEOUT = 15_000;
const MOST_BYTES = 65_536;
const SECOND = 1000;
/** The receiver wants no more of it, ever. */
const GONE = 410;

export type AttemptOutcome = {
  readonly attempt: DeliveryAttempt;
  readonly bodyHash: string;
  readonly result: 'delivered' | 'gone' | 'failed';
  /** Seconds, where the receiver asked for them. */
  readonly retryAfter?: number;
};

/** Whatever comes of it is an outcome; nothing is thrown for what the receiver does. */
export async function attemptDelivery(
  deps: DeliveringDependencies,
  endpoint: WebhookEndpoint,
  { event }: Delivery,
): Promise<AttemptOutcome> {
  const at = deps.now().getTime();
  const body = JSON.stringify(buildEvent(event));
  const bodyHash = createHash('sha256').update(body).digest('base64url');
  const timestamp = Math.floor(at / SECOND);
  const secrets = endpoint.secrets
    .filter(({ expiresAt }) => expiresAt === undefined || expiresAt > at)
    .map(({ sealed }) => deps.openSecret(endpoint.id, sealed));
  const measured = () => ({ at, latencyMs: deps.now().getTime() - at });
  try {
    const { status, headers } = await deps.send({
      url: endpoint.url,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Vouchsafe-Webhooks/1',
        'webhook-id': event.id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signWebhook(secrets, { id: event.id, timestamp, body }),
      },
      body,
      timeoutMs: TIMEOUT,
      maxBytes: MOST_BYTES,
    });
    if (status >= 200 && status < 300) return { attempt: { ...measured(), status }, bodyHash, result: 'delivered' };
    const retryAfter = parseRetryAfter(headers['retry-after'], deps.now().getTime());
    return {
      attempt: { ...measured(), status, error: status >= 300 && status < 400 ? 'redirect' : 'refused' },
      bodyHash,
      result: status === GONE ? 'gone' : 'failed',
      ...(retryAfter === undefined ? {} : { retryAfter }),
    };
  } catch (error) {
    const kind = (error as Partial<OutboundError>).kind;
    // Not of the receiver's making: tried again as soon as the claim is over.
    if (kind === undefined) throw error;
    return { attempt: { ...measured(), error: kind }, bodyHash, result: 'failed' };
  }
}
