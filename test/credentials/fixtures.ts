/** The shipped configuration, a development PKI and a dataset, for every test of a format. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadOrCreateDevelopmentPki } from '../../adapters/issuer-keys/load-development-pki.js';
import type { HolderJwk } from '../../credentials/credential-format.js';
import {
  type CredentialConfiguration,
  type MdocConfiguration,
  type SdJwtConfiguration,
  zCredentialConfiguration,
} from '../../protocol/metadata/z-credential-configuration.js';
import { zIssuersFile } from '../../protocol/metadata/z-issuer-configuration.js';

export const ISSUER = 'https://issuer.example/tenant';

export async function loadShippedIssuers() {
  return zIssuersFile.parse(JSON.parse(await readFile(new URL('../../config/issuers.json', import.meta.url), 'utf8')));
}

export async function shippedConfiguration(id: string): Promise<CredentialConfiguration> {
  const configuration = (await loadShippedIssuers()).issuers[0]?.credential_configurations[id];
  if (!configuration) throw new Error(`no configuration ${id}`);
  return configuration;
}

export async function createTestPki(now = new Date()) {
  const directory = await mkdtemp(join(tmpdir(), 'vouchsafe-pki-'));
  const issuers = [{ id: 'default', identifier: ISSUER }];
  const keys = await loadOrCreateDevelopmentPki({ directory, issuers, now });
  return { directory, keys, signer: keys.signerFor('default'), rootPem: keys.rootCertificatePem };
}

export function newHolderKey(namedCurve = 'P-256'): HolderJwk {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve });
  return publicKey.export({ format: 'jwk' }) as HolderJwk;
}

export function mdocConfiguration(properties: Record<string, object> = {}): MdocConfiguration {
  return zCredentialConfiguration.parse({
    format: 'mso_mdoc',
    doctype: 'org.example.test.1',
    namespace: 'org.example.test.ns',
    display: [{ name: 'Test' }],
    claims_schema: { type: 'object', properties },
  }) as MdocConfiguration;
}

export function sdJwtConfiguration(properties: Record<string, object> = {}, decoys = 0): SdJwtConfiguration {
  return zCredentialConfiguration.parse({
    format: 'dc+sd-jwt',
    vct: 'urn:example:test:1',
    display: [{ name: 'Test' }],
    decoy_floor: decoys,
    claims_schema: { type: 'object', properties },
  }) as SdJwtConfiguration;
}

/** Not a picture, but it begins and ends like a JPEG. */
export const PORTRAIT = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex').toString('base64');

export const MDOC_PID_CLAIMS = {
  family_name: 'Åkesson-Đorđević',
  given_name: 'Erika 𐍈',
  birth_date: '1971-09-01',
  place_of_birth: { country: 'DE', locality: 'Köln' },
  nationality: ['DE', 'SE'],
  sex: 2,
  portrait: PORTRAIT,
  expiry_date: '2031-11-22',
  issuing_authority: 'UT Registry',
  issuing_country: 'UT',
};

export const SD_JWT_PID_CLAIMS = {
  family_name: 'Åkesson-Đorđević',
  given_name: 'Erika 𐍈',
  birthdate: '1971-09-01',
  place_of_birth: { country: 'DE', locality: 'Köln' },
  nationalities: ['DE', 'SE'],
  address: { formatted: 'Heidestraße 17, Köln', country: 'DE' },
  sex: 2,
  picture: PORTRAIT,
  issuing_authority: 'UT Registry',
  issuing_country: 'UT',
};
