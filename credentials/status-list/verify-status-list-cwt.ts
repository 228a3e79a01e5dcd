/** Status list token as CWT (draft-ietf-oauth-status-list section 5.2), as somebody else signed it. */
import type { X509Certificate } from 'node:crypto';
import { verify } from 'node:crypto';
import { Decoder, Tag } from 'cbor-x';
import { verifyCertificatePath } from '../../protocol/attestation/verify-certificate-path.js';
import { STATUS_LIST_CWT_MEDIA_TYPE } from '../../protocol/spec-constants.js';
import { StatusListFault } from '../../protocol/status/status-list-fault.js';
import type { VerifiedStatusList } from '../../protocol/status/verify-status-list-content.js';
import { verifyStatusListContent } from '../../protocol/status/verify-status-list-content.js';
import type { TrustedStatusListRules } from '../../protocol/status/verify-status-list-jwt.js';
import { encodeCbor } from '../mso-mdoc/encode-cbor.js';

const COSE_SIGN1_TAG = 18;
const CWT_TAG = 61;
const header = { alg: 1, crit: 2, type: 16, x5chain: 33 } as const;
const claim = { sub: 2, exp: 4, iat: 6, ttl: 65_534, statusList: 65_533 } as const;

/** RFC 9053 section 2.1, with the curve HAIP and the EUDI put to each. */
const ALGORITHMS: ReadonlyMap<unknown, { readonly hash: string; readonly curve: string }> = new Map([
  [-7, { hash: 'sha256', curve: 'prime256v1' }],
  [-35, { hash: 'sha384', curve: 'secp384r1' }],
  [-36, { hash: 'sha512', curve: 'secp521r1' }],
]);

const decoder = new Decoder({ mapsAsObjects: false, useRecords: false });

/** A list for exactly this address, alive, signed by a leaf that leads to an anchor. @throws StatusListFault */
export async function verifyStatusListCwt(
  token: Uint8Array,
  rules: TrustedStatusListRules,
): Promise<VerifiedStatusList> {
  const [protectedBytes, unprotectedHeader, payload, signature] = readSign1(token);
  const protectedHeader = readMap(decode(protectedBytes), 'protected header');
  if (protectedHeader.get(header.type) !== STATUS_LIST_CWT_MEDIA_TYPE)
    throw new StatusListFault(`its type is not ${STATUS_LIST_CWT_MEDIA_TYPE}`);
  if (protectedHeader.has(header.crit)) throw new StatusListFault('its header has critical extensions');
  const chain = protectedHeader.get(header.x5chain) ?? unprotectedHeader.get(header.x5chain);
  const leaf = readLeaf(chain, rules);
  const toBeSigned = encodeCbor(['Signature1', Buffer.from(protectedBytes), Buffer.alloc(0), Buffer.from(payload)]);
  verifySignature(protectedHeader.get(header.alg), leaf, toBeSigned, signature);
  const claims = readMap(decode(payload), 'payload');
  const list = claims.get(claim.statusList);
  const entries = list instanceof Map ? list : new Map<unknown, unknown>();
  return verifyStatusListContent(
    {
      sub: claims.get(claim.sub),
      iat: claims.get(claim.iat),
      exp: claims.get(claim.exp),
      ttl: claims.get(claim.ttl),
      bits: entries.get('bits'),
      lst: entries.get('lst'),
    },
    rules,
  );
}

type Sign1 = readonly [Uint8Array, Map<unknown, unknown>, Uint8Array, Uint8Array];

/** Earlier drafts left it open whether the CWT tag stands around it, and whether the message has a tag at all (ST-04). */
function readSign1(token: Uint8Array): Sign1 {
  let value = decode(token);
  if (value instanceof Tag && value.tag === CWT_TAG) value = value.value;
  if (value instanceof Tag && value.tag === COSE_SIGN1_TAG) value = value.value;
  const parts: readonly unknown[] = Array.isArray(value) ? value : [];
  const [protectedBytes, unprotectedHeader, payload, signature] = parts;
  const isBytes = (one: unknown): one is Uint8Array => one instanceof Uint8Array;
  if (parts.length === 4 && isBytes(protectedBytes) && isBytes(payload) && isBytes(signature))
    return [protectedBytes, readMap(unprotectedHeader, 'unprotected header'), payload, signature];
  throw new StatusListFault('it is not a COSE_Sign1 message');
}

function readLeaf(chain: unknown, { anchors, now }: TrustedStatusListRules): X509Certificate {
  // RFC 9360: one certificate is a byte string, several are an array, leaf first.
  const certificates: readonly unknown[] = Array.isArray(chain) ? chain : [chain];
  const x5c = certificates.map((one) => (one instanceof Uint8Array ? Buffer.from(one).toString('base64') : undefined));
  const path = verifyCertificatePath(x5c, anchors, now);
  if ('fault' in path) throw new StatusListFault(path.fault);
  return path.leaf;
}

function verifySignature(alg: unknown, leaf: X509Certificate, toBeSigned: Buffer, signature: Uint8Array): void {
  const algorithm = ALGORITHMS.get(alg);
  if (algorithm === undefined || leaf.publicKey.asymmetricKeyDetails?.namedCurve !== algorithm.curve)
    throw new StatusListFault('its algorithm is not supported, or does not fit the key');
  if (!verify(algorithm.hash, toBeSigned, { key: leaf.publicKey, dsaEncoding: 'ieee-p1363' }, signature))
    throw new StatusListFault('its signature does not verify');
}

function readMap(value: unknown, what: string): Map<unknown, unknown> {
  if (value instanceof Map) return value;
  throw new StatusListFault(`its ${what} is not a map`);
}

/** Whatever the library makes of hostile bytes, to us they are no list. */
function decode(bytes: Uint8Array): unknown {
  try {
    return decoder.decode(Buffer.from(bytes));
  } catch {
    throw new StatusListFault('it is not CBOR');
  }
}
