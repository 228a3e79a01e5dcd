/** What waits for the back office, and who takes it on. */
import { describe, expect, it } from 'vitest';
import type { BackOffice } from '../support/back-office.js';
import { readInbox } from '../support/back-office-hands.js';
import { AV, PID_SD_JWT } from '../support/datasets.js';
import { deferSession, openSession } from '../support/open-session.js';
import { sharedStack } from '../support/stack.js';

const stack = sharedStack();
const OF_AGE = { age_over_18: true };

async function itemOf(office: BackOffice, id: string, query: Record<string, string> = {}) {
  return (await readInbox(office, query)).filter((one) => one.session_id === id);
}
const claim = (office: BackOffice, id: string, body?: object) => office.call('POST', `/inbox/${id}/${AV}/claim`, body);

describe('the inbox', () => {
  it('shows what waits for claims, with the end of the wait, until they are supplied', async () => {
    const { id, backOffice } = await deferSession(stack, { more: { deferral_limit: 3600, reference: 'case 7' } });
    const [item] = await itemOf(backOffice, id);
    expect(item).toMatchObject({
      credential_configuration_id: AV,
      reference: 'case 7',
      waits_for: 'claims',
      wallet_waiting: true,
      overdue: false,
      claimed_by: null,
    });
    const left = Date.parse(item?.due_at ?? '') - Date.now();
    expect(left).toBeGreaterThan(3_500_000);
    expect(left).toBeLessThanOrEqual(3_600_000);
    await backOffice.supply(id, AV, OF_AGE);
    expect(await itemOf(backOffice, id)).toEqual([]);
  });

  it('shows what waits for its release, and nothing of a session that is over', async () => {
    const { id, backOffice } = await openSession(stack, { more: { require_release: true } });
    expect(await itemOf(backOffice, id)).toMatchObject([{ waits_for: 'release', wallet_waiting: false }]);
    expect(await itemOf(backOffice, id, { waits_for: 'claims' })).toEqual([]);
    await backOffice.cancel(id);
    expect(await itemOf(backOffice, id)).toEqual([]);
  });

  it('is sorted by urgency and paged without a gap or a repeat', async () => {
    const { backOffice } = await openSession(stack);
    const made: string[] = [];
    for (const offer_expires_in of [300, 100, 200]) {
      const options = { offered: [AV, PID_SD_JWT], supplied: [], more: { offer_expires_in } };
      made.push((await openSession(stack, options)).id);
    }
    const read = async (limit: number) =>
      (await readInbox(backOffice, {}, limit))
        .filter((one) => made.includes(one.session_id))
        .map((one) => `${made.indexOf(one.session_id)} ${one.credential_configuration_id}`);
    const expected = [1, 2, 0].flatMap((index) => [`${index} ${AV}`, `${index} ${PID_SD_JWT}`]);
    expect(await read(200)).toEqual(expected);
    expect(await read(3)).toEqual(expected);
    expect(await read(1)).toEqual(expected);
  });

  it('filters by configuration and by who is at work', async () => {
    const options = { offered: [AV, PID_SD_JWT], supplied: [] };
    const { id, backOffice } = await openSession(stack, options);
    expect(await itemOf(backOffice, id, { configuration: PID_SD_JWT })).toHaveLength(1);
    expect(await itemOf(backOffice, id, { claimed_by: 'nobody' })).toHaveLength(2);
    await claim(backOffice, id);
    expect(await itemOf(backOffice, id, { claimed_by: 'me' })).toMatchObject([{ credential_configuration_id: AV }]);
    expect(await itemOf(backOffice, id, { claimed_by: 'nobody' })).toHaveLength(1);
    expect(await itemOf(backOffice, id, { issuer: 'nobody-s' })).toEqual([]);
  });

  it('an item is taken on for a while, prolonged and given up', async () => {
    const { id, backOffice } = await openSession(stack, { supplied: [] });
    const first = await claim(backOffice, id, { seconds: 60 });
    expect(first).toMatchObject({ status: 200, body: { claimed_by: 'admin-key' } });
    const again = await claim(backOffice, id, { seconds: 600 });
    expect(Date.parse(again.body.claimed_until)).toBeGreaterThan(Date.parse(first.body.claimed_until));
    expect((await backOffice.call('DELETE', `/inbox/${id}/${AV}/claim`)).status).toBe(204);
    expect(await itemOf(backOffice, id)).toMatchObject([{ claimed_by: null }]);
  });

  it.each([
    ['nothing waits there', async (office: BackOffice) => claim(office, (await openSession(stack)).id), 404],
    ['there is no such session', (office: BackOffice) => claim(office, 'nowhere'), 404],
    ['it is for no time', (office: BackOffice) => claim(office, 'nowhere', { seconds: 0 }), 400],
    ['the cursor is none', (office: BackOffice) => office.call('GET', '/inbox?after=x'), 400],
  ] as const)('is refused where %s', async (_what, act, status) => {
    const { backOffice } = await openSession(stack);
    expect((await act(backOffice)).status).toBe(status);
  });
});

describe('the list of sessions', () => {
  it('skips none of those that were made in the same moment', async () => {
    const reference = `list ${Date.now()}`;
    const { backOffice } = await openSession(stack);
    const opened = await Promise.all(Array.from({ length: 7 }, () => openSession(stack, { more: { reference } })));
    const seen: string[] = [];
    for (let before: string | null = ''; before !== null; ) {
      const query = new URLSearchParams({ reference, limit: '2', ...(before === '' ? {} : { before }) });
      const page: { sessions: { session_id: string }[]; next_before: string | null } = await backOffice.get(
        `/sessions?${query}`,
      );
      seen.push(...page.sessions.map((one) => one.session_id));
      before = page.next_before;
    }
    expect(seen.toSorted()).toEqual(opened.map((one) => one.id).toSorted());
  });
});
