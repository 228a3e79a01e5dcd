import { X509Certificate } from 'node:crypto';
import { deflateSync, gzipSync } from 'node:zlib';
import { Tag } from 'cbor-x';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { packStatuses } from '../../../credentials/status-list/pack-statuses.js';
import { verifyStatusListCwt } from '../../../credentials/status-list/verify-status-list-cwt.js';
import { StatusListFault } from '../../../protocol/status/status-list-fault.js';
import type { VerifiedStatusList } from '../../../protocol/status/verify-status-list-content.js';
import { statusAt } from '../../../protocol/status/verify-status-list-content.js';
import { verifyStatusListJwt } from '../../../protocol/status/verify-status-list-jwt.js';
import { NOW, NOW_SECONDS } from '../../protocol/expect-refusal.js';
import { tamper } from '../../protocol/signed-jwt.js';
import type { CwtChange, ListChange } from '../../support/status-provider.js';
import { compressed, listCwt, listJwt, SIZE } from '../../support/status-provider.js';
import type { TestAuthority } from '../../support/wallet-attestation.js';
import { certify, pemOf, WalletProvider } from '../../support/wallet-attestation.js';

const URI = 'https://provider.example/lists/1';
let provider: WalletProvider;
let stranger: WalletProvider;
let selfSigned: TestAuthority;
let rules: { uri: string; now: Date; anchors: X509Certificate[] };

beforeAll(async () => {
  provider = await WalletProvider.create('provider', () => NOW);
  stranger = await WalletProvider.create('stranger', () => NOW);
  const span = { from: new Date(NOW.getTime() - 1000), to: new Date(NOW.getTime() + 1000) };
  selfSigned = await certify(span);
  rules = { uri: URI, now: NOW, anchors: [new X509Certificate(pemOf(provider.root))] };
});

const fault = async (action: () => Promise<unknown>): Promise<string> => {
  const error = await action().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof StatusListFault) return error.message;
  throw error ?? new Error('nothing was found wrong');
};
const values = (list: VerifiedStatusList, count: number) => Array.from({ length: count }, (_, i) => statusAt(list, i));

