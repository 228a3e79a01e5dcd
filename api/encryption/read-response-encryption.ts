/** How this very request wants its response encrypted: checked against the issuer's configuration, the key imported. */
import { checkResponseEncryption } from '../../protocol/encryption/check-response-encryption.js';
import type { ResponseEncryption } from '../../protocol/encryption/verify-response-key.js';
import { verifyResponseKey } from '../../protocol/encryption/verify-response-key.js';
import type { WalletContext } from '../http/wallet-context.js';

/** Nothing where the response goes out plain. */
export async function readResponseEncryption(
  context: WalletContext,
  raw: unknown,
  wasEncrypted: boolean,
): Promise<ResponseEncryption | undefined> {
  const offered = context.issuer.configuration.encryption;
  const mayBePlain = offered.allow_plain_response_key;
  const requested = checkResponseEncryption(raw, offered, { wasEncrypted, mayBePlain });
  if (requested === undefined) return undefined;
  const { alg, enc, zip } = requested;
  const encryption = await verifyResponseKey(requested);
  context.log('debug', 'Response is encrypted', { alg, enc, zip, request_encrypted: wasEncrypted });
  return encryption;
}
