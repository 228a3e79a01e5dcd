/** Opens a request that came as a JWE (OID4VCI section 10): only with what the metadata offers, and never beyond a size. */
import type { KeyObject } from 'node:crypto';
import { compactDecrypt, decodeProtectedHeader } from 'jose';
import { shownNames, shownText } from '../errors/describe-shape.js';
import { refuse } from '../errors/protocol-error.js';
import type { EncryptionConfiguration } from './z-encryption-configuration.js';

export type RequestKey = { readonly alg: string; readonly privateKey: KeyObject };
export type OpenedRequest = {
  readonly text: string;
  readonly kid: string;
  readonly alg: string;
  readonly enc: string;
  readonly zip: boolean;
};
type Header = Readonly<Record<string, unknown>>;

/** Five parts; with direct key agreement the second, the encrypted key, is empty. */
const COMPACT = /^[\w-]+\.[\w-]*\.[\w-]+\.[\w-]*\.[\w-]+$/;

/** @param mostBytes of the plaintext; a small request can inflate to any size */
export async function verifyEncryptedRequest(
  jwe: string,
  rules: {
    readonly offered: EncryptionConfiguration;
    readonly findKey: (kid: string) => RequestKey | undefined;
    readonly mostBytes: number;
  },
): Promise<OpenedRequest> {
  const header = readHeader(jwe);
  const { kid, key } = findKey(header, rules.findKey);
  const { enc, zip } = checkHeader(header, key, rules.offered);
  try {
    const { plaintext } = await compactDecrypt(jwe, key.privateKey, {
      keyManagementAlgorithms: [key.alg],
      contentEncryptionAlgorithms: [enc],
      maxDecompressedLength: rules.mostBytes,
    });
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(plaintext), kid, alg: key.alg, enc, zip };
  } catch (error) {
    // The library has no other sign for it than the sentence.
    const isBomb = error instanceof Error && error.message.includes('exceeded the configured limit');
    // No cause: what a decryption failed at is nobody's business.
    if (isBomb) throw refuse('request_inflates_too_far', { expected: rules.mostBytes });
    throw refuse('request_undecryptable', { header_params: shownNames(Object.keys(header)) });
  }
}

function readHeader(jwe: string): Header {
  const parts = jwe.split('.').length;
  if (!COMPACT.test(jwe)) throw refuse('request_jwe_malformed', { expected: '5 base64url parts', provided: parts });
  try {
    return decodeProtectedHeader(jwe);
  } catch {
    throw refuse('request_jwe_malformed', { reason: 'The header of the JWE is not a JSON object in base64url.' });
  }
}

/** Section 10: `kid` of the header is `kid` of the key, and all our keys have one. */
function findKey(header: Header, find: (kid: string) => RequestKey | undefined): { kid: string; key: RequestKey } {
  const { kid } = header;
  const key = typeof kid === 'string' ? find(kid) : undefined;
  if (typeof kid === 'string' && key !== undefined) return { kid, key };
  throw refuse('request_key_unknown', {
    reason:
      kid === undefined ? 'The header of the JWE has no `kid`.' : 'The `kid` of the JWE names no key of this issuer.',
    expected: 'kid of a key in credential_request_encryption.jwks',
    provided: shownText(kid),
    header_params: shownNames(Object.keys(header)),
  });
}

function checkHeader(header: Header, key: RequestKey, offered: EncryptionConfiguration): { enc: string; zip: boolean } {
  const { alg, enc, zip } = header;
  if (alg !== key.alg) throw unsupported('alg', [key.alg], alg);
  if (typeof enc !== 'string' || !offered.enc_values.some((one) => one === enc))
    throw unsupported('enc', offered.enc_values, enc);
  const zips = offered.compression ? ['DEF'] : [];
  if (zip !== undefined && !zips.some((one) => one === zip)) throw unsupported('zip', zips, zip);
  return { enc, zip: zip !== undefined };
}

function unsupported(name: string, expected: readonly string[], provided: unknown) {
  return refuse('request_encryption_unsupported', {
    reason: `The header parameter \`${name}\` of the JWE is not one the metadata offers.`,
    expected,
    provided: shownText(provided),
  });
}
