import { generateKeyPairSync } from 'node:crypto';
import { CompactEncrypt } from 'jose';
import { describe, expect, it } from 'vitest';
import { verifyEncryptedRequest } from '../../../protocol/encryption/verify-encrypted-request.js';
import { zEncryptionConfiguration } from '../../../protocol/encryption/z-encryption-configuration.js';
import type { Reason } from '../../../protocol/errors/catalogue.js';
import { expectRefusal } from '../expect-refusal.js';

const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const TEXT = '{"credential_configuration_id":"pid"}';
const MOST = 64 * 1024;
const header = { alg: 'ECDH-ES', enc: 'A128GCM', kid: 'k1' };

const seal = (change: object = {}, text: Uint8Array | string = TEXT, key = own.publicKey) =>
  new CompactEncrypt(typeof text === 'string' ? new TextEncoder().encode(text) : text)
    .setProtectedHeader({ ...header, ...change })
    .encrypt(key);
const open = (jwe: string, change: object = {}) =>
  verifyEncryptedRequest(jwe, {
    offered: zEncryptionConfiguration.parse({ request: 'optional', ...change }),
    findKey: (kid) => (kid === 'k1' ? { alg: 'ECDH-ES', privateKey: own.privateKey } : undefined),
    mostBytes: MOST,
  });
const compressed = { compression: true };

describe('verifyEncryptedRequest', () => {
  it('EN-01 opens a compact JWE of five parts', async () => {
    const jwe = await seal();
    expect(jwe.split('.')).toHaveLength(5);
    expect(await open(jwe)).toEqual({ text: TEXT, kid: 'k1', alg: 'ECDH-ES', enc: 'A128GCM', zip: false });
  });

  it('EN-01 takes typ, cty and the whole recipient key in the header, as EUDI wallets send', async () => {
    const jwk = own.publicKey.export({ format: 'jwk' });
    expect((await open(await seal({ typ: 'JWT', cty: 'json', jwk }))).text).toBe(TEXT);
  });

  it('EN-11 honours apu and apv', async () => {
    const jwe = await new CompactEncrypt(new TextEncoder().encode(TEXT))
      .setProtectedHeader(header)
      .setKeyManagementParameters({ apu: Buffer.from('wallet'), apv: Buffer.from('issuer') })
      .encrypt(own.publicKey);
    expect((await open(jwe)).text).toBe(TEXT);
  });

  it('EN-07 opens a compressed request where compression is offered', async () => {
    expect(await open(await seal({ zip: 'DEF' }), compressed)).toMatchObject({ text: TEXT, zip: true });
    await expectRefusal(async () => open(await seal({ zip: 'DEF' })), 'request_encryption_unsupported');
  });

  it('EN-07 stops inflating at the limit', async () => {
    const bomb = await seal({ zip: 'DEF' }, new Uint8Array(256 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(512 * 1024);
    const before = process.memoryUsage().rss;
    await expectRefusal(() => open(bomb, compressed), 'request_inflates_too_far', 'invalid_encryption_parameters');
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });

  it('EN-07 takes what just fits, and refuses one byte more', async () => {
    const text = (length: number) => 'x'.repeat(length);
    expect((await open(await seal({ zip: 'DEF' }, text(MOST)), compressed)).text).toHaveLength(MOST);
    await expectRefusal(
      async () => open(await seal({ zip: 'DEF' }, text(MOST + 1)), compressed),
      'request_inflates_too_far',
    );
  });

  it.each<[string, () => Promise<string> | string, Reason]>([
    ['nothing', () => '', 'request_jwe_malformed'],
    ['JSON', () => TEXT, 'request_jwe_malformed'],
    ['a JWS', () => 'e30.e30.c2ln', 'request_jwe_malformed'],
    ['a JWE in JSON', async () => JSON.stringify({ jwe: await seal() }), 'request_jwe_malformed'],
    ['a sixth part', async () => `${await seal()}.AA`, 'request_jwe_malformed'],
    ['a header that is no JSON', async () => (await seal()).replace(/^[^.]+/, 'AAAA'), 'request_jwe_malformed'],
    ['no kid', () => seal({ kid: undefined }), 'request_key_unknown'],
    ['an unknown kid', () => seal({ kid: 'k2' }), 'request_key_unknown'],
    ['another alg than that of the key', () => seal({ alg: 'ECDH-ES+A128KW' }), 'request_encryption_unsupported'],
    ['an enc that is not offered', () => seal({ enc: 'A256CBC-HS512' }), 'request_encryption_unsupported'],
    ['another recipient', () => seal({}, TEXT, other.publicKey), 'request_undecryptable'],
    ['content that is not UTF-8', () => seal({}, Uint8Array.of(0xff, 0xfe)), 'request_undecryptable'],
    [
      'a changed content',
      async () => (await seal()).replace(/\.([^.]{4})([^.]*)\.([^.]+)$/, '.AAAA$2.$3'),
      'request_undecryptable',
    ],
    [
      'a changed header',
      async () => {
        const [head = '', ...rest] = (await seal()).split('.');
        const changed = { ...JSON.parse(Buffer.from(head, 'base64url').toString()), more: 1 };
        return [Buffer.from(JSON.stringify(changed)).toString('base64url'), ...rest].join('.');
      },
      'request_undecryptable',
    ],
  ])('CE-13 EN-02 refuses %s', async (_name, make, reason) => {
    const jwe = await make();
    const error = await expectRefusal(() => open(jwe), reason, 'invalid_encryption_parameters');
    expect(error.cause).toBeUndefined();
    expect(JSON.stringify(error.evidence)).not.toContain('credential_configuration_id');
  });

  it('refuses critical extensions, which nobody here understands', async () => {
    const jwe = await new CompactEncrypt(new TextEncoder().encode(TEXT))
      .setProtectedHeader({ ...header, crit: ['odd'], odd: true } as never)
      .encrypt(own.publicKey, { crit: { odd: true } });
    await expectRefusal(() => open(jwe), 'request_undecryptable');
  });
});
