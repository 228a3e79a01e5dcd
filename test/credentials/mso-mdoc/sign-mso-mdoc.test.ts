import { createHash, verify, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CredentialSigner, UnusableClaims, UnusableHolderKey } from '../../../credentials/credential-format.js';
import { encodeCbor } from '../../../credentials/mso-mdoc/encode-cbor.js';
import { signMsoMdoc } from '../../../credentials/mso-mdoc/sign-mso-mdoc.js';
import { Tagged } from '../decode-cbor-strictly.js';
import { createTestPki, ISSUER, mdocConfiguration, newHolderKey } from '../fixtures.js';
import { deviceKey, readIssuerSigned, validityTexts, valueDigests } from './read-issuer-signed.js';

const NOW = new Date('2026-11-22T13:14:15.678Z');
const NAMESPACE = 'org.example.test.ns';
let signer: CredentialSigner;

beforeAll(async () => {
  ({ signer } = await createTestPki(NOW));
});

type Overrides = Partial<Parameters<typeof signMsoMdoc>[0]>;

function issue(claims: Record<string, unknown>, properties: Record<string, object> = {}, overrides: Overrides = {}) {
  const configuration = mdocConfiguration(properties);
  const input = { configuration, claims, holderKey: newHolderKey(), signer, issuer: ISSUER, now: NOW, ...overrides };
  return readIssuerSigned(signMsoMdoc(input), NAMESPACE);
}

function values(read: ReturnType<typeof readIssuerSigned>): Record<string, unknown> {
  return Object.fromEntries(read.items.map((item) => [item.elementIdentifier, item.elementValue]));
}

