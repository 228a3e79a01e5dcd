import { verify, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CredentialSigner, UnusableClaims, UnusableHolderKey } from '../../../credentials/credential-format.js';
import { digestDisclosure } from '../../../credentials/sd-jwt-vc/build-disclosures.js';
import { signSdJwtVc } from '../../../credentials/sd-jwt-vc/sign-sd-jwt-vc.js';
import {
  createTestPki,
  ISSUER,
  newHolderKey,
  SD_JWT_PID_CLAIMS,
  sdJwtConfiguration,
  shippedConfiguration,
} from '../fixtures.js';
import { allDigests, processClaims, readSdJwt } from './read-sd-jwt.js';

const NOW = new Date('2026-11-22T13:14:15.678Z');
let signer: CredentialSigner;
type Input = Parameters<typeof signSdJwtVc>[0];

beforeAll(async () => {
  ({ signer } = await createTestPki(NOW));
});

function issue(claims: Record<string, unknown>, overrides: Partial<Input> = {}): string {
  const configuration = sdJwtConfiguration();
  return signSdJwtVc({
    configuration,
    claims,
    holderKey: newHolderKey(),
    signer,
    issuer: ISSUER,
    now: NOW,
    ...overrides,
  });
}

async function issuePid(claims: Record<string, unknown> = SD_JWT_PID_CLAIMS): Promise<string> {
  return issue(claims, {
    configuration: (await shippedConfiguration('eu.europa.ec.eudi.pid_sd_jwt')) as Input['configuration'],
  });
}

