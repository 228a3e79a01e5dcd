/**
 * The two certificates of the development PKI, shaped as ISO 18013-5 Annex B asks of an IACA and of a document signer,
 * so that verifiers which lint certificates accept them (MD-20).
 */
import type { webcrypto } from 'node:crypto';
import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import type { Name } from '@peculiar/x509';

type X509 = typeof import('@peculiar/x509');

export type IssuedCertificate = { readonly certificatePem: string; readonly privateKeyPem: string };

export type RootSubject = { readonly countryName: string; readonly organisation: string };

const KEY_ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNING_ALGORITHM = { name: 'ECDSA', hash: 'SHA-256' } as const;
/** `id-mdl-kp-mdlDS`, ISO 18013-5 Annex B.1.4. */
const DOCUMENT_SIGNER_USAGE = '1.0.18013.5.1.2';
/** Nothing revokes development certificates; the extension is mandatory, and this host cannot exist (RFC 6761, 6.4). */
const CONTACT_URL = 'https://pki.vouchsafe.invalid';
const DAY = 86_400_000;
const ROOT_DAYS = 3650;
/** Annex B allows 457 days. */
const DOCUMENT_SIGNER_DAYS = 455;

/** Loaded on first need: it is large, and a worker whose certificates exist never needs it. */
async function loadX509(): Promise<X509> {
  await import('reflect-metadata');
  return import('@peculiar/x509');
}

export async function signRootCertificate(subject: RootSubject, notBefore: Date): Promise<IssuedCertificate> {
  const x509 = await loadX509();
  const keys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: subjectName(x509, subject, 'Vouchsafe Development IACA'),
    notBefore,
    notAfter: new Date(notBefore.getTime() + ROOT_DAYS * DAY),
    signingAlgorithm: SIGNING_ALGORITHM,
    keys: keys as CryptoKeyPair,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey as CryptoKey),
      ...contactExtensions(x509),
    ],
  });
  return exportPem(x509, certificate, keys);
}

export type DocumentSignerRequest = {
  readonly root: IssuedCertificate;
  readonly subject: RootSubject;
  readonly issuerId: string;
  /** The Credential Issuer Identifier, written as a URI name: verifiers compare `iss` with it (SV-06). */
  readonly identifier: string;
  readonly notBefore: Date;
};

export async function signDocumentSignerCertificate(request: DocumentSignerRequest): Promise<IssuedCertificate> {
  const x509 = await loadX509();
  const keys = await generateKeys();
  const root = new x509.X509Certificate(request.root.certificatePem);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: subjectName(x509, request.subject, `Vouchsafe Development Signer ${request.issuerId}`),
    issuer: root.subjectName,
    notBefore: request.notBefore,
    notAfter: new Date(request.notBefore.getTime() + DOCUMENT_SIGNER_DAYS * DAY),
    signingAlgorithm: SIGNING_ALGORITHM,
    publicKey: keys.publicKey as CryptoKey,
    signingKey: await importRootKey(x509, request.root.privateKeyPem),
    extensions: [
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([DOCUMENT_SIGNER_USAGE], true),
      await x509.AuthorityKeyIdentifierExtension.create(root.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey as CryptoKey),
      new x509.SubjectAlternativeNameExtension(issuerNames(request.identifier)),
      ...contactExtensions(x509),
    ],
  });
  return exportPem(x509, certificate, keys);
}

function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(KEY_ALGORITHM, true, ['sign', 'verify']) as Promise<webcrypto.CryptoKeyPair>;
}

function importRootKey(x509: X509, pem: string): Promise<CryptoKey> {
  const [der] = x509.PemConverter.decode(pem);
  if (!der) throw new Error('the development root has no private key');
  return crypto.subtle.importKey('pkcs8', der, KEY_ALGORITHM, false, ['sign']);
}

/** Country as PrintableString (Annex B); it is the type the standard's ASN.1 prescribes. */
function subjectName(x509: X509, { countryName, organisation }: RootSubject, commonName: string): Name {
  return new x509.Name([
    { C: [{ printableString: countryName }] },
    { O: [{ utf8String: organisation }] },
    { CN: [{ utf8String: commonName }] },
  ]);
}

/** A URI name, and the host for verifiers that compare DNS names; an IP address is not a DNS name. */
function issuerNames(identifier: string): Array<{ type: 'url' | 'dns'; value: string }> {
  const { hostname } = new URL(identifier);
  const names: Array<{ type: 'url' | 'dns'; value: string }> = [{ type: 'url', value: identifier }];
  return isIP(hostname.replace(/^\[|\]$/g, '')) ? names : [...names, { type: 'dns', value: hostname }];
}

/** 20 octets at most and positive (RFC 5280, 4.1.2.2). */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x7f) | 0x40, 0);
  return bytes.toString('hex');
}

async function exportPem(
  x509: X509,
  certificate: { toString: (format: 'pem') => string },
  keys: webcrypto.CryptoKeyPair,
): Promise<IssuedCertificate> {
  const der = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    certificatePem: `${certificate.toString('pem').trim()}\n`,
    privateKeyPem: `${x509.PemConverter.encode(der as ArrayBuffer, 'PRIVATE KEY').trim()}\n`,
  };
}

function contactExtensions(x509: X509) {
  return [
    new x509.CRLDistributionPointsExtension([`${CONTACT_URL}/iaca.crl`]),
    new x509.IssuerAlternativeNameExtension([{ type: 'url', value: CONTACT_URL }]),
  ];
}
