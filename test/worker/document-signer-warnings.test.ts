import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { expect, it } from 'vitest';
import { findDocumentSignerWarnings } from '../../adapters/issuer-keys/find-document-signer-warnings.js';
import { createTestPki } from '../credentials/fixtures.js';

const DAY = 86_400_000;
type Names = 'usage' | 'extended' | 'authority' | 'subject' | 'revocation' | 'names';
type Extensions = Record<Names, x509.Extension | undefined>;

async function warningsOf(change: Partial<Extensions>, days = 457): Promise<string[]> {
  const keys = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
  const extensions: Extensions = {
    usage: new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    extended: new x509.ExtendedKeyUsageExtension(['1.3.130.2.0.0.1.2'], true),
    authority: await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
    subject: await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    revocation: new x509.CRLDistributionPointsExtension(['https://pki.example.com/iaca.crl']),
    names: new x509.IssuerAlternativeNameExtension([{ type: 'url', value: 'https://pki.example.com' }]),
    ...change,
  };
  const notBefore = new Date('2026-01-01T00:00:00Z');
  const { rawData } = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=Signer',
    notBefore,
    notAfter: new Date(notBefore.getTime() + days * DAY),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    keys,
    extensions: Object.values(extensions).filter((one) => one !== undefined),
  });
  return findDocumentSignerWarnings(new X509Certificate(Buffer.from(rawData)));
}

it('MD-20 there is nothing to say of a certificate as ISO 18013-5 has it, nor of ours for development', async () => {
  expect(await warningsOf({})).toEqual([]);
  const { signer, rootPem } = await createTestPki();
  expect(findDocumentSignerWarnings(new X509Certificate(signer.certificateChain[0] as Uint8Array))).toEqual([]);
  // The root signs certificates, not documents.
  expect(findDocumentSignerWarnings(new X509Certificate(rootPem))).toContain('its key usage is not digitalSignature');
});

const { digitalSignature, keyAgreement } = x509.KeyUsageFlags;
it.each<[string, Partial<Extensions>, string]>([
  ['no key usage', { usage: undefined }, 'its key usage is not digitalSignature'],
  ['another', { usage: new x509.KeyUsagesExtension(keyAgreement, true) }, 'its key usage is not digitalSignature'],
  ['one to pass over', { usage: new x509.KeyUsagesExtension(digitalSignature) }, 'its key usage is not critical'],
  ['no purpose', { extended: undefined }, 'it has no extended key usage, such as 1.0.18013.5.1.2'],
  [
    'a purpose to pass over',
    { extended: new x509.ExtendedKeyUsageExtension(['1.0.18013.5.1.2']) },
    'its extended key usage is not critical',
  ],
  ['no issuer key', { authority: undefined }, 'it has no authority key identifier'],
  ['no revocation list', { revocation: undefined }, 'it has no CRL distribution point'],
  ['no other name of its issuer', { names: undefined }, 'it has no alternative name of its issuer'],
  ['no name of its key', { subject: undefined }, 'it has no subject key identifier'],
])('MD-20 a document signer certificate is warned about that has %s', async (_what, change, warning) => {
  expect(await warningsOf(change)).toEqual([warning]);
});

it('MD-20 a document signer certificate is warned about that lives longer than 457 days', async () => {
  expect(await warningsOf({}, 458)).toEqual(['it is valid for 458 days, and 457 are the most']);
});
