/**
 * Notifications a session need not hear. A wallet may repeat one for ever (OID4VCI 11.2), and each that is sent on stands
 * in the session's history. The first of a credential is sent without a look, which is all that most wallets ever do; a
 * later one is compared with the read model.
 */
import type { SessionRecord } from '../../ports/session-records.js';
import type { SessionView } from '../../protocol/session-view.js';

const MOST_REMEMBERED = 20_000;
/** Beyond one for each issuance: changes of mind. The session records no more than about as many. */
const MOST_CHANGES = 10;

const states = {
  credential_accepted: 'accepted',
  credential_failure: 'failed',
  credential_deleted: 'deleted',
} as const;

export type WalletNotification = { readonly requestId: string; readonly event: keyof typeof states };

export type ToldNotifications = {
  readonly isNews: (told: WalletNotification, load: () => Promise<SessionRecord | undefined>) => Promise<boolean>;
  /** The session has it. */
  readonly note: (requestId: string) => void;
};

export function createToldNotifications(): ToldNotifications {
  const told = new Set<string>();
  return {
    isNews: async (one, load) => {
      if (!told.has(one.requestId)) return true;
      const record = await load();
      return record === undefined || isNewsTo(record.view, one);
    },
    note: (requestId) => {
      told.delete(requestId);
      told.add(requestId);
      if (told.size > MOST_REMEMBERED) told.delete(told.values().next().value as string);
    },
  };
}

function isNewsTo({ isOpen, deliverables, events }: SessionView, { requestId, event }: WalletNotification): boolean {
  const issuances = deliverables.flatMap((one) => one.issuances);
  const changes = events.filter(({ type }) => Object.hasOwn(states, type)).length - issuances.length;
  if (!isOpen || changes >= MOST_CHANGES) return false;
  return issuances.find((one) => one.requestId === requestId)?.state !== states[event];
}
