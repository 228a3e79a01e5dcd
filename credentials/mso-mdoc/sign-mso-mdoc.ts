/** `mso_mdoc` (OID4VCI Appendix A.2): the base64url of an IssuerSigned structure, ISO 18013-5, 8.3.2.1.2.2. */
import type { MdocConfiguration } from '../../protocol/metadata/z-credential-configuration.js';
import { mapAlgorithms } from '../../protocol/metadata/z-signing.js';
import { buildValidityPeriod } from '../build-validity-period.js';
import {
  type CredentialFormat,
  type CredentialInput,
  type CredentialSigner,
  UnusableClaims,
  UnusableHolderKey,
} from '../credential-format.js';
import { parseHolderKey } from '../parse-holder-key.js';
import { buildCoseKey } from './build-cose-key.js';
import { buildElementValues } from './build-element-value.js';
import { buildIssuerSignedItems } from './build-issuer-signed-items.js';
import { buildMobileSecurityObject } from './build-mobile-security-object.js';
import { embeddedCbor, encodeCbor } from './encode-cbor.js';
import { mintItemSecrets } from './mint-item-secrets.js';

const X5CHAIN = 33;
/** The algorithm alone is protected, for ES256 `{1: -7}` (RFC 9053, 2.1). */
const protectedHeaders = mapAlgorithms((number) => encodeCbor(new Map([[1, number]])));
const NO_EXTERNAL_DATA = Buffer.alloc(0);

export const msoMdoc: CredentialFormat<MdocConfiguration> = { format: 'mso_mdoc', issue: signMsoMdoc };

/**
 * Guarantees digests over the exact bytes delivered, one per item, signed together with the holder's key.
 * The claims have been checked against the schema by the caller, and possession of the key proved.
 * @throws UnusableHolderKey without a usable holder key: an MSO always names one
 * @throws UnusableClaims without any claim, or for one that CBOR cannot carry
 */
export function signMsoMdoc(input: CredentialInput<MdocConfiguration>): string {
  const { configuration, claims, holderKey, signer } = input;
  if (!holderKey) throw new UnusableHolderKey('an mdoc needs a holder key');
  const elements = buildElementValues(claims, configuration.claims_schema);
  // IssuerNameSpaces hold at least one item each (MD-10).
  if (elements.size === 0) throw new UnusableClaims('an mdoc needs at least one claim');
  const { items, valueDigests } = buildIssuerSignedItems(elements, mintItemSecrets(elements.size));
  const mso = buildMobileSecurityObject({
    docType: configuration.doctype,
    namespace: configuration.namespace,
    valueDigests,
    deviceKey: buildCoseKey(parseHolderKey(holderKey)),
    validity: buildValidityPeriod(configuration.validity, signer, input.now),
    status: input.status,
  });
  const issuerSigned = new Map<string, unknown>([
    ['nameSpaces', new Map([[configuration.namespace, items.map(embeddedCbor)]])],
    ['issuerAuth', signCoseSign1(encodeCbor(embeddedCbor(encodeCbor(mso))), signer)],
  ]);
  return encodeCbor(issuerSigned).toString('base64url');
}

/** COSE_Sign1 as a plain array: ISO 18013-5 has no tag 18 here (MD-02). */
function signCoseSign1(payload: Buffer, signer: CredentialSigner): unknown[] {
  const protectedHeader = protectedHeaders[signer.algorithm];
  const toBeSigned = encodeCbor(['Signature1', protectedHeader, NO_EXTERNAL_DATA, payload]);
  const [leaf, ...rest] = signer.certificateChain;
  if (!leaf) throw new Error('the signer has no certificate');
  // RFC 9360: one certificate is a byte string, several are an array, leaf first.
  const x5chain = rest.length === 0 ? leaf : [leaf, ...rest];
  return [protectedHeader, new Map([[X5CHAIN, x5chain]]), payload, signer.sign(toBeSigned)];
}
