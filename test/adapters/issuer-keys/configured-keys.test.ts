import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadConfiguredIssuerKeys } from '../../../adapters/issuer-keys/load-configured-issuer-keys.js';
import { loadOrCreateDevelopmentPki } from '../../../adapters/issuer-keys/load-development-pki.js';

const NOW = new Date('2026-11-22T13:14:15Z');
let directory: string;
let rootPem: string;
let rootKeyPem: string;
let leafPem: string;
let keyPem: string;
let otherKeyPem: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vouchsafe-keys-'));
  const issuers = ['a', 'b'].map((id) => ({ id, identifier: `https://issuer.example/${id}` }));
  rootPem = (await loadOrCreateDevelopmentPki({ directory, issuers, now: NOW })).rootCertificatePem;
  [keyPem, leafPem] = await halves('document-signer-a.key.pem');
  [otherKeyPem] = await halves('document-signer-b.key.pem');
  [rootKeyPem] = await halves('iaca-root.key.pem');
});

async function halves(name: string): Promise<[string, string]> {
  const content = await readFile(join(directory, name), 'utf8');
  const at = content.indexOf('-----BEGIN CERTIFICATE');
  return [content.slice(0, at), content.slice(at)];
}

async function load(key: string, chain: string, now = NOW) {
  const folder = await mkdtemp(join(directory, 'configured-'));
  const [keyPemPath, chainPemPath] = [join(folder, 'key.pem'), join(folder, 'chain.pem')];
  await Promise.all([writeFile(keyPemPath, key), writeFile(chainPemPath, chain)]);
  return loadConfiguredIssuerKeys({ keyPemPath, chainPemPath, now });
}

const faultsOf = (loading: Promise<unknown>) =>
  loading.then(
    () => [],
    (error) => error.faults as string[],
  );

describe('configured issuer keys', () => {
  it('MD-04 SV-02 sign with the leaf, keep the root out of the chain and name it as the anchor', async () => {
    const keys = await load(keyPem, `${leafPem}${rootPem}`);
    const signer = keys.signerFor('any');
    expect(signer.certificateChain).toHaveLength(1);
    expect(signer.sign(Buffer.from('x'))).toHaveLength(64);
    expect(keys.rootCertificatePem?.trim()).toBe(rootPem.trim());
    expect((await load(keyPem, leafPem)).rootCertificatePem).toBeUndefined();
  });

  it.each([
    [
      'a key of another certificate',
      () => load(otherKeyPem, leafPem),
      ['the first certificate does not belong to the private key'],
    ],
    [
      'a self-signed authority',
      () => load(rootKeyPem, rootPem),
      ['the first certificate is an authority, not a signer of documents', 'the first certificate is self-signed'],
    ],
    [
      'an expired certificate',
      () => load(keyPem, leafPem, new Date('2031-01-01')),
      [expect.stringContaining('expired on')],
    ],
    [
      'a certificate of the future',
      () => load(keyPem, leafPem, new Date('2020-01-01')),
      [expect.stringContaining('not valid before')],
    ],
    [
      'a chain out of order',
      () => load(keyPem, `${leafPem}${leafPem}`),
      ['certificate 1 of the chain was not issued by certificate 2'],
    ],
    ['a key on another curve', () => load(p384Key(), leafPem), ['the private key is not on P-256, which ES256 needs']],
  ])('MD-20 refuse %s', async (_name, loading, faults) => {
    expect(await faultsOf(loading())).toEqual(faults);
  });

  it('MD-20 refuse a certificate of version 1', async () => {
    expect(await faultsOf(load(VERSION_1_KEY, VERSION_1_CERTIFICATE))).toContain(
      'the first certificate is not X.509 version 3',
    );
  });

  it('tell every fault at once, missing files included', async () => {
    expect(await faultsOf(load(otherKeyPem, leafPem, new Date('2031-01-01')))).toHaveLength(2);
    const missing = loadConfiguredIssuerKeys({
      keyPemPath: '/nowhere/key.pem',
      chainPemPath: '/nowhere/chain.pem',
      now: NOW,
    });
    expect(await faultsOf(missing)).toEqual([
      expect.stringContaining('/nowhere/key.pem'),
      expect.stringContaining('/nowhere/chain.pem'),
    ]);
    expect(await faultsOf(load('no key', 'no certificate'))).toHaveLength(2);
  });
});

function p384Key(): string {
  return generateKeyPairSync('ec', { namedCurve: 'P-384' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
}

/** A test key, used for nothing else. */
const VERSION_1_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgMXeyNfIq6we8lkcr
cSxWFfpFpH5h2kEnIsfwadArjZahRANCAATa/MAmSLy6l/w773D+QHjI4aYec236
q0cxrbOuG2GkLBrUJTQzw8vO5R+E288SjRTIuBiLLUezL9ssRhnUfY7v
-----END PRIVATE KEY-----
`;

const VERSION_1_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBZjCCAQsCFGgY4Hhn+Cj8ybo8qc3gq8MLh4RxMAoGCCqGSM49BAMCMDUxCzAJ
BgNVBAYTAlVUMSYwJAYDVQQDDB1UZXN0IGNlcnRpZmljYXRlIG9mIHZlcnNpb24g
MTAeFw0yNjExMjIwNTA4MzBaFw00NjExMTcwNTA4MzBaMDUxCzAJBgNVBAYTAlVU
MSYwJAYDVQQDDB1UZXN0IGNlcnRpZmljYXRlIG9mIHZlcnNpb24gMTBZMBMGByqG
SM49AgEGCCqGSM49AwEHA0IABNr8wCZIvLqX/DvvcP5AeMjhph5zbfqrRzGts64b
YaQsGtQlNDPDy87lH4TbzxKNFMi4GIstR7Mv2yxGGdR9ju8wCgYIKoZIzj0EAwID
SQAwRgIhAMFkn8PNrIYtx1r9yOjB7GoWDVgwYVqtle8RrMy+0DK7AiEAuuYf0z+h
pLjvlt/w3aFI45hj7wSQAa0jptrMztCptcM=
-----END CERTIFICATE-----
`;