describe('the signed part', () => {
  it('SV-01 SV-02 has typ dc+sd-jwt, ES256 and the chain in standard base64 in its header', () => {
    const { header } = readSdJwt(issue({ a: 1 }));
    const x5c = [Buffer.from(signer.certificateChain[0] as Uint8Array).toString('base64')];
    expect(header).toEqual({ alg: 'ES256', typ: 'dc+sd-jwt', x5c });
  });

  it('is signed over its ASCII text with the raw form of ES256 (RFC 7518, 3.4)', () => {
    const { signed, signature } = readSdJwt(issue({ a: 1 }));
    const { publicKey } = new X509Certificate(signer.certificateChain[0] as Uint8Array);
    expect(signature).toHaveLength(64);
    expect(verify('sha256', Buffer.from(signed), { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
  });

  it('SV-03 SV-17 SV-20 names the vct and times rounded down to the day', () => {
    const { payload } = readSdJwt(issue({ a: 1 }));
    const day = Date.UTC(2026, 10, 22) / 1000;
    expect(payload).toMatchObject({ vct: 'urn:example:test:1', iat: day, nbf: day, exp: day + 90 * 86_400 });
  });

  it('SV-05 confirms the key with its required members only, at full length', () => {
    const y = Buffer.alloc(32, 7).toString('base64url');
    const holderKey = { kty: 'EC', crv: 'P-256', x: 'AQ', y, kid: 'k', use: 'sig', d: 'no' };
    const x = Buffer.concat([Buffer.alloc(31), Buffer.from([1])]).toString('base64url');
    expect(readSdJwt(issue({ a: 1 }, { holderKey })).payload.cnf).toEqual({ jwk: { kty: 'EC', crv: 'P-256', x, y } });
  });

  it('SV-05 PR-14 refuses a bound credential without a usable key, and leaves cnf out of an unbound one', () => {
    expect(() => issue({ a: 1 }, { holderKey: undefined } as unknown as Partial<Input>)).toThrow(UnusableHolderKey);
    expect(() => issue({ a: 1 }, { holderKey: { kty: 'RSA' } })).toThrow(UnusableHolderKey);
    const configuration = { ...sdJwtConfiguration(), key_binding: false };
    const unbound = issue({ a: 1 }, { configuration, holderKey: undefined } as unknown as Partial<Input>);
    expect(readSdJwt(unbound).payload).not.toHaveProperty('cnf');
  });

  it('SV-06 writes iss only when the certificate names the same URI', () => {
    expect(readSdJwt(issue({ a: 1 })).payload.iss).toBe(ISSUER);
    expect(readSdJwt(issue({ a: 1 }, { issuer: 'https://issuer.example' })).payload).not.toHaveProperty('iss');
  });

  it('SV-18 ST-08 carries a status list reference in plain', () => {
    const status = { status_list: { idx: 7, uri: 'https://issuer.example/status_lists/1' } };
    expect(readSdJwt(issue({ a: 1 }, { status })).payload.status).toEqual(status);
  });

  it('SV-07 is compact, ends in a tilde, and without claims has neither disclosures nor digests', () => {
    expect(issue({ a: 1, b: [2] })).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+~([\w-]+~)+$/);
    const empty = issue({});
    expect(empty).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+~$/);
    expect(readSdJwt(empty).payload).not.toHaveProperty('_sd');
    expect(readSdJwt(empty).payload).not.toHaveProperty('_sd_alg');
  });
});

describe('disclosures', () => {
  it.each([
    [
      '4.2.3',
      'WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0',
      'X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0',
    ],
    ['4.2.3', 'WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIkZSIl0', 'w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs'],
    [
      '6.3',
      'WyJRZ19PNjR6cUF4ZTQxMmExMDhpcm9BIiwgImFkZHJlc3MiLCB7Il9zZCI6IFsiNnZoOWJxLXpTNEdLTV83R3BnZ1ZiWXp6dTZvT0dYcm1OVkdQSFA3NVVkMCIsICI5Z2pWdVh0ZEZST0NnUnJ0TmNHVVhtRjY1cmRlemlfNkVyX2o3NmttWXlNIiwgIktVUkRQaDRaQzE5LTN0aXotRGYzOVY4ZWlkeTFvVjNhM0gxRGEyTjBnODgiLCAiV045cjlkQ0JKOEhUQ3NTMmpLQVN4VGpFeVc1bTV4NjVfWl8ycm8yamZYTSJdfV0',
      'HvrKX6fPV0v9K_yCVFBiLFHsMaxcD_114Em6VT8x1lg',
    ],
  ])('SV-08 SV-14 digests as RFC 9901 section %s shows', (_section, disclosure, digest) => {
    expect(digestDisclosure(disclosure)).toBe(digest);
  });

  it('SV-08 SV-09 are salt, name and value, each salt of its own and at least 128 bits long', () => {
    const texts = Array.from({ length: 20 }, () => readSdJwt(issue({ a: 1, b: [2, 3] })).disclosures).flat();
    const salts = texts.map(({ content }) => content[0] as string);
    expect(new Set(salts).size).toBe(80);
    expect(Math.min(...salts.map((salt) => Buffer.from(salt, 'base64url').length))).toBeGreaterThanOrEqual(16);
  });

  it('EU-05 SV-04 leaves nothing of a PID in plain but what must be', async () => {
    const { payload, disclosures } = readSdJwt(await issuePid());
    const plain = ['iss', 'vct', 'iat', 'nbf', 'exp', 'cnf', '_sd', '_sd_alg'];
    expect(Object.keys(payload).every((name) => plain.includes(name))).toBe(true);
    for (const { content } of disclosures) {
      const value = content.at(-1);
      if (Array.isArray(value))
        expect(value.every((entry) => Object.keys(entry as object).join() === '...')).toBe(true);
      else if (typeof value === 'object' && value !== null) expect(Object.keys(value)).toEqual(['_sd']);
    }
    // 10 claims, 2 members of the place of birth, 2 of the address, 2 nationalities.
    expect(disclosures).toHaveLength(16);
  });

  it('SV-10 SV-13 SV-14 SV-19 rebuild the dataset, with the portrait as a data URI', async () => {
    const credential = await issuePid();
    const { iss: _i, vct: _v, iat: _a, nbf: _n, exp: _e, cnf: _c, ...claims } = processClaims(credential);
    expect(claims).toEqual({ ...SD_JWT_PID_CLAIMS, picture: `data:image/jpeg;base64,${SD_JWT_PID_CLAIMS.picture}` });
    const { payload, disclosures } = readSdJwt(credential);
    expect(payload._sd_alg).toBe('sha-256');
    expect(JSON.stringify(disclosures.map(({ content }) => content))).not.toContain('_sd_alg');
  });

  it('SV-19 keeps a given data URI, pads bare base64 and lets an empty portrait stay empty', () => {
    const picture = { type: 'string', contentEncoding: 'base64', contentMediaType: 'image/png' };
    const configuration = sdJwtConfiguration({ picture });
    const pictureOf = (value: string) => processClaims(issue({ picture: value }, { configuration })).picture;
    expect(pictureOf('data:image/jpeg;base64,/9j/2Q==')).toBe('data:image/jpeg;base64,/9j/2Q==');
    expect(pictureOf('/9j/2Q')).toBe('data:image/png;base64,/9j/2Q==');
    expect(pictureOf('')).toBe('');
  });

  it('SV-11 SV-12 sort the digests and never repeat one', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue()), (given) => {
        const claims = withoutReserved(given) as Record<string, unknown>;
        const { payload, disclosures } = readSdJwt(issue(claims));
        const digests = [...allDigests(payload), ...disclosures.flatMap(({ content }) => allDigests(content.at(-1)))];
        expect(new Set(digests).size).toBe(digests.length);
        expect(new Set(digests)).toEqual(new Set(disclosures.map(({ digest }) => digest)));
        const top = (payload._sd ?? []) as string[];
        expect(top).toEqual([...top].sort());
      }),
      { numRuns: 60 },
    );
  });

  it('SV-11 does not let the order of digests follow the order of claims', () => {
    const claims = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`c${index}`, index]));
    const orders = Array.from({ length: 30 }, () => {
      const { payload, disclosures } = readSdJwt(issue(claims));
      return disclosures.map(({ digest }) => (payload._sd as string[]).indexOf(digest)).join();
    });
    expect(new Set(orders).size).toBeGreaterThan(25);
  });

  it('SV-15 fills every object up to the decoy floor, so that counts tell nothing', () => {
    const configuration = sdJwtConfiguration({}, 6);
    for (const claims of [{ a: { x: 1 } }, { a: { x: 1, y: 2 }, b: 2 }, {}]) {
      const { payload, disclosures } = readSdJwt(issue(claims, { configuration }));
      expect(payload._sd).toHaveLength(6);
      const nested = disclosures.map(({ content }) => content.at(-1)).filter((value) => typeof value === 'object');
      for (const object of nested) expect((object as { _sd: string[] })._sd).toHaveLength(6);
    }
  });
});

