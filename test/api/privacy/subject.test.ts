/** A subject with more sessions than one page holds. */
import { expect, it } from 'vitest';
import { createPrivacyAdministration } from '../../../api/privacy/create-privacy-administration.js';
import type { PrivacyApiDependencies } from '../../../api/privacy/dependencies.js';
import type { Caller } from '../../../ports/caller.js';

const PAGE = 100;
const COUNT = 2 * PAGE + 50;
const ids = Array.from({ length: COUNT }, (_, index) => `session-${String(index).padStart(4, '0')}`);

const VIEW = { createdAt: 0, offer: { expiresAt: 0 }, events: [], deliverables: [], problems: [] };

function privacyOf(all: readonly string[]) {
  const seen = { erased: [] as string[], ordered: [] as number[], most: 0, loading: 0 };
  const line = { bulk_id: 'b', line: 1 };
  const deps = {
    issuers: { find: () => ({ id: 'one' }), list: () => [] },
    handles: { keyedDigest: () => 'digest' },
    findSubjectSessions: async (_key: object, after: string) => all.filter((id) => id > after).slice(0, PAGE),
    loadSession: async (id: string) => {
      seen.loading += 1;
      seen.most = Math.max(seen.most, seen.loading);
      await new Promise((resolve) => setImmediate(resolve));
      seen.loading -= 1;
      return { id, issuer: 'one', offer: {}, view: VIEW };
    },
    forgetSubject: async () => 0,
    linesAbout: { erase: async () => undefined, collect: async () => (all.length > 0 ? [line] : []) },
    gateway: {
      eraseSession: async (id: string) => void seen.erased.push(id),
      exportSubject: async () => undefined,
    },
    mintOneTimeKey: () => ({ publicKey: new Uint8Array(), open: () => new Uint8Array() }),
    exports: {
      order: async ({ sessionIds }: { sessionIds: readonly string[] }) => void seen.ordered.push(sessionIds.length),
      parts: async () => [],
      remove: async () => undefined,
    },
    steps: [{ name: 'logs', collect: async (some: readonly string[]) => some.map((id) => ({ id })) }],
    trace: { record: () => undefined },
    now: () => new Date(0),
  } as unknown as PrivacyApiDependencies;
  return { seen, privacy: createPrivacyAdministration(deps, { id: 'someone' } as unknown as Caller) };
}

it('is erased altogether', async () => {
  const { seen, privacy } = privacyOf(ids);
  expect((await privacy.eraseSubject({ subjectId: 's' })).sessionIds).toEqual(ids);
  expect(seen.erased).toEqual(ids);
});

it('is shown altogether, a page of records at a time, and each line of a bulk job once', async () => {
  const { seen, privacy } = privacyOf(ids);
  const shown = (await privacy.exportSubject({ subjectId: 's' })) as Record<string, object[]>;
  expect(shown['sessions']).toHaveLength(COUNT);
  expect(shown['logs']).toEqual(ids.map((id) => ({ id })));
  expect(shown['bulk_rows']).toHaveLength(1);
  expect(seen.ordered).toEqual([PAGE, PAGE, 50]);
  expect(seen.most).toBeLessThanOrEqual(PAGE);
});

it('of whom nothing is held is unknown', async () => {
  const { privacy } = privacyOf([]);
  await expect(privacy.exportSubject({ subjectId: 's' })).rejects.toMatchObject({ reason: 'subject_unknown' });
});
