/** An inbox in memory, over the sessions of the fake back office. */
import type { Inbox, InboxLease } from '../../ports/inbox.js';
import { deriveWaiting } from '../../protocol/derive-waiting.js';
import type { FakeBackOffice } from './fake-back-office.js';

export function createFakeInbox({ records }: Pick<FakeBackOffice, 'records'>): Inbox {
  const leases = new Map<string, InboxLease>();
  const key = (one: { sessionId: string; configurationId: string }): string =>
    `${one.sessionId} ${one.configurationId}`;
  return {
    list: async ({ claimedBy, limit }) => ({
      items: [...records.values()]
        .flatMap((record) => {
          const waiting = deriveWaiting(record.view);
          return (waiting?.items ?? []).map((one) => ({
            ...one,
            sessionId: record.id,
            issuer: record.issuer,
            sortsAt: waiting?.dueAt ?? 0,
          }));
        })
        .map((one) => {
          const lease = leases.get(key(one));
          return lease === undefined ? one : { ...one, lease };
        })
        .filter((one) => claimedBy === undefined || (claimedBy === 'nobody') === !('lease' in one))
        .slice(0, limit),
    }),
    claim: async (item, seconds) => {
      const lease = { holder: 'admin-key', until: Date.now() + seconds * 1000 };
      leases.set(key(item), lease);
      return lease;
    },
    unclaim: async (item) => void leases.delete(key(item)),
  };
}
