import { generateKeyPairSync } from 'node:crypto';
import * as fc from 'fast-check';
import { CompactEncrypt } from 'jose';
import { describe, expect, it } from 'vitest';
import { checkResponseEncryption } from '../../../protocol/encryption/check-response-encryption.js';
import { verifyEncryptedRequest } from '../../../protocol/encryption/verify-encrypted-request.js';
import { verifyResponseKey } from '../../../protocol/encryption/verify-response-key.js';
import { zEncryptionConfiguration } from '../../../protocol/encryption/z-encryption-configuration.js';
import { changed, jsonText, jsonValue, keepsToRules, memberName, unknownMembers } from '../../support/arbitraries.js';

const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const wallets = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const jwk = { ...wallets.publicKey.export({ format: 'jwk' }), alg: 'ECDH-ES', kid: 'w', use: 'enc' };
const MOST = 64 * 1024;
const offered = zEncryptionConfiguration.parse({
  request: 'optional',
  response: 'optional',
  compression: true,
  enc_values: ['A128GCM', 'A256GCM', 'A128CBC-HS256', 'A256CBC-HS512'],
});
const header = { alg: 'ECDH-ES', enc: 'A128GCM', kid: 'k1' };
const seal = (change: object = {}, text = '{}') =>
  new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ ...header, ...change })
    .encrypt(own.publicKey);
const open = (jwe: string) =>
  verifyEncryptedRequest(jwe, {
    offered,
    findKey: (kid) => (kid === 'k1' ? { alg: 'ECDH-ES', privateKey: own.privateKey } : undefined),
    mostBytes: MOST,
  });
const encode = (text: string): string => Buffer.from(text).toString('base64url');

describe('an encrypted request', () => {
  it('EN-01 EN-07 comes out as it went in, whatever the content encryption', async () => {
    const enc = fc.constantFrom(...offered.enc_values);
    await fc.assert(
      fc.asyncProperty(jsonText, enc, fc.boolean(), async (text, one, isZipped) => {
        fc.pre(text.length < MOST);
        const opened = await open(await seal({ enc: one, ...(isZipped && { zip: 'DEF' }) }, text));
        expect(opened).toMatchObject({ text, enc: one, zip: isZipped });
      }),
    );
  });

  it('X-02 is opened whatever unknown parameters its header has', async () => {
    await fc.assert(
      fc.asyncProperty(unknownMembers, async (more) => {
        const [, ...rest] = (await seal()).split('.');
        // The header is what is authenticated: it has to be there from the start.
        const sealed = await seal(Object.fromEntries(Object.entries(more).filter(([name]) => name !== '__proto__')));
        expect((await open(sealed)).text).toBe('{}');
        expect(
          await keepsToRules(() => open([encode(JSON.stringify({ ...header, ...more })), ...rest].join('.'))),
        ).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  it('with any header, or parts exchanged, is opened or refused, soon', async () => {
    const good = (await seal()).split('.');
    const headers = changed({ ...header, epk: jwk }, ['zip', 'crit', 'apu', 'apv', 'p2c', 'p2s', 'iv', 'tag', 'b64']);
    const part = fc.tuple(
      fc.nat(4),
      fc.oneof(
        fc.base64String().map((text) => text.replace(/[+/=]/g, '')),
        jsonText.map(encode),
        fc.string(),
      ),
    );
    await fc.assert(
      fc.asyncProperty(headers, part, jsonText, async (one, [at, text], any) => {
        expect(
          await keepsToRules(() => open([encode(JSON.stringify(one)), ...good.slice(1)].join('.'))),
        ).toBeUndefined();
        await keepsToRules(() => open(good.with(at, text).join('.')));
        await keepsToRules(() => open(`${encode(any)}....`));
        await keepsToRules(() => open(any));
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['two megabytes of one letter', 'A'.repeat(2 ** 21)],
    ['two megabytes of dots', '.'.repeat(2 ** 21)],
    ['four megabytes in five parts', Array.from({ length: 5 }, () => 'A'.repeat(2 ** 20)).join('.')],
    [
      'a header of a hundred thousand levels',
      `${encode(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)}..AA.AA.AA`,
    ],
  ])('X-12 of %s takes no longer', async (_name, jwe) => {
    expect(await keepsToRules(() => open(jwe))).toBeUndefined();
  });
});

describe('credential_response_encryption', () => {
  const good = { jwk, enc: 'A128GCM' };
  const read = async (raw: unknown) => {
    const asked = checkResponseEncryption(raw, offered, { wasEncrypted: true, mayBePlain: false });
    return asked === undefined ? undefined : verifyResponseKey(asked);
  };

  it('EN-03 means the same whatever unknown members it and its key have', async () => {
    await fc.assert(
      fc.asyncProperty(unknownMembers, unknownMembers, async (more, ofKey) => {
        const { key: _key, ...one } = (await read({ ...more, ...good, jwk: { ...ofKey, ...jwk } })) ?? {};
        expect(one).toEqual({ alg: 'ECDH-ES', enc: 'A128GCM', zip: false, kid: 'w' });
      }),
    );
  });

  it('of anything is a key to encrypt to or a refusal, soon', async () => {
    const keys = fc.oneof(jsonValue, changed(jwk, ['d', 'key_ops', 'ext', 'x5c', 'k']));
    const curve = fc.constantFrom('P-256', 'P-384', 'P-521', 'X25519', 'Ed25519', 'secp256k1', 'toString', '__proto__');
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(jsonValue, changed(good, ['alg', 'zip'])),
        keys,
        curve,
        memberName('alg'),
        async (raw, key, crv, name) => {
          await keepsToRules(() => read(raw));
          await keepsToRules(() => read({ ...good, jwk: key }));
          await keepsToRules(() => read({ ...good, jwk: { ...jwk, crv } }));
          await keepsToRules(() => read({ ...good, enc: name }));
        },
      ),
      { numRuns: 200 },
    );
  });
});