describe('the structure', () => {
  it('MD-01 is the unpadded base64url of IssuerSigned and nothing around it', () => {
    const credential = signMsoMdoc({
      configuration: mdocConfiguration(),
      claims: { a: true },
      holderKey: newHolderKey(),
      signer,
      issuer: ISSUER,
      now: NOW,
    });
    expect(credential).toMatch(/^[A-Za-z0-9_-]+$/);
    expect([...readIssuerSigned(credential, NAMESPACE).issuerSigned.keys()]).toEqual(['nameSpaces', 'issuerAuth']);
  });

  it('MD-02 MD-03 carries an untagged COSE_Sign1 whose protected header is the algorithm alone', () => {
    const { encoded, issuerAuth } = issue({ a: true });
    const at = encoded.indexOf(Buffer.from('issuerAuth')) + 'issuerAuth'.length;
    expect(encoded[at]).toBe(0x84);
    expect(issuerAuth[0].toString('hex')).toBe('a10126');
  });

  it('MD-04 puts one certificate as bytes and several as an array under the unprotected label 33', () => {
    const [leaf] = signer.certificateChain as [Uint8Array];
    expect(issue({ a: true }).issuerAuth[1]).toEqual(new Map([[33, Buffer.from(leaf)]]));
    const longer = { ...signer, certificateChain: [leaf, leaf] };
    const header = issue({ a: true }, {}, { signer: longer }).issuerAuth[1];
    expect(header.get(33)).toEqual([Buffer.from(leaf), Buffer.from(leaf)]);
  });

  it('MD-05 wraps the MSO in tag 24 exactly once', () => {
    const { issuerAuth, payload, mso } = issue({ a: true });
    expect(issuerAuth[2].subarray(0, 2).toString('hex')).toBe('d818');
    expect(payload.tag).toBe(24);
    expect(mso.get('version')).toBe('1.0');
  });

  it('MD-06 signs the Sig_structure with 64 raw bytes', () => {
    const { issuerAuth } = issue({ a: true });
    const [protectedHeader, , payload, signature] = issuerAuth;
    const head = Buffer.concat([
      Buffer.from('846a5369676e61747572653143', 'hex'),
      protectedHeader,
      Buffer.from([0x40]),
    ]);
    const toBeSigned = Buffer.concat([head, Buffer.from([0x59, payload.length >> 8, payload.length & 0xff]), payload]);
    const { publicKey } = new X509Certificate(signer.certificateChain[0] as Uint8Array);
    expect(signature).toHaveLength(64);
    expect(verify('sha256', toBeSigned, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
  });

  it('MD-11 MD-23 names the doctype and leaves every optional member out', () => {
    const { mso } = issue({ a: true });
    const members = ['version', 'digestAlgorithm', 'valueDigests', 'deviceKeyInfo', 'docType', 'validityInfo'];
    expect([...mso.keys()]).toEqual(members);
    expect(mso.get('docType')).toBe('org.example.test.1');
    expect([...(mso.get('deviceKeyInfo') as Map<string, unknown>).keys()]).toEqual(['deviceKey']);
    expect([...Object.keys(validityTexts(mso))]).toEqual(['signed', 'validFrom', 'validUntil']);
  });

  it('MD-21 ST-08 carries a status list reference with text keys', () => {
    const status = { status_list: { idx: 70_000, uri: 'https://issuer.example/status_lists/1' } };
    const inner = new Map<string, unknown>([
      ['idx', 70_000],
      ['uri', status.status_list.uri],
    ]);
    expect(issue({ a: true }, {}, { status }).mso.get('status')).toEqual(new Map([['status_list', inner]]));
  });
});

describe('the items', () => {
  const names = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 40 });

  it('MD-07 MD-10 MD-18 digests exactly the bytes delivered, one digest per item', () => {
    fc.assert(
      fc.property(names, (keys) => {
        const { items, mso } = issue(Object.fromEntries(keys.map((key) => [key, key])));
        const expected = items.map(({ digestID, bytes }) => [digestID, createHash('sha256').update(bytes).digest()]);
        const digests = valueDigests(mso, NAMESPACE);
        expect(new Map(expected as [number, Buffer][])).toEqual(new Map(digests));
        expect(digests.size).toBe(keys.length);
      }),
      { numRuns: 40 },
    );
  });

  it('MD-08 gives every item of every credential its own random of at least 16 bytes', () => {
    const claims = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`c${index}`, true]));
    const randoms = Array.from({ length: 20 }, () => issue(claims).items)
      .flat()
      .map((item) => item.random);
    expect(Math.min(...randoms.map((random) => random.length))).toBeGreaterThanOrEqual(16);
    expect(new Set(randoms.map((random) => random.toString('hex'))).size).toBe(500);
  });

  it('MD-09 uses unique digest ids below 2^31 that do not follow the elements, and sorts the digests by them', () => {
    const claims = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`c${index}`, true]));
    const reads = Array.from({ length: 30 }, () => issue(claims));
    const orders = reads.map(({ items }) => items.map((item) => item.digestID));
    for (const ids of orders) {
      expect(new Set(ids).size).toBe(12);
      expect(ids.every((id) => Number.isInteger(id) && id >= 0 && id < 2 ** 31)).toBe(true);
    }
    expect(new Set(orders.map(String)).size).toBeGreaterThan(25);
    for (const { mso } of reads) {
      const ids = [...valueDigests(mso, NAMESPACE).keys()];
      expect(ids).toEqual([...ids].sort((a, b) => a - b));
    }
  });

  it('MD-10 refuses a credential without any claim', () => {
    expect(() => issue({})).toThrow(UnusableClaims);
  });
});

