import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calculateJwkThumbprint } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadOrCreateDevelopmentPki } from '../../../adapters/issuer-keys/load-development-pki.js';

const NOW = new Date('2026-11-22T13:14:15Z');
const DAY = 86_400_000;
const ISSUERS = [
  { id: 'default', identifier: 'http://127.0.0.1:3000' },
  { id: 'town', identifier: 'https://issuer.example/town' },
];
let directory: string;

beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'vouchsafe-pki-')), 'pki');
});

const load = (now = NOW, issuers = ISSUERS) => loadOrCreateDevelopmentPki({ directory, issuers, now });

async function leafOf(id: string, now = NOW) {
  return new X509Certificate((await load(now)).signerFor(id).certificateChain[0] as Uint8Array);
}

describe('certificates', () => {
  it('MD-20 SV-02 chain from a document signer per issuer to one root, which is not in the chain', async () => {
    const keys = await load();
    const root = new X509Certificate(keys.rootCertificatePem);
    expect(root.ca).toBe(true);
    for (const { id } of ISSUERS) {
      const signer = keys.signerFor(id);
      const leaf = new X509Certificate(signer.certificateChain[0] as Uint8Array);
      expect(signer.certificateChain).toHaveLength(1);
      expect([leaf.ca, leaf.checkIssued(root), leaf.verify(root.publicKey)]).toEqual([false, true, true]);
    }
    expect(keys.jwks('default')).not.toEqual(keys.jwks('town'));
  });

  it('MD-20 have the document signer usage, country, addresses and length of ISO 18013-5 Annex B', async () => {
    const leaf = await leafOf('town');
    expect(leaf.keyUsage).toEqual(['1.0.18013.5.1.2']);
    expect(leaf.subject.split('\n')[0]).toBe('C=UT');
    expect(leaf.subjectAltName).toBe('URI:https://issuer.example/town, DNS:issuer.example');
    expect(Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)).toBeLessThanOrEqual(457 * DAY);
    // Object identifiers of key usage, issuer alternative name, CRL distribution points, authority and subject key identifier.
    for (const oid of ['551d0f', '551d12', '551d1f', '551d23', '551d0e'])
      expect(leaf.raw.toString('hex')).toContain(`0603${oid}`);
    // Key usage and extended key usage are critical.
    for (const oid of ['551d0f', '551d25']) expect(leaf.raw.toString('hex')).toContain(`0603${oid}0101ff`);
    // PrintableString, not UTF8String.
    expect(leaf.raw.toString('hex')).toContain(`06035504061302${Buffer.from('UT').toString('hex')}`);
  });

  it('SV-06 name an IP address only as a URI', async () => {
    expect((await leafOf('default')).subjectAltName).toBe('URI:http://127.0.0.1:3000');
  });

  it('MD-14 begin early enough for times rounded down to a day', async () => {
    expect(Date.parse((await leafOf('town')).validFrom)).toBeLessThanOrEqual(Date.parse('2026-11-22T00:00:00Z'));
  });
});

describe('the signer', () => {
  it('MD-06 signs in the raw form and publishes the key under its RFC 7638 thumbprint', async () => {
    const keys = await load();
    const [jwk] = keys.jwks('town').keys;
    const signature = Buffer.from(keys.signerFor('town').sign(Buffer.from('text')));
    const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
    expect(signature).toHaveLength(64);
    expect(verify('sha256', Buffer.from('text'), { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
    expect(jwk).toMatchObject({ alg: 'ES256', use: 'sig', kid: await calculateJwkThumbprint({ ...jwk }) });
    expect(jwk).not.toHaveProperty('d');
  });

  it('is one object per issuer, and none for an unknown one', async () => {
    const keys = await load();
    expect(keys.signerFor('town')).toBe(keys.signerFor('town'));
    expect(() => keys.signerFor('nobody')).toThrow(/nobody/);
  });
});

describe('the files', () => {
  it('are secret except for the root certificate, and leave no temporary file', async () => {
    await load();
    const modes = Object.fromEntries(
      await Promise.all(
        (await readdir(directory)).map(async (name) => [
          name,
          ((await stat(join(directory, name))).mode & 0o777).toString(8),
        ]),
      ),
    );
    expect(modes).toEqual({
      'document-signer-default.key.pem': '600',
      'document-signer-town.key.pem': '600',
      'iaca-root.key.pem': '600',
      'iaca-root.pem': '644',
    });
    expect(await readFile(join(directory, 'iaca-root.pem'), 'utf8')).not.toContain('PRIVATE');
  });

  it('give the same keys after a restart, also when the first two starts happen at once', async () => {
    const [one, other] = await Promise.all([load(), load()]);
    expect(one.rootCertificatePem).toBe(other.rootCertificatePem);
    const again = await load();
    expect(again.jwks('town')).toEqual((await load()).jwks('town'));
    expect(again.rootCertificatePem).toBe(one.rootCertificatePem);
  });

  it('restore a root certificate that was deleted or damaged', async () => {
    const { rootCertificatePem } = await load();
    await writeFile(join(directory, 'iaca-root.pem'), 'damaged');
    expect((await load()).rootCertificatePem).toBe(rootCertificatePem);
    expect(await readFile(join(directory, 'iaca-root.pem'), 'utf8')).toBe(rootCertificatePem);
  });

  it('MD-14 make a document signer anew when less than 90 days remain, under the same root', async () => {
    const first = await leafOf('town');
    const end = Date.parse(first.validTo);
    expect((await leafOf('town', new Date(end - 90 * DAY))).serialNumber).toBe(first.serialNumber);
    const second = await leafOf('town', new Date(end - 90 * DAY + 1000));
    expect(second.serialNumber).not.toBe(first.serialNumber);
    expect(Date.parse(second.validTo)).toBeGreaterThan(end);
  });

  it('SV-06 make a document signer anew when the issuer moved to another address', async () => {
    const first = await leafOf('town');
    const moved = await load(NOW, [{ id: 'town', identifier: 'https://new.example' }]);
    const second = new X509Certificate(moved.signerFor('town').certificateChain[0] as Uint8Array);
    expect([first.subjectAltName, second.subjectAltName]).toEqual([
      expect.stringContaining('issuer.example'),
      expect.stringContaining('new.example'),
    ]);
  });
});
