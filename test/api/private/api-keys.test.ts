import { beforeEach, describe, expect, it } from 'vitest';
import type { NewApiKey } from '../../../api/private/api-key-administration.js';
import { API_KEY_AGE } from '../../../api/private/api-key-cache.js';
import type { Caller } from '../../../ports/caller.js';
import { ADMIN, ADMIN_KEY, createKeysInMemory, createReplica, START } from './keys.js';

const ADDRESS = '192.0.2.1';
const HOUR = 3_600_000;

let clock: { now: number };
let memory: ReturnType<typeof createKeysInMemory>;
let replica: ReturnType<typeof createReplica>;
beforeEach(() => {
  clock = { now: START };
  memory = createKeysInMemory();
  replica = createReplica(memory.store, clock);
});

async function make(asked: Partial<NewApiKey> = {}, by: Caller = ADMIN) {
  const { key, text } = await replica.administration.create(
    by,
    { name: 'clerk', scopes: ['sessions:read'], ...asked },
    undefined,
  );
  return { key, id: key.id, text: text ?? '' };
}
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (error) => error.reason as string,
  );
const opens = (text: string, at = replica) => refusal(at.authenticate(text, ADDRESS));

describe('an API key', () => {
  it('is recognisable, and only its digest is kept', async () => {
    const { key, text } = await make();
    expect(text).toMatch(/^vsk_[0-9a-f]{16}_[\w-]{43}$/);
    expect(JSON.stringify([...memory.keys.values()])).not.toContain(text.split('_').slice(2).join('_'));
    expect(key.secrets).toHaveLength(1);
  });

  it('makes its bearer a caller with its scopes and issuer', async () => {
    const { id, text } = await make({ scopes: ['claims:write'], issuer: 'a' });
    const caller = await replica.authenticate(text, ADDRESS);
    expect(caller).toEqual({ id: `key:${id}`, scopes: ['claims:write'], issuer: 'a' });
    const login = await replica.logIn(text, ADDRESS);
    expect(login.caller).toEqual(caller);
    expect(await replica.findCaller(login.name ?? '')).toEqual(caller);
  });

  it.each([
    ['another secret', (text: string) => `${text.slice(0, -1)}${text.endsWith('A') ? 'B' : 'A'}`],
    ['another id', (text: string) => text.replace(/_(.)/, (_, one) => `_${one === '0' ? '1' : '0'}`)],
    ['a shorter secret', (text: string) => text.slice(0, -1)],
    ['words', () => 'not a key'],
    ['the id alone', (text: string) => text.split('_').slice(0, 2).join('_')],
  ])('is refused with %s', async (_what, change) => {
    const { text } = await make();
    expect(await opens(change(text))).toBe('api_key_wrong');
  });

  it('ends at its time', async () => {
    const { text } = await make({ expiresAt: START + HOUR });
    expect(await opens(text)).toBe('none');
    clock.now += HOUR;
    expect(await opens(text)).toBe('api_key_expired');
  });

  it('is read from the database once in a while, however often it is used, and its use is noted once a minute', async () => {
    const { text, id } = await make();
    for (let i = 0; i < 20; i++) await opens(text);
    expect(memory.calls).toEqual({ load: 1, touch: 1 });
    clock.now += 61_000;
    await opens(text);
    expect(memory.calls).toEqual({ load: 2, touch: 2 });
    expect(memory.keys.get(id)?.lastUsedAt).toBe(clock.now);
  });

  it('once revoked is dead at once here, and within seconds at another replica', async () => {
    const { text, id } = await make();
    const other = createReplica(memory.store, clock);
    const { name = '' } = await other.logIn(text, ADDRESS);
    expect(await other.findCaller(name)).toBeDefined();
    await replica.administration.revoke(ADMIN, id);
    expect(await opens(text)).toBe('api_key_expired');
    clock.now += API_KEY_AGE;
    expect(await opens(text, other)).toBe('api_key_expired');
    expect(await other.findCaller(name)).toBeUndefined();
    expect(API_KEY_AGE).toBeLessThanOrEqual(5000);
  });

  it('stays revoked', async () => {
    const { id } = await make();
    await replica.administration.revoke(ADMIN, id);
    await replica.administration.revoke(ADMIN, id);
    expect(await refusal(replica.administration.rotate(ADMIN, id))).toBe('api_key_changed');
    expect(await refusal(replica.administration.change(ADMIN, id, { name: 'again' }))).toBe('api_key_changed');
  });

  it('is rotated with an overlap: both secrets work until the old one ends', async () => {
    const { text, id } = await make();
    const rotated = await replica.administration.rotate(ADMIN, id, START + HOUR);
    expect(rotated.text).not.toBe(text);
    expect([await opens(text), await opens(rotated.text ?? '')]).toEqual(['none', 'none']);
    clock.now += HOUR;
    expect([await opens(text), await opens(rotated.text ?? '')]).toEqual(['api_key_expired', 'none']);
  });

  it('is rotated without an overlap: the old secret ends at once', async () => {
    const { text, id } = await make();
    const rotated = await replica.administration.rotate(ADMIN, id);
    expect([await opens(text), await opens(rotated.text ?? '')]).toEqual(['api_key_wrong', 'none']);
  });

  it('is no longer known by a login with a secret that has ended, whose name says nothing of it', async () => {
    const { text, id, key } = await make();
    const { name = '' } = await replica.logIn(text, ADDRESS);
    expect(name.length).toBeLessThan(`key:${id}:`.length + (key.secrets[0]?.digest.length ?? 0) / 2);
    const rotated = await replica.administration.rotate(ADMIN, id, START + HOUR);
    const next = await replica.logIn(rotated.text ?? '', ADDRESS);
    expect(await replica.findCaller(name)).toEqual(next.caller);
    clock.now += HOUR;
    expect(await replica.findCaller(name)).toBeUndefined();
    expect(await replica.findCaller(next.name ?? '')).toEqual(next.caller);
    await replica.administration.rotate(ADMIN, id);
    expect(await replica.findCaller(next.name ?? '')).toBeUndefined();
  });

  it.each(['key:', ':', 'key::', 'oidc:somebody', ''])('is not found by what names no secret: %s', async (rest) => {
    const { id } = await make();
    for (const login of [rest, `key:${id}${rest}`]) expect(await replica.findCaller(login)).toBeUndefined();
  });

  it('is changed by one of two at once; the other is told', async () => {
    const { id } = await make();
    const [a, b] = await Promise.allSettled([
      replica.administration.change(ADMIN, id, { scopes: ['admin'] }),
      replica.administration.rotate(ADMIN, id),
    ]);
    expect([a.status, b.status].sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is made once by a request and its repeats, and shown only the first time', async () => {
    const asked = { name: 'clerk', scopes: ['sessions:read'] } as const;
    const first = await replica.administration.create(ADMIN, asked, 'r1');
    const again = await replica.administration.create(ADMIN, asked, 'r1');
    expect(again.key.id).toBe(first.key.id);
    expect(again.text).toBeUndefined();
    expect(await opens(first.text ?? '')).toBe('none');
  });

  it('of one issuer is hidden from the administrators of another', async () => {
    const { id } = await make({ issuer: 'a' });
    const ofB: Caller = { id: 'key:b', scopes: ['admin'], issuer: 'b' };
    expect(await replica.administration.list(ofB, { limit: 10 })).toEqual([]);
    for (const act of [
      replica.administration.load(ofB, id),
      replica.administration.revoke(ofB, id),
      replica.administration.rotate(ofB, id),
      replica.administration.change(ofB, id, { scopes: ['admin'] }),
    ])
      expect(await refusal(act)).toBe('api_key_unknown');
    expect(memory.keys.get(id)?.revokedAt).toBeUndefined();
  });
});

describe('wrong keys from one address', () => {
  it('bring a pause for that address, in which the configured key is not tried either', async () => {
    for (let i = 0; i < 3; i++) expect(await opens('wrong')).toBe('api_key_wrong');
    expect(await opens('wrong')).toBe('too_many_failed_logins');
    expect(await opens(ADMIN_KEY)).toBe('too_many_failed_logins');
    const error = await replica.authenticate('wrong', ADDRESS).catch((one) => one);
    expect(error.evidence.retry_after).toBeGreaterThan(200);
    expect(await refusal(replica.authenticate(ADMIN_KEY, '192.0.2.2'))).toBe('none');
  });

  it('do not keep out the bearers of keys that cannot be guessed', async () => {
    const { text } = await make();
    for (let i = 0; i < 4; i++) await opens('wrong');
    expect(await opens(text)).toBe('none');
  });

  it('count for the digest of a key as for a word', async () => {
    const { text } = await make();
    const wrong = `${text.slice(0, 25)}${'A'.repeat(text.length - 25)}`;
    for (let i = 0; i < 3; i++) expect(await opens(wrong)).toBe('api_key_wrong');
    expect(await opens(wrong)).toBe('too_many_failed_logins');
  });
});