describe('element values', () => {
  const types = {
    day: { type: 'string', format: 'date' },
    time: { type: 'string', format: 'date-time' },
    photo: { type: 'string', contentEncoding: 'base64' },
    place: { type: 'object', properties: { since: { type: 'string', format: 'date' } } },
    days: { type: 'array', items: { type: 'string', format: 'date' } },
    referred: { $ref: '#/$defs/day' },
  };

  it('MD-16 EU-03 types text, numbers, booleans, dates, bytes, arrays and maps as the schema says', () => {
    const claims = {
      text: 'é𐍈',
      flag: false,
      none: null,
      sex: 2,
      day: '1971-09-01',
      time: '2026-01-02T03:04:05.678+02:00',
      photo: '/9j/2Q==',
      place: { since: '2000-02-29', country: 'DE' },
      days: ['2001-01-01'],
    };
    expect(values(issue(claims, types))).toEqual({
      text: 'é𐍈',
      flag: false,
      none: null,
      sex: 2,
      day: new Tagged(1004, '1971-09-01'),
      time: new Tagged(0, '2026-01-02T01:04:05Z'),
      photo: Buffer.from('ffd8ffd9', 'hex'),
      place: new Map<string, unknown>([
        ['since', new Tagged(1004, '2000-02-29')],
        ['country', 'DE'],
      ]),
      days: [new Tagged(1004, '2001-01-01')],
    });
  });

  it('MD-16 takes a data URI for binary data, and the empty string for data opted out of', () => {
    expect(values(issue({ photo: 'data:image/jpeg;base64,/9j/2Q' }, types)).photo).toEqual(
      Buffer.from('ffd8ffd9', 'hex'),
    );
    expect(values(issue({ photo: '' }, types)).photo).toEqual(Buffer.alloc(0));
  });

  it('MD-15 MD-17 writes every integer in its shortest form, beyond 32 bits too', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (number) => {
        expect(values(issue({ number })).number).toBe(number === 0 ? 0 : number);
      }),
      {
        examples: [
          [2 ** 32 - 1],
          [2 ** 32],
          [-(2 ** 31) - 1],
          [-(2 ** 32)],
          [-(2 ** 32) - 1],
          [Number.MAX_SAFE_INTEGER],
        ],
      },
    );
  });

  it('MD-15 survives a strict decoder whatever JSON the claims hold', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'grapheme', minLength: 1 }), fc.jsonValue({ stringUnit: 'grapheme' }), {
          minKeys: 1,
        }),
        (claims) => {
          const fits = JSON.stringify(claims, (_key, value) =>
            Number.isInteger(value) && !Number.isSafeInteger(value) ? 0.5 : value,
          );
          const written = JSON.parse(fits);
          expect(JSON.parse(JSON.stringify(plain(values(issue(written)))))).toEqual(
            JSON.parse(JSON.stringify(written)),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('MD-17 encodes the map and tag forms to known bytes', () => {
    expect(
      encodeCbor(
        new Map<unknown, unknown>([
          [1, 2],
          [-1, 1],
          ['a', Buffer.from('ff', 'hex')],
        ]),
      ).toString('hex'),
    ).toBe('a3010220016161' + '41ff');
    expect(encodeCbor(4294967296n).toString('hex')).toBe('1b0000000100000000');
  });

  it.each([
    ['a lone surrogate', { text: 'a\ud800' }],
    ['a lone surrogate in a name', { '\udfff': 1 }],
    ['an integer that is not exact', { number: 2 ** 60 }],
    ['a number that is not JSON', { number: Number.NaN }],
    ['undefined', { nothing: undefined }],
    ['a day that does not exist', { day: '2025-02-29' }],
    ['a time without a zone', { time: '2026-01-02T03:04:05' }],
    ['bytes that are not base64', { photo: 'secret-value!' }],
  ])('MD-16 MD-17 refuses %s without repeating it', (_name, claims) => {
    expect(() => issue(claims, types)).toThrow(UnusableClaims);
    expect(() => issue(claims, types)).toThrow(/^\/\S+ (?!.*(secret-value|2025-02-29|1152921504606846976))/);
  });

  it('refuses nesting beyond any attestation with a named error', () => {
    const deep = Array.from({ length: 50_000 }).reduce<unknown>((inner) => [inner], 1);
    expect(() => issue({ deep })).toThrow(UnusableClaims);
  });
});

/** Maps back to objects; nothing here is tagged. */
function plain(value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, entry]) => [name, plain(entry)]));
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, plain(entry)]));
}

