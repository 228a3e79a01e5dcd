import { describe, expect, it } from 'vitest';
import { createKeyCache } from '../../protocol/create-key-cache.js';
import { hasPrivateMember, toMinimalPublicJwk } from '../../protocol/jwk.js';
import { makeKey } from './signed-jwt.js';

describe('jwk', () => {
  it.each(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'])(
    'PR-04 finds the private member %s, whatever its value',
    (member) => {
      expect(hasPrivateMember({ kty: 'EC', [member]: 'x' })).toBe(true);
      expect(hasPrivateMember({ kty: 'EC', [member]: null })).toBe(true);
    },
  );

  it('PR-04 finds none in a public key or behind a prototype', () => {
    expect(hasPrivateMember({ kty: 'EC', crv: 'P-256', x: 'x', y: 'y' })).toBe(false);
    expect(hasPrivateMember(Object.create({ d: 'x' }))).toBe(false);
  });

  it('SV-05 keeps the members that make the key', () => {
    expect(toMinimalPublicJwk({ kty: 'EC', crv: 'P-256', x: 'x', y: 'y', kid: 'k', use: 'sig', d: 'd' })).toEqual({
      kty: 'EC',
      crv: 'P-256',
      x: 'x',
      y: 'y',
    });
    expect(toMinimalPublicJwk({ kty: 'OKP', crv: 'Ed25519', x: 'x', y: 7 })).toEqual({
      kty: 'OKP',
      crv: 'Ed25519',
      x: 'x',
    });
  });
});

describe('createKeyCache', () => {
  it('loads a key once and forgets the least recently used', async () => {
    const { privateKey: key } = await makeKey();
    const loads: string[] = [];
    const cache = createKeyCache(2);
    const get = (name: string) =>
      cache(name, async () => {
        loads.push(name);
        return key;
      });
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) await get(name);
    expect(loads).toEqual(['a', 'b', 'c', 'b']);
  });

  it('does not remember that a key failed to load', async () => {
    const cache = createKeyCache(2);
    let loads = 0;
    const fail = async () => {
      loads += 1;
      return undefined;
    };
    expect([await cache('a', fail), await cache('a', fail), loads]).toEqual([undefined, undefined, 2]);
  });
});
