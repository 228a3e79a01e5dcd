import { describe, expect, it } from 'vitest';
import type { RelayDependencies } from '../../../activities/webhooks/dependencies.js';
import { relaySession } from '../../../activities/webhooks/relay-sessions.js';
import type { DueSession } from '../../../ports/event-feed.js';
import type { SessionEvent } from '../../../protocol/session-view.js';

const NOW = 1_000_000;
const eventsOf = (...types: SessionEvent['type'][]): SessionEvent[] =>
  types.map((type, index) => ({ seq: index + 1, type, at: 5, details: { configuration: 'pid', claims: 'Erika' } }));
const STORY = eventsOf('offer_created', 'token_exchanged', 'credential_requested', 'credential_issued');

async function relay(
  change: Partial<DueSession>,
  known: readonly SessionEvent[] | 'unknown' = STORY,
  isStarted = true,
) {
  const asked: string[] = [];
  const settled: unknown[] = [];
  const deps = {
    settleSession: async (done: unknown) => void settled.push(done),
    askSettledEvents: async (id: string) => {
      asked.push(id);
      return known;
    },
    isSessionStarted: async () => isStarted,
    now: () => new Date(NOW),
  } as unknown as RelayDependencies;
  const due = { sessionId: 's', issuer: 'default', version: 7, relayed: 0, confirmed: 0, since: NOW, events: STORY };
  const { events, settle } = await relaySession(deps, { ...due, ...change });
  await settle();
  return { told: events.map((one) => one.id), events, asked, settled };
}

describe('the events of a session', () => {
  it('are told at once as far as they are confirmed, without asking anybody', async () => {
    const { told, asked, settled } = await relay({ confirmed: 4, relayed: 2 });
    expect(told).toEqual(['evt_s_3', 'evt_s_4']);
    expect(asked).toEqual([]);
    expect(settled).toEqual([{ sessionId: 's', version: 7, relayed: 4 }]);
  });

  it('that may yet be taken back are held, while those before them go', async () => {
    const { told, asked, settled } = await relay({ confirmed: 2 });
    expect(told).toEqual(['evt_s_1', 'evt_s_2']);
    expect(asked).toEqual([]);
    expect(settled).toEqual([{ sessionId: 's', version: 7, relayed: 2, next: NOW + 1000 }]);
  });

  it('that nothing has confirmed by then are asked of the workflow', async () => {
    const { told, asked, settled } = await relay({ since: NOW - 1000, relayed: 2, confirmed: 2 });
    expect(asked).toEqual(['s']);
    expect(told).toEqual(['evt_s_3', 'evt_s_4']);
    expect(settled).toEqual([{ sessionId: 's', version: 7, relayed: 4 }]);
  });

  it('that never happened are not told: an issuance taken back, a decision that died with its process', async () => {
    const { told, settled } = await relay({ since: NOW - 3000, relayed: 2, confirmed: 2 }, STORY.slice(0, 3));
    expect(told).toEqual(['evt_s_3']);
    expect(settled).toEqual([{ sessionId: 's', version: 7, relayed: 3, next: NOW + 3000 }]);
    const other = [...STORY.slice(0, 3), ...eventsOf('session_cancelled')];
    const { events } = await relay({ since: NOW - 3000, relayed: 3 }, other);
    expect(events.map((one) => one.type)).toEqual(['session_cancelled']);
  });

  it('of a session that never started are not told, and looked for in vain no longer than a day', async () => {
    const first = STORY.slice(0, 1);
    const young = await relay({ version: 0, events: first, since: NOW - 2000 }, STORY, false);
    expect(young.told).toEqual([]);
    expect(young.settled).toEqual([{ sessionId: 's', version: 7 - 7, relayed: 0, next: NOW + 2000 }]);
    const old = await relay({ version: 0, events: first, since: NOW - 90_000_000 }, STORY, false);
    expect(old.settled).toEqual([{ sessionId: 's', version: 0, relayed: 0 }]);
    expect((await relay({ version: 0, events: first, since: NOW - 2000 })).told).toEqual(['evt_s_1']);
  });

  it('are what the record says when the workflow is gone for good', async () => {
    expect((await relay({ since: NOW - 2000, relayed: 3 }, 'unknown')).told).toEqual(['evt_s_4']);
  });

  it('say only what the catalogue lists', async () => {
    const { events } = await relay({ confirmed: 4, relayed: 3 });
    expect(events[0]?.data).toEqual({ credential_configuration_id: 'pid' });
  });
});
