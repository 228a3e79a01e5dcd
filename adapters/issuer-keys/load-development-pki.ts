/**
 * The development PKI: one IACA-like root and a document signer per issuer, made on first start. Keys lie in files, so
 * it is not for production; whoever starts the process refuses it there.
 */
import type { KeyObject } from 'node:crypto';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { buildPublicJwk, createKeySigner } from './create-key-signer.js';
import { findCertificateFaults } from './find-certificate-faults.js';
import type { IssuerKeys } from './issuer-keys.js';
import type { IssuedCertificate, RootSubject } from './sign-development-certificates.js';
import { signDocumentSignerCertificate, signRootCertificate } from './sign-development-certificates.js';
import { loadFileIfPresent, PUBLIC_FILE, SECRET_FILE, storeFile, storeFileOnce } from './store-files.js';

const DAY = 86_400_000;
/** A document signer with less left is made anew, so that a credential of 90 days never outlives its certificate. */
const RENEW_BEFORE = 90 * DAY;

export type DevelopmentIssuer = {
  readonly id: string /** Credential Issuer Identifier. */;
  readonly identifier: string;
};

export type DevelopmentPkiOptions = {
  /** `iaca-root.pem` appears here, the certificate verifiers are to trust; the other files are secret. */
  readonly directory: string;
  readonly issuers: readonly DevelopmentIssuer[];
  readonly now: Date;
  /** `UT` is Utopia, the country of ISO 18013-5's examples. */
  readonly countryName?: string;
  readonly organisation?: string;
};

export type DevelopmentIssuerKeys = IssuerKeys & { readonly rootCertificatePem: string };

/** Guarantees a valid signer for every issuer listed, the same one at every start until it nears its end. */
export async function loadOrCreateDevelopmentPki(options: DevelopmentPkiOptions): Promise<DevelopmentIssuerKeys> {
  const root = await loadOrCreateRoot(options);
  const identities = new Map<string, { signer: ReturnType<typeof createKeySigner>; key: KeyObject }>();
  for (const issuer of options.issuers) {
    const { key, certificate } = await loadOrCreateDocumentSigner(issuer, root, options);
    identities.set(issuer.id, { key, signer: createKeySigner(key, [certificate]) });
  }
  const identityOf = (issuerId: string) => {
    const identity = identities.get(issuerId);
    if (!identity) throw new Error(`there is no signing key for issuer ${issuerId}`);
    return identity;
  };
  return {
    rootCertificatePem: root.certificatePem,
    signerFor: (issuerId) => identityOf(issuerId).signer,
    jwks: (issuerId) => ({ keys: [buildPublicJwk(identityOf(issuerId).key)] }),
  };
}

/** Key and certificate share one file that appears at once, so that two first starts cannot mix their halves. */
async function loadOrCreateRoot(options: DevelopmentPkiOptions): Promise<IssuedCertificate> {
  const secret = join(options.directory, 'iaca-root.key.pem');
  const existing = await loadFileIfPresent(secret);
  const content =
    existing ??
    (await storeFileOnce(
      secret,
      joinPem(await signRootCertificate(subjectOf(options), backdated(options.now))),
      SECRET_FILE,
    ));
  const root = splitPem(content);
  const published = join(options.directory, 'iaca-root.pem');
  if ((await loadFileIfPresent(published)) !== root.certificatePem) {
    await storeFile(published, root.certificatePem, PUBLIC_FILE);
  }
  return root;
}

type DocumentSigner = { readonly key: KeyObject; readonly certificate: X509Certificate };

async function loadOrCreateDocumentSigner(
  issuer: DevelopmentIssuer,
  root: IssuedCertificate,
  options: DevelopmentPkiOptions,
): Promise<DocumentSigner> {
  const path = join(options.directory, `document-signer-${issuer.id}.key.pem`);
  const existing = await loadFileIfPresent(path);
  const loaded = existing === undefined ? undefined : parseDocumentSigner(existing);
  if (loaded && isUsable(loaded, issuer, root, options.now)) return loaded;
  const notBefore = laterOf(backdated(options.now), new Date(new X509Certificate(root.certificatePem).validFrom));
  const request = { root, subject: subjectOf(options), issuerId: issuer.id, identifier: issuer.identifier, notBefore };
  await storeFile(path, joinPem(await signDocumentSignerCertificate(request)), SECRET_FILE);
  // Read back: of two workers that renew at once, both then use what the later one wrote, if they can.
  return parseDocumentSigner((await loadFileIfPresent(path)) ?? '');
}

function isUsable(signer: DocumentSigner, issuer: DevelopmentIssuer, root: IssuedCertificate, now: Date): boolean {
  const { key, certificate } = signer;
  const rootCertificate = new X509Certificate(root.certificatePem);
  return (
    findCertificateFaults(key, [certificate], now).length === 0 &&
    Date.parse(certificate.validTo) - now.getTime() >= RENEW_BEFORE &&
    // The public address may have changed since.
    (certificate.subjectAltName?.split(', ').includes(`URI:${issuer.identifier}`) ?? false) &&
    certificate.checkIssued(rootCertificate) &&
    certificate.verify(rootCertificate.publicKey)
  );
}

/** Start of yesterday: times in credentials are rounded down to a day and must not precede the certificate (MD-14). */
function backdated(now: Date): Date {
  return new Date(Math.floor(now.getTime() / DAY) * DAY - DAY);
}

function laterOf(one: Date, other: Date): Date {
  return one > other ? one : other;
}

function subjectOf(options: DevelopmentPkiOptions): RootSubject {
  return { countryName: options.countryName ?? 'UT', organisation: options.organisation ?? 'Vouchsafe Development' };
}

function joinPem({ privateKeyPem, certificatePem }: IssuedCertificate): string {
  return `${privateKeyPem}${certificatePem}`;
}

function splitPem(content: string): IssuedCertificate {
  const start = content.indexOf('-----BEGIN CERTIFICATE-----');
  return { privateKeyPem: content.slice(0, start), certificatePem: content.slice(start) };
}

function parseDocumentSigner(content: string): DocumentSigner {
  const { privateKeyPem, certificatePem } = splitPem(content);
  return { key: createPrivateKey(privateKeyPem), certificate: new X509Certificate(certificatePem) };
}
