import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Handle, HandleKind } from '../../../api/handles/handle-codec.js';
import { createHandleCodec } from '../../../api/handles/handle-codec.js';
import { openSecret, sealSecret, sealSecretAlike } from '../../../platform/sealing/secret-box.js';
import { keepsToRules, magicNames } from '../../support/arbitraries.js';

const keys = [{ id: 1, key: randomBytes(32) }];
const codec = createHandleCodec({
  seal: (plaintext, context) => sealSecret(keys, plaintext, context),
  sealAlike: (plaintext, context, keyId) => sealSecretAlike(keys, plaintext, context, keyId),
  open: (sealed, context) => openSecret(keys, sealed, context),
  keyId: 1,
  digestKey: randomBytes(32),
});
const kind = fc.constantFrom<HandleKind>(
  'code',
  'access',
  'refresh',
  'identifier',
  'transaction',
  'notification',
  'nonce',
);
const text = fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom(...magicNames));
const handle = fc.record(
  {
    issuer: text,
    session: text,
    expiresAt: fc.integer(),
    clientId: text,
    jkt: text,
    configurations: fc.array(text, { maxLength: 5 }),
    requestId: text,
    hasTxCode: fc.constant(true as const),
    draft: text,
  },
  { requiredKeys: ['issuer', 'session'] },
) as fc.Arbitrary<Handle>;

describe('a handle', () => {
  it('says what it was made to say, under its own kind only', async () => {
    await fc.assert(
      fc.property(handle, kind, kind, (one, made, asked) => {
        for (const sealed of [codec.mint(made, one), codec.mintAlike(made, one)])
          expect(codec.open(asked, sealed)).toEqual(made === asked ? one : undefined);
      }),
    );
  });

  it('with any character exchanged is none', async () => {
    const character = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/. é');
    await fc.assert(
      fc.property(handle, fc.double({ min: 0, max: 1, noNaN: true }), character, (one, where, other) => {
        const sealed = codec.mint('access', one);
        const at = Math.min(sealed.length - 1, Math.floor(where * sealed.length));
        fc.pre(sealed[at] !== other);
        expect(codec.open('access', sealed.slice(0, at) + other + sealed.slice(at + 1))).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it('X-12 of two megabytes is none, soon', async () => {
    for (const long of ['A'.repeat(2 ** 21), '='.repeat(2 ** 21), '\u0000'.repeat(2 ** 21)])
      expect(await keepsToRules(() => codec.open('access', long))).toBeUndefined();
  });
});
