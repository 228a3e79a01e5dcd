/** Keys and certificates of issuers for tests: a root, and document signers on any curve. */
import 'reflect-metadata';
import { randomBytes, type webcrypto } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';

const DAY = 86_400_000;
type Curve = 'P-256' | 'P-384' | 'P-521';

const newKeys = (namedCurve: Curve) =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve }, true, [
    'sign',
    'verify',
  ]) as Promise<webcrypto.CryptoKeyPair>;

/** A folder with a manifest of keys; signers are added to it by name. */
export class KeyFolder {
  readonly folder = mkdtempSync(join(tmpdir(), 'vouchsafe-issuer-keys-'));
  readonly manifest = join(this.folder, 'keys.json');
  readonly #entries: Record<string, { key: string; chain: string }> = {};
  #root: { keys: webcrypto.CryptoKeyPair; certificate: x509.X509Certificate } | undefined;

  /** The new certificate as standard base64, as it stands in an `x5c`. */
  async add(name: string, curve: Curve = 'P-256'): Promise<string> {
    const root = await this.#rootOf();
    const keys = await newKeys(curve);
    const certificate = await x509.X509CertificateGenerator.create({
      serialNumber: `40${randomBytes(8).toString('hex')}`,
      subject: `CN=${name}`,
      issuer: root.certificate.subjectName,
      notBefore: new Date(Date.now() - 2 * DAY),
      notAfter: new Date(Date.now() + 300 * DAY),
      signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
      publicKey: keys.publicKey as CryptoKey,
      signingKey: root.keys.privateKey as CryptoKey,
      extensions: [new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true)],
    });
    const der = await crypto.subtle.exportKey('pkcs8', keys.privateKey as CryptoKey);
    mkdirSync(join(this.folder, name));
    writeFileSync(join(this.folder, name, 'key.pem'), x509.PemConverter.encode(der, 'PRIVATE KEY'));
    writeFileSync(join(this.folder, name, 'chain.pem'), certificate.toString('pem'));
    this.#entries[name] = { key: `${name}/key.pem`, chain: `${name}/chain.pem` };
    this.write(this.#entries);
    return Buffer.from(certificate.rawData).toString('base64');
  }

  write(entries: object): void {
    writeFileSync(this.manifest, JSON.stringify(entries));
  }

  async #rootOf() {
    if (this.#root !== undefined) return this.#root;
    const keys = await newKeys('P-256');
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
      serialNumber: '01',
      name: 'CN=Root of a test',
      notBefore: new Date(Date.now() - 10 * DAY),
      notAfter: new Date(Date.now() + 1000 * DAY),
      signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
      keys: keys as CryptoKeyPair,
      extensions: [new x509.BasicConstraintsExtension(true, 0, true)],
    });
    this.#root = { keys, certificate };
    return this.#root;
  }
}
