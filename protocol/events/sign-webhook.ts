/** Signatures of webhooks: Standard Webhooks 1.0, symmetric (`v1`). */
import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

/** `bytes`: 24 to 64 of them, from a proper source of randomness. */
export function buildWebhookSecret(bytes: Uint8Array): string {
  return PREFIX + Buffer.from(bytes).toString('base64');
}

/** One signature for each secret, so that a receiver may hold the old or the new one. `timestamp` in seconds since 1970. */
export function signWebhook(
  secrets: readonly string[],
  { id, timestamp, body }: { readonly id: string; readonly timestamp: number; readonly body: string },
): string {
  const signature = (secret: string): string => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  };
  return secrets.map(signature).join(' ');
}
