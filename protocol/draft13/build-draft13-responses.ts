/** Answers in the shape of the request's own generation; the final text's are built next door. */
import { buildCredentialResponse, buildDeferredResponse } from '../credential-request/build-credential-response.js';
import { catalogue } from '../errors/catalogue.js';
import type { Generation } from './detect-generation.js';

/** As it stands in the answer. Empty where the generation has the nonce endpoint. */
export type NonceMembers = { readonly c_nonce: string; readonly c_nonce_expires_in: number } | Record<never, never>;

export function buildCredentialResponseFor(
  generation: Generation,
  issued: { readonly credentials: readonly string[]; readonly notificationId: string },
  nonce: NonceMembers,
): object {
  const notification = { notification_id: issued.notificationId };
  switch (generation) {
    case '13':
      // One proof, hence one credential; there was no other way to ask.
      return { credential: issued.credentials[0], ...notification, ...nonce };
    case '14':
      return { credentials: issued.credentials, ...notification, ...nonce };
    case '15':
    case 'final':
      return buildCredentialResponse(issued);
  }
}

/** Before draft 16 the first answer told no interval. */
export function buildDeferredResponseFor(
  generation: Generation,
  pending: { readonly transactionId: string; readonly interval: number },
  nonce: NonceMembers,
): object {
  return generation === 'final' ? buildDeferredResponse(pending) : { transaction_id: pending.transactionId, ...nonce };
}

/** Before draft 16 a pending credential was an error, with status 400, and never encrypted. */
export function buildIssuancePending(interval: number) {
  const { code, sentence } = catalogue().issuance_pending;
  return { error: code, error_description: sentence, interval: Math.max(1, Math.ceil(interval)) };
}
