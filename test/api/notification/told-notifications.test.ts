import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createToldNotifications, type ToldNotifications } from '../../../api/notification/told-notifications.js';
import type { SessionRecord } from '../../../ports/session-records.js';

const issuance = (state: string) => ({ requestId: 'request', state });
const recordOf = (state: string, more: { isOpen?: boolean; events?: number } = {}) =>
  ({
    view: {
      isOpen: more.isOpen ?? true,
      deliverables: [{ issuances: [issuance(state)] }],
      events: Array.from({ length: more.events ?? 1 }, () => ({ type: 'credential_accepted' })),
    },
  }) as unknown as SessionRecord;
const accepted = { requestId: 'request', event: 'credential_accepted' } as const;

let told: ToldNotifications;
beforeEach(() => {
  told = createToldNotifications();
});
const isNews = (record: SessionRecord | undefined, one: Parameters<ToldNotifications['isNews']>[0] = accepted) =>
  told.isNews(one, async () => record);

describe('a notification', () => {
  it('that is the first of its credential is news, and nothing is read for it', async () => {
    const load = vi.fn();
    expect(await told.isNews(accepted, load)).toBe(true);
    expect(load).not.toHaveBeenCalled();
  });

  it('NO-04 that the session has heard is none', async () => {
    told.note('request');
    expect(await isNews(recordOf('accepted'))).toBe(false);
    expect(await isNews(recordOf('accepted'), { ...accepted, requestId: 'another' })).toBe(true);
  });

  it('that says something else is news, and so is one the read model does not know yet', async () => {
    told.note('request');
    expect(await isNews(recordOf('failed'))).toBe(true);
    expect(await isNews(recordOf('delivered'))).toBe(true);
    expect(await isNews(undefined)).toBe(true);
  });

  it('of a wallet that changes its mind for ever is none any more', async () => {
    told.note('request');
    expect(await isNews(recordOf('failed', { events: 10 }))).toBe(true);
    expect(await isNews(recordOf('failed', { events: 11 }))).toBe(false);
  });

  it('to a session that is over is none', async () => {
    told.note('request');
    expect(await isNews(recordOf('failed', { isOpen: false }))).toBe(false);
  });
});
