/** Status list token as CWT (draft-ietf-oauth-status-list section 5.2), the form mdoc verifiers read. */
import { Tag } from 'cbor-x';
import { mapAlgorithms } from '../../protocol/metadata/z-signing.js';
import type { CredentialSigner } from '../credential-format.js';
import { encodeCbor } from '../mso-mdoc/encode-cbor.js';
import type { StatusListContent } from './status-list-content.js';
import { toSeconds } from './status-list-content.js';

const STATUS_LIST_CWT_TYPE = 'application/statuslist+cwt';

const COSE_SIGN1_TAG = 18;
const X5CHAIN = 33;
/** Algorithm and type of the token (RFC 9052 section 3.1, RFC 9596). */
const protectedHeaders = mapAlgorithms((number) =>
  encodeCbor(
    new Map<number, unknown>([
      [1, number],
      [16, STATUS_LIST_CWT_TYPE],
    ]),
  ),
);
const claim = { sub: 2, exp: 4, iat: 6, ttl: 65_534, statusList: 65_533 } as const;

/** A tagged COSE_Sign1 and nothing around it: the CWT tag 61 is not used here (ST-04). */
export function signStatusListCwt(content: StatusListContent, signer: CredentialSigner): Buffer {
  const payload = encodeCbor(buildClaims(content));
  const protectedHeader = protectedHeaders[signer.algorithm];
  const toBeSigned = encodeCbor(['Signature1', protectedHeader, Buffer.alloc(0), payload]);
  const [leaf, ...rest] = signer.certificateChain;
  if (!leaf) throw new Error('the signer has no certificate');
  // RFC 9360: one certificate is a byte string, several are an array, leaf first.
  const x5chain = rest.length === 0 ? Buffer.from(leaf) : [leaf, ...rest].map((one) => Buffer.from(one));
  const signature = Buffer.from(signer.sign(toBeSigned));
  return encodeCbor(new Tag([protectedHeader, new Map([[X5CHAIN, x5chain]]), payload, signature], COSE_SIGN1_TAG));
}

function buildClaims({ uri, bits, list, issuedAt, expiresAt, ttl, aggregationUri }: StatusListContent) {
  const statusList = new Map<string, unknown>([
    ['bits', bits],
    ['lst', Buffer.from(list)],
    ['aggregation_uri', aggregationUri],
  ]);
  return new Map<number, unknown>([
    [claim.sub, uri],
    [claim.iat, toSeconds(issuedAt)],
    [claim.exp, toSeconds(expiresAt)],
    [claim.ttl, ttl],
    [claim.statusList, statusList],
  ]);
}
