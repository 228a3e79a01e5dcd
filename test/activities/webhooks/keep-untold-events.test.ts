import { expect, it } from 'vitest';
import type { KeepUntoldDependencies } from '../../../activities/webhooks/keep-untold-events.js';
import { createKeepUntoldEvents } from '../../../activities/webhooks/keep-untold-events.js';
import type { FeedEvent } from '../../../protocol/events/build-event.js';
import type { SessionEvent } from '../../../protocol/session-view.js';

const eventsOf = (...types: SessionEvent['type'][]): SessionEvent[] =>
  types.map((type, index) => ({ seq: index + 1, type, at: 5, details: { client_id: 'wallet-1' } }));
const RECORDED = eventsOf('offer_created', 'authorized', 'credential_issued');
const CANCELLED = [...RECORDED, ...eventsOf('session_cancelled').map((one) => ({ ...one, seq: 4 }))];

type Settled = Awaited<ReturnType<KeepUntoldDependencies['askSettledEvents']>>;

async function keep(answers: (Settled | Error)[], change: object = {}): Promise<FeedEvent[]> {
  const kept: FeedEvent[] = [];
  const session = { sessionId: 's', issuer: 'i', version: 7, relayed: 1, confirmed: 1, since: 0, events: RECORDED };
  const found = { ...session, reference: 'case-1', metadata: { desk: 7 }, isOpen: true, isMarked: false, ...change };
  await createKeepUntoldEvents({
    loadUntoldSession: async () => found,
    askSettledEvents: async () => {
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (answer instanceof Error) throw answer;
      return answer ?? [];
    },
    storeOutboxEvent: async (event) => void kept.push(event),
  })('s');
  return kept;
}
const typesOf = (events: readonly FeedEvent[]) => events.map((one) => one.type);

it('an erasure keeps what was not told yet, its own cancellation too, and nothing of whom it was about', async () => {
  const kept = await keep([CANCELLED]);
  expect(kept.map((one) => one.id)).toEqual(['evt_s_2', 'evt_s_3', 'evt_s_4']);
  expect(typesOf(kept).at(-1)).toBe('session_cancelled');
  for (const word of ['case-1', 'desk', 'wallet-1']) expect(JSON.stringify(kept)).not.toContain(word);
});

it('it waits for an event that may yet be taken back, and for nobody who does not answer', async () => {
  expect(typesOf(await keep([RECORDED.slice(0, 2), CANCELLED]))).toEqual([
    'authorized',
    'credential_issued',
    'session_cancelled',
  ]);
  expect(typesOf(await keep([new Error('away')]))).toEqual(['authorized', 'credential_issued']);
  expect(typesOf(await keep(['unknown']))).toEqual(['authorized', 'credential_issued']);
});

it('it tells nothing of a session that never began, and asks nothing of one that is told', async () => {
  expect(await keep(['unknown'], { version: 0, relayed: 0 })).toEqual([]);
  expect(await keep([CANCELLED], { isOpen: false })).toEqual([]);
});
