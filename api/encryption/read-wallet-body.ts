/** The body of a credential or deferred request: plain JSON, or a JWE around it (OID4VCI section 10). */
import type { Request } from 'express';
import { verifyEncryptedRequest } from '../../protocol/encryption/verify-encrypted-request.js';
import type { Reason } from '../../protocol/errors/catalogue.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { BODY_LIMIT, jsonBody, mediaTypeOf, parseJson } from '../http/read-body.js';
import type { WalletContext } from '../http/wallet-context.js';

export type WalletBody = { readonly body: unknown; readonly wasEncrypted: boolean };

const reasons: { contentType: Reason; malformed: Reason; duplicate: Reason } = {
  contentType: 'request_content_type',
  malformed: 'request_not_json',
  duplicate: 'request_duplicate_member',
};

export async function readWalletBody(request: Request, context: WalletContext): Promise<WalletBody> {
  const offered = context.issuer.configuration.encryption;
  if (mediaTypeOf(request) !== 'application/jwt') {
    const body = jsonBody(request, reasons);
    if (offered.request === 'required') throw refuse('request_encryption_missing', { expected: 'application/jwt' });
    return { body, wasEncrypted: false };
  }
  if (offered.request === 'off') throw refuse('request_encryption_off', { provided: 'application/jwt' });
  const jwe = typeof request.body === 'string' ? request.body.trim() : '';
  const findKey = context.issuer.requestKeys.find;
  const { text, ...opened } = await verifyEncryptedRequest(jwe, { offered, findKey, mostBytes: BODY_LIMIT });
  context.log('debug', 'Encrypted request opened', opened);
  return { body: parseJson(text, reasons), wasEncrypted: true };
}
