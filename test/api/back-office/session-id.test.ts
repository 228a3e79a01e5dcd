/** An idempotency key and the erasure of what was made under it. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { checkNotErased, findSessionId } from '../../../api/back-office/session-id.js';
import type { Erasure } from '../../../ports/privacy.js';

function idsOver(erasures: Map<string, Partial<Erasure>>) {
  const deps = {
    handles: { keyedDigest: (...parts: string[]) => createHash('sha256').update(parts.join('\n')).digest('base64url') },
    loadErasure: async (id: string) => erasures.get(id) as Erasure | undefined,
  };
  return {
    find: (key?: string) => findSessionId(deps, 'issuer', key),
    check: (id: string) => checkNotErased(deps, id),
  };
}

it('a key names one session, and none names another each time', async () => {
  const { find } = idsOver(new Map());
  expect(await find('k')).toBe(await find('k'));
  expect(await find('k')).not.toBe(await find('other'));
  expect(await find()).not.toBe(await find());
});

it('a session that was erased, however often, comes not to life again under its key', async () => {
  const erasures = new Map<string, Partial<Erasure>>();
  const { find } = idsOver(erasures);
  const ids = new Set<string>();
  for (let round = 0; round < 3; round++) {
    const id = await find('k');
    expect(await find('k')).toBe(id);
    ids.add(id);
    erasures.set(id, { requestedAt: 1000, finishedAt: 2000 });
  }
  expect(ids.size).toBe(3);
});

it('while it is being erased its key is refused', async () => {
  const erasures = new Map<string, Partial<Erasure>>();
  const { find, check } = idsOver(erasures);
  const id = await find('k');
  await check(id);
  erasures.set(id, { requestedAt: 1000 });
  await expect(find('k')).rejects.toMatchObject({ reason: 'session_being_erased' });
  // Begun after the look, before the session was stored.
  await expect(check(id)).rejects.toMatchObject({ reason: 'session_being_erased' });
});
