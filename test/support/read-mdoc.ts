/** What an mdoc credential says, taken apart by the tests' own decoder. */
import { readIssuerSigned, validityTexts } from '../credentials/mso-mdoc/read-issuer-signed.js';

export function readMdoc(credential: string, namespace = 'eu.europa.ec.av.1') {
  const { mso, items } = readIssuerSigned(credential, namespace);
  const values = Object.fromEntries(items.map((one) => [one.elementIdentifier, one.elementValue]));
  return {
    docType: mso.get('docType'),
    elements: { [namespace]: values },
    validity: validityTexts(mso) as Record<string, string>,
    status: mso.get('status'),
  };
}