describe('a status list of somebody else', () => {
  it.each([1, 2, 4, 8] as const)('WA-09 PR-30 is read in both encodings, %i bits an entry', async (bits) => {
    const set = { 0: 1, 3: 2 ** bits - 1, 1023: 1 };
    const jwt = await verifyStatusListJwt(await listJwt(provider, { uri: URI, bits, set }), rules);
    const cwt = await verifyStatusListCwt(await listCwt(provider, { uri: URI, bits, set }), rules);
    for (const list of [jwt, cwt]) {
      expect([0, 1, 3, 1022, 1023, SIZE].map((index) => statusAt(list, index))).toEqual([
        1,
        0,
        2 ** bits - 1,
        0,
        1,
        undefined,
      ]);
      expect(list).toMatchObject({ ttl: 60, expiresAt: NOW_SECONDS + 3600 });
    }
  });

  it('ST-01 reads every entry as it was packed', () => {
    const bitsAndEntries = fc
      .constantFrom(1 as const, 2 as const, 4 as const, 8 as const)
      .chain((bits) => fc.tuple(fc.constant(bits), fc.array(fc.nat(2 ** bits - 1), { minLength: 8, maxLength: 200 })));
    fc.assert(
      fc.property(bitsAndEntries, ([bits, entries]) => {
        const packed = packStatuses(
          bits,
          entries.length,
          entries.map((value, index) => ({ index, value })),
        );
        expect(values({ bits, bytes: packed }, entries.length)).toEqual(entries);
      }),
    );
  });

  it.each<[string, ListChange, RegExp]>([
    ['another address', { claims: { sub: `${URI}/` } }, /sub/],
    ['no address', { claims: { sub: undefined } }, /sub/],
    ['no iat', { claims: { iat: undefined } }, /iat/],
    ['an iat ahead', { claims: { iat: NOW_SECONDS + 61 } }, /iat/],
    ['an exp that has passed', { claims: { exp: NOW_SECONDS - 60 } }, /expired/],
    ['an exp in a text', { claims: { exp: 'never' } }, /exp/],
    ['a ttl of nothing', { claims: { ttl: 0 } }, /ttl/],
    ['a ttl in a text', { claims: { ttl: '60' } }, /ttl/],
    ['no list', { claims: { status_list: undefined } }, /bits/],
    ['an array for a list', { claims: { status_list: [] } }, /bits/],
    ['three bits', { claims: { status_list: { bits: 3, lst: '' } } }, /bits/],
    ['no lst', { claims: { status_list: { bits: 1 } } }, /lst/],
    ['an lst of another alphabet', { claims: { status_list: { bits: 1, lst: 'eNo+/w==' } } }, /lst/],
    ['an lst that is not compressed', { claims: { status_list: { bits: 1, lst: 'AAAA' } } }, /ZLIB/],
    ['an lst in gzip', { claims: { status_list: { bits: 1, lst: gzipSync('x').toString('base64url') } } }, /ZLIB/],
    ['another typ', { header: { typ: 'JWT' } }, /type/],
    ['no x5c', { header: { x5c: undefined } }, /x5c/],
  ])('WA-09 is not believed with %s', async (_title, change, expected) => {
    const jwt = await listJwt(provider, { uri: URI }, change);
    expect(await fault(() => verifyStatusListJwt(jwt, rules))).toMatch(expected);
  });

  it('takes a list without exp and ttl, which are only recommended', async () => {
    const jwt = await listJwt(provider, { uri: URI }, { claims: { exp: undefined, ttl: undefined } });
    expect(Object.keys(await verifyStatusListJwt(jwt, rules))).toEqual(['bits', 'bytes']);
  });

  it('WA-04 WA-09 is not believed from a stranger, from a leaf that signed itself, or changed on the way', async () => {
    const jwtBy = (signer: TestAuthority) => listJwt(provider, { uri: URI }, { signer });
    const cwtBy = (signer: TestAuthority) => listCwt(provider, { uri: URI }, { signer });
    for (const [signer, expected] of [
      [stranger.leaf, /anchors/],
      [selfSigned, /self-signed/],
    ] as const) {
      expect(await fault(async () => verifyStatusListJwt(await jwtBy(signer), rules))).toMatch(expected);
      expect(await fault(async () => verifyStatusListCwt(await cwtBy(signer), rules))).toMatch(expected);
    }
    const changed = tamper(await listJwt(provider, { uri: URI, set: { 1: 1 } }), (claims) => {
      claims['status_list'] = { bits: 1, lst: compressed({}).toString('base64url') };
    });
    expect(await fault(() => verifyStatusListJwt(changed, rules))).toMatch(/signature/);
    const cwt = await listCwt(provider, { uri: URI });
    const at = cwt.indexOf(compressed({})) + 3;
    cwt.writeUInt8(cwt.readUInt8(at) ^ 1, at);
    expect(await fault(() => verifyStatusListCwt(cwt, rules))).toMatch(/signature/);
  });

  it('stops a bomb while it unfolds', async () => {
    const lst = deflateSync(Buffer.alloc(64 * 1024 * 1024));
    expect(lst.length).toBeLessThan(70_000);
    const jwt = await listJwt(
      provider,
      { uri: URI },
      { claims: { status_list: { bits: 1, lst: lst.toString('base64url') } } },
    );
    expect(await fault(() => verifyStatusListJwt(jwt, rules))).toMatch(/too long/);
  });

  it.each<[string, CwtChange, RegExp]>([
    ['another type', { protected: new Map([[16, 'application/cwt']]) }, /type/],
    ['no algorithm', { protected: new Map([[1, undefined]]) }, /algorithm/],
    ['an algorithm that does not fit the key', { protected: new Map([[1, -35]]) }, /algorithm/],
    ['critical extensions', { protected: new Map([[2, [16]]]) }, /critical/],
    ['no certificates', { unprotected: new Map([[33, undefined]]) }, /x5c/],
    ['another address', { claims: new Map([[2, 'https://other.example']]) }, /sub/],
    [
      'an lst in a text',
      {
        claims: new Map([
          [
            65_533,
            new Map<string, unknown>([
              ['bits', 1],
              ['lst', 'x'],
            ]),
          ],
        ]),
      },
      /lst/,
    ],
    [
      'an array for claims',
      { wrap: (one) => new Tag((one as unknown[]).with(2, Buffer.from('80', 'hex')), 18) },
      /signature/,
    ],
    ['a message of three parts', { wrap: (one) => new Tag((one as unknown[]).slice(1), 18) }, /COSE_Sign1/],
    ['another tag', { wrap: (one) => new Tag(one, 17) }, /COSE_Sign1/],
  ])('WA-09 is not believed as CWT with %s', async (_title, change, expected) => {
    const cwt = await listCwt(provider, { uri: URI }, change);
    expect(await fault(() => verifyStatusListCwt(cwt, rules))).toMatch(expected);
  });

  it('ST-04 takes a CWT in the tag earlier drafts put around it, and one without any', async () => {
    for (const wrap of [(one: unknown) => new Tag(new Tag(one, 18), 61), (one: unknown) => one])
      expect((await verifyStatusListCwt(await listCwt(provider, { uri: URI }, { wrap }), rules)).bits).toBe(1);
  });

  it('finds fault with any other bytes', async () => {
    const good = await listCwt(provider, { uri: URI });
    const cut = fc.nat(good.length - 1).map((length) => good.subarray(0, length));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array(), cut), async (bytes) => {
        expect(await fault(() => verifyStatusListCwt(bytes, rules))).not.toBe('');
        expect(await fault(() => verifyStatusListJwt(Buffer.from(bytes).toString('latin1'), rules))).not.toBe('');
      }),
    );
  });
});