describe('hostile datasets', () => {
  it.each(['_sd', '...', 'iss', 'iat', 'nbf', 'exp', 'cnf', 'vct', 'vct#integrity', 'status', '_sd_alg'])(
    'SV-04 SV-12 refuses the claim %s',
    (name) => {
      expect(() => issue({ [name]: 1 })).toThrow(UnusableClaims);
    },
  );

  it.each([{ a: { _sd: ['x'] } }, { a: [{ '...': 'x' }] }, { a: { b: { _sd: 1 } } }])(
    'SV-12 refuses reserved names at any depth',
    (claims) => {
      expect(() => issue(claims)).toThrow(UnusableClaims);
    },
  );

  it('keeps names that mean something to JavaScript', () => {
    const claims = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}');
    const names = readSdJwt(issue(claims)).disclosures.map(({ content }) => content[1]);
    expect(names).toEqual(['polluted', '__proto__', 'constructor']);
    expect({}).not.toHaveProperty('polluted');
  });

  it('refuses lone surrogates and nesting beyond any attestation', () => {
    expect(() => issue({ a: '\ud800' })).toThrow(UnusableClaims);
    const deep = Array.from({ length: 50_000 }).reduce<unknown>((inner) => ({ inner }), 1);
    expect(() => issue({ deep })).toThrow(UnusableClaims);
  });
});

function withoutReserved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutReserved);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([name]) => !['_sd', '...', 'iss', 'iat', 'nbf', 'exp', 'cnf', 'vct', 'status', '_sd_alg'].includes(name),
  );
  return Object.fromEntries(entries.map(([name, entry]) => [name, withoutReserved(entry)]));
}
