/** How this very request wants its response encrypted: checked against the issuer's configuration, the key imported. */
import type { Generation } from '../../protocol/draft13/detect-generation.js';
import { checkResponseEncryption } from '../../protocol/encryption/check-response-encryption.js';
import type { ResponseEncryption } from '../../protocol/encryption/verify-response-key.js';
import { verifyResponseKey } from '../../protocol/encryption/verify-response-key.js';
import type { WalletContext } from '../http/wallet-context.js';

/** Nothing where the response goes out plain. */
export async function readResponseEncryption(
  context: WalletContext,
  raw: unknown,
  wasEncrypted: boolean,
  generation: Generation,
): Promise<ResponseEncryption | undefined> {
  const offered = context.issuer.configuration.encryption;
  // Before draft 16 there was no way to encrypt a request.
  const mayBePlain = offered.allow_plain_response_key || generation !== 'final';
  const requested = checkResponseEncryption(raw, offered, { wasEncrypted, mayBePlain });
  if (requested === undefined) return undefined;
  const { alg, enc, zip, zipLeftOut } = requested;
  const encryption = await verifyResponseKey(requested);
  if (zipLeftOut) context.log('info', 'The response is not compressed as asked, because the metadata offers no `zip`');
  context.log('debug', 'Response is encrypted', { alg, enc, zip, request_encrypted: wasEncrypted });
  return encryption;
}
