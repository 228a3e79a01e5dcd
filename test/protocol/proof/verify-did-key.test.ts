import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase58btc } from '../../../protocol/proof/base58btc.js';
import { resolveDidKid } from '../../../protocol/proof/verify-did-key.js';
import { keyOf, makeDidJwk, makeDidKey, makeJwkDidKey, makePointDidKey } from '../../support/dids.js';
import { makeKey } from '../signed-jwt.js';
import { WALLET_DID_KEY } from '../wallet-did-key.js';

type Ec = { kty: string; crv: string; x: string; y: string };

describe('resolveDidKid', () => {
  it('PR-05 reads the did:key of a real wallet', () => {
    const key = resolveDidKid(`${WALLET_DID_KEY}#${WALLET_DID_KEY.split(':')[2]}`);
    expect(key).toMatchObject({ kty: 'EC', crv: 'P-256' });
    expect(Object.keys(key ?? {})).toEqual(['crv', 'kty', 'x', 'y']);
  });

  // From the test vectors of the did:key specification.
  it.each([
    [
      'did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169',
      'P-256',
      'fyNYMN0976ci7xqiSdag3buk-ZCwgXU4kz9XNkBlNUI',
    ],
    [
      'did:key:z82Lm1MpAkeJcix9K8TMiLd5NMAhnwkjjCBeWHXyu3U4oT2MVJJKXkcVBgjGhnLBn2Kaau9',
      'P-384',
      'lInTxl8fjLKp_UCrxI0WDklahi-7-_6JbtiHjiRvMvhedhKVdHBfi2HCY8t_QJyc',
    ],
    [
      'did:key:z2J9gaYxrKVpdoG9A4gRnmpnRCcxU6agDtFVVBVdn1JedouoZN7SzcyREXXzWgt3gGiwpoHq7K68X4m32D8HgzG8wv3sY5j7',
      'P-521',
      'ASUHPMyichQ0QbHZ9ofNx_l4y7luncn5feKLo3OpJ2nSbZoC7mffolj5uy7s6KSKXFmnNWxGJ42IOrjZ47qqwqyS',
    ],
    [
      'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK',
      'Ed25519',
      'Lm_M42cB3HkUiODQsXRcweM6TByfzEHGO9ND274JcOY',
    ],
  ])('PR-05 reads the published vector %s', (did, crv, x) => {
    expect(resolveDidKid(keyOf(did))).toMatchObject({ crv, x });
    expect(resolveDidKid(did)).toMatchObject({ crv, x });
  });

  it.each(['ES256', 'ES384', 'ES512'])('PR-05 reads what it names for %s, in all three forms', async (alg) => {
    const { kty, crv, x, y } = (await makeKey(alg)).publicJwk as Ec;
    for (const did of [
      makeJwkDidKey({ kty, crv, x, y }),
      makePointDidKey({ kty, crv, x, y }),
      makeDidJwk({ kty, crv, x, y, use: 'sig' }),
    ]) {
      expect(resolveDidKid(keyOf(did))).toEqual({ kty, crv, x, y });
    }
  });

  it('PR-04 PR-05 refuses a private key, a foreign fragment, and a form that is not canonical', async () => {
    const { publicJwk, privateJwk } = await makeKey();
    const { kty, crv, x, y } = publicJwk as Ec;
    const codec = [0xd1, 0xd6, 0x03];
    const didKey = makeJwkDidKey({ kty, crv, x, y });
    const didJwk = makeDidJwk({ kty, crv, x, y });
    const jcs = (jwk: object) => makeDidKey(codec, Buffer.from(JSON.stringify(jwk)));
    const bad = [
      keyOf(makeDidJwk({ ...privateJwk })),
      keyOf(jcs({ crv, d: privateJwk.d, kty, x, y })),
      keyOf(jcs({ kty, crv, x, y })),
      keyOf(makeDidKey(codec, Buffer.from(JSON.stringify({ crv, kty, x, y }, null, 1)))),
      keyOf(jcs({ crv, kty, x, y: 7 })),
      `${didKey}#other`,
      `${didKey}#0`,
      `${didJwk}#1`,
      `${didJwk}#0#0`,
      `${didKey}?versionId=1`,
    ];
    for (const kid of bad) expect(resolveDidKid(kid)).toBeUndefined();
  });

  it('PR-05 refuses a point off its curve, a wrong length, another codec and another multibase', () => {
    const bytes = (length: number, first: number) =>
      Buffer.concat([Uint8Array.of(first), Buffer.alloc(length - 1, 0xff)]);
    const bad = [
      makeDidKey([0x80, 0x24], bytes(33, 2)),
      makeDidKey([0x80, 0x24], bytes(32, 2)),
      makeDidKey([0x80, 0x24], bytes(33, 4)),
      makeDidKey([0xed, 0x01], bytes(31, 1)),
      makeDidKey([0xe7, 0x01], bytes(33, 2)),
      'did:key:mAAAA',
      'did:key:z0OIl',
      'did:key:z',
      `did:key:z${'2'.repeat(3000)}`,
      'did:web:example.com#key-1',
      'did:jwk:!!!!#0',
      'did:jwk:bnVsbA#0',
      'did:jwk:#0',
      'did:key',
      '0',
      '',
    ];
    for (const kid of bad) expect(resolveDidKid(kid)).toBeUndefined();
  });

  it('never throws', async () => {
    const kid = fc.oneof(
      fc.string(),
      fc.uint8Array().map((content) => makeDidKey([0xd1, 0xd6, 0x03], content)),
      fc.uint8Array().map((content) => makeDidKey([0x80, 0x24], content)),
      fc.json().map((text) => `did:jwk:${Buffer.from(text).toString('base64url')}#0`),
    );
    await fc.assert(fc.property(kid, (text) => void resolveDidKid(text)));
  });
});

describe('decodeBase58btc', () => {
  it('reads the published vectors', () => {
    const text = (encoded: string) => Buffer.from(decodeBase58btc(encoded) ?? []).toString();
    expect(text('2NEpo7TZRRrLZSi2U')).toBe('Hello World!');
    expect(text('USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z')).toBe(
      'The quick brown fox jumps over the lazy dog.',
    );
    expect(decodeBase58btc('11233QC4')).toEqual(Uint8Array.of(0, 0, 0x28, 0x7f, 0xb4, 0xcd));
  });

  it('gives back what was encoded', async () => {
    await fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeBase58btc(makeDidKey([], bytes).slice('did:key:z'.length))).toEqual(bytes);
      }),
    );
  });
});