describe('the holder key', () => {
  it('MD-12 is a COSE_Key of full-length coordinates under integer labels, and nothing else of the JWK', () => {
    const short = { kty: 'EC', crv: 'P-256', x: 'AQ', y: Buffer.alloc(31, 7).toString('base64url'), kid: 'k', d: 'no' };
    const key = deviceKey(issue({ a: true }, {}, { holderKey: short }).mso);
    const x = Buffer.concat([Buffer.alloc(31), Buffer.from([1])]);
    const y = Buffer.concat([Buffer.alloc(1), Buffer.alloc(31, 7)]);
    expect(key).toEqual(
      new Map<number, unknown>([
        [1, 2],
        [-1, 1],
        [-2, x],
        [-3, y],
      ]),
    );
  });

  it.each([
    ['P-384', 2, 48],
    ['P-521', 3, 66],
  ])('MD-12 PR-14 maps %s to its COSE curve', (curve, label, size) => {
    const key = deviceKey(issue({ a: true }, {}, { holderKey: newHolderKey(curve) }).mso);
    expect([key.get(-1), (key.get(-2) as Buffer).length, (key.get(-3) as Buffer).length]).toEqual([label, size, size]);
  });

  it('MD-12 maps Ed25519 to an OKP key without a second coordinate', () => {
    const x = Buffer.alloc(32, 9);
    const key = deviceKey(
      issue({ a: true }, {}, { holderKey: { kty: 'OKP', crv: 'Ed25519', x: x.toString('base64url') } }).mso,
    );
    expect(key).toEqual(
      new Map<number, unknown>([
        [1, 1],
        [-1, 6],
        [-2, x],
      ]),
    );
  });

  it.each([
    ['no key', undefined],
    ['an RSA key', { kty: 'RSA' }],
    ['secp256k1', { kty: 'EC', crv: 'secp256k1', x: 'AQ', y: 'AQ' }],
    ['a missing coordinate', { kty: 'EC', crv: 'P-256', x: 'AQ' }],
    [
      'a coordinate that is too long',
      { kty: 'EC', crv: 'P-256', x: 'AQ', y: Buffer.alloc(33, 1).toString('base64url') },
    ],
    ['a coordinate that is not base64url', { kty: 'EC', crv: 'P-256', x: 'A+', y: 'AQ' }],
  ])('PR-14 refuses %s', (_name, holderKey) => {
    expect(() => issue({ a: true }, {}, { holderKey } as Overrides)).toThrow(UnusableHolderKey);
  });
});

describe('validity', () => {
  it('MD-13 AV-07 starts at the beginning of the day and ends whole days later, without fractions', () => {
    expect(validityTexts(issue({ a: true }).mso)).toEqual({
      signed: '2026-11-22T00:00:00Z',
      validFrom: '2026-11-22T00:00:00Z',
      validUntil: '2027-02-20T00:00:00Z',
    });
  });

  it('MD-13 rounds to the hour when configured so', () => {
    const configuration = { ...mdocConfiguration(), validity: { days: 1, rounding: 'hour' as const } };
    expect(validityTexts(issue({ a: true }, {}, { configuration }).mso)).toMatchObject({
      signed: '2026-11-22T13:00:00Z',
      validUntil: '2026-11-23T13:00:00Z',
    });
  });

  it('MD-14 stays inside a certificate that is younger than the day or ends before the credential would', () => {
    const narrow = {
      ...signer,
      notBefore: new Date('2026-11-22T13:00:01Z'),
      notAfter: new Date('2026-12-01T10:00:00Z'),
    };
    expect(validityTexts(issue({ a: true }, {}, { signer: narrow }).mso)).toEqual({
      signed: '2026-11-22T13:00:01Z',
      validFrom: '2026-11-22T13:00:01Z',
      validUntil: '2026-12-01T00:00:00Z',
    });
  });

  it.each(['2026-11-22T13:14:16Z', '2020-01-01T00:00:00Z'])(
    'MD-14 does not sign outside the certificate (%s)',
    (end) => {
      const early = { ...signer, notBefore: new Date(end), notAfter: new Date(end) };
      expect(() => issue({ a: true }, {}, { signer: early })).toThrow(/certificate is not valid/);
    },
  );
});
