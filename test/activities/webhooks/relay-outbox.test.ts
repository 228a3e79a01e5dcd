/** Rounds of a dispatcher over an outbox in memory. */
import { describe, expect, it } from 'vitest';
import type { RelayDependencies } from '../../../activities/webhooks/dependencies.js';
import { relayOutbox } from '../../../activities/webhooks/relay-outbox.js';
import type { DueCredential, DueSession } from '../../../ports/event-feed.js';
import type { FeedEvent } from '../../../protocol/events/build-event.js';
import type { SessionEvent } from '../../../protocol/session-view.js';

const START = 1_000_000;
const eventsOf = (...types: SessionEvent['type'][]): SessionEvent[] =>
  types.map((type, index) => ({ seq: index + 1, type, at: 5, details: { configuration: 'pid' } }));
const ISSUED = eventsOf('offer_created', 'credential_issued');

type Row<T> = T & { at?: number; until?: number };

function setUp(sessions: Row<DueSession>[], credentials: Row<DueCredential>[] = [], erased: string[] = []) {
  const told: FeedEvent[] = [];
  const asked: string[] = [];
  let now = START;
  const dueOf = <T extends { at?: number }>(rows: T[], limit: number): T[] =>
    rows
      .filter((one) => (one.at ?? 0) <= now)
      .sort((a, b) => (a.at ?? 0) - (b.at ?? 0))
      .slice(0, limit);
  const remove = <T>(rows: T[], row: T | undefined): void => void (row && rows.splice(rows.indexOf(row), 1));
  const deps = {
    loadDueSessions: async (_shard: number, _now: number, limit: number) => dueOf(sessions, limit),
    settleSession: async ({ sessionId, relayed, next }: { sessionId: string; relayed: number; next?: number }) => {
      const row = sessions.find((one) => one.sessionId === sessionId);
      if (next === undefined) remove(sessions, row);
      else if (row) Object.assign(row, { at: next, relayed });
    },
    loadDueCredentials: async (_shard: number, _now: number, limit: number) => dueOf(credentials, limit),
    settleCredential: async (id: string) =>
      remove(
        credentials,
        credentials.find((one) => one.credentialId === id),
      ),
    deferCredential: async (id: string, at: number) => {
      Object.assign(credentials.find((one) => one.credentialId === id) ?? {}, { at });
    },
    loadOutboxEvents: async () => [],
    removeOutboxEvents: async () => undefined,
    findErased: async () => new Set(erased),
    askSettledEvents: async (id: string) => {
      asked.push(id);
      if (id.startsWith('broken')) throw new Error('does not answer');
      return ISSUED;
    },
    isSessionStarted: async () => true,
    appendEvents: async (events: FeedEvent[]) => {
      told.push(...events);
      return events.map((one, position) => ({ ...one, position }));
    },
    listEndpoints: async () => [],
    insertDeliveries: async () => undefined,
    now: () => new Date(now),
  } as unknown as RelayDependencies;
  const reported: unknown[] = [];
  return {
    told,
    asked,
    reported,
    sessions,
    credentials,
    round: (later = 0) => {
      now += later;
      return relayOutbox(deps, 0, (error) => reported.push(error));
    },
  };
}

const session = (sessionId: string, change: Partial<Row<DueSession>> = {}): Row<DueSession> => ({
  sessionId,
  issuer: 'i',
  version: 7,
  relayed: 0,
  confirmed: 0,
  since: START - 4000,
  at: START - 3000,
  events: ISSUED,
  ...change,
});
const revoked = (change: Partial<DueCredential> = {}): DueCredential => ({
  credentialId: 'c',
  issuer: 'i',
  sessionId: 's',
  configurationId: 'pid',
  changedBy: 'act',
  changes: [{ status: 'revoked', at: START, by: 'act' }],
  session: { events: ISSUED, relayed: 1, isOpen: true },
  ...change,
});

describe('sessions that cannot be relayed', () => {
  it('hold no other session up, however many there are, and lose nothing', async () => {
    const broken = Array.from({ length: 50 }, (_, nth) => session(`broken-${nth}`, { at: START - 9000, relayed: 1 }));
    const { round, told, sessions, reported } = setUp([...broken, session('healthy')]);
    await round();
    await round();
    expect(told.map((one) => one.sessionId)).toEqual(['healthy', 'healthy']);
    expect(reported).toHaveLength(50);
    expect(sessions).toHaveLength(50);
    expect(sessions.every((one) => one.relayed === 1)).toBe(true);
  });

  it('are tried again ever more seldom, up to ten minutes', async () => {
    const { round, sessions, asked } = setUp([session('broken')]);
    const pauses: number[] = [];
    let now = START;
    for (let nth = 0; nth < 12; nth += 1) {
      await round(nth === 0 ? 0 : (sessions[0]?.at ?? 0) - now);
      now = nth === 0 ? START : now + (pauses.at(-1) ?? 0);
      pauses.push((sessions[0]?.at ?? 0) - now);
    }
    expect(asked).toHaveLength(12);
    expect(pauses.slice(0, 3)).toEqual([4000, 8000, 16_000]);
    expect(pauses.at(-1)).toBe(600_000);
  });
});

it('what was read of a session before it was erased is told without whom it was about', async () => {
  const personal = { reference: 'case-1', metadata: { desk: 7 } };
  const events = ISSUED.map((one) => ({ ...one, type: 'authorized' as const, details: { client_id: 'wallet-1' } }));
  const both = ['gone', 'here'].map((id) => session(id, { ...personal, events, confirmed: 2 }));
  const { round, told } = setUp(both, [], ['gone']);
  await round();
  const said = (id: string) => JSON.stringify(told.filter((one) => one.sessionId === id));
  expect(told).toHaveLength(4);
  for (const word of ['case-1', 'desk', 'wallet-1']) {
    expect(said('here')).toContain(word);
    expect(said('gone')).not.toContain(word);
  }
});

describe('a change of a credential', () => {
  it('is held while its session has not told of the credential, and told then', async () => {
    const { round, told, credentials } = setUp([], [revoked()]);
    await round();
    expect(told).toEqual([]);
    Object.assign(credentials[0] ?? {}, { session: { events: ISSUED, relayed: 2, isOpen: true } });
    await round(1000);
    expect(told.map((one) => one.type)).toEqual(['credential_revoked']);
  });

  it('is held while its session does not know of the credential yet', async () => {
    const { round, told } = setUp([], [revoked({ session: { events: ISSUED.slice(0, 1), relayed: 1, isOpen: true } })]);
    await round();
    expect(told).toEqual([]);
  });

  it('is told at once where its session is gone or over, and in the end whatever its session does', async () => {
    const { session: _session, ...orphan } = revoked();
    const over = revoked({ credentialId: 'd', session: { events: [], relayed: 0, isOpen: false } });
    const { round, told } = setUp([], [orphan, over, revoked({ credentialId: 'e' })]);
    await round();
    expect(told).toHaveLength(2);
    await round(600_001);
    expect(told).toHaveLength(3);
  });

  it('holds up no other one', async () => {
    const held = Array.from({ length: 50 }, (_, nth) => revoked({ credentialId: `held-${nth}` }));
    const free = revoked({ credentialId: 'free', session: { events: ISSUED, relayed: 2, isOpen: true } });
    const { round, told } = setUp([], [...held, { ...free, at: 1 } as DueCredential]);
    await round();
    await round();
    expect(told.map((one) => one.data['credential_id'])).toEqual(['free']);
  });
});
