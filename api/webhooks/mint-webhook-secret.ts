/** Webhook secrets: shown once, then only the worker can read them. */
import { randomBytes } from 'node:crypto';
import type { SealedSecret } from '../../ports/webhooks.js';
import { buildWebhookSecret } from '../../protocol/events/sign-webhook.js';
import { sealingContext } from '../../protocol/sealing-contexts.js';

const SECRET_BYTES = 32;

/** Seals to the worker. */
export type SealForWorker = (plaintext: Uint8Array, context: string) => Uint8Array;

export function mintWebhookSecret(
  seal: SealForWorker,
  endpointId: string,
  createdAt: number,
): { readonly secret: string; readonly stored: SealedSecret } {
  const secret = buildWebhookSecret(randomBytes(SECRET_BYTES));
  const sealed = seal(Buffer.from(secret), sealingContext.webhookSecret(endpointId));
  return { secret, stored: { sealed, createdAt } };
}
