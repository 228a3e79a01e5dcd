/** Deferred credential request (OID4VCI section 9.1). */
import { z } from 'zod';
import { isJsonObject, shownNames, typeName } from '../errors/describe-shape.js';
import { refuse } from '../errors/protocol-error.js';

/** Members that are null count as absent; unknown ones are ignored. */
export const zDeferredRequest = z.looseObject({
  transaction_id: z.string().nullish(),
  credential_response_encryption: z.unknown().optional(),
});

export type DeferredRequest = { readonly transactionId: string; readonly responseEncryption?: unknown };

/** A request with a transaction id, unopened, and the encryption it asks for, unchecked. */
export function parseDeferredRequest(body: unknown): DeferredRequest {
  if (!isJsonObject(body)) throw malformed('The body is not a JSON object.', typeName(body));
  const parsed = zDeferredRequest.safeParse(body);
  if (!parsed.success) throw malformed('The member `transaction_id` is not a string.', typeName(body.transaction_id));
  const { transaction_id, credential_response_encryption } = parsed.data;
  if (!transaction_id) {
    throw refuse('transaction_id_missing', { expected: ['transaction_id'], provided: shownNames(Object.keys(body)) });
  }
  return {
    transactionId: transaction_id,
    ...(credential_response_encryption != null && { responseEncryption: credential_response_encryption }),
  };
}

function malformed(reason: string, provided: string) {
  return refuse('deferred_request_malformed', {
    reason,
    expected: 'an object with the string transaction_id',
    provided,
  });
}
