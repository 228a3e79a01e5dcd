/** The inbox as one caller uses it: what it may see, and what it is working on. */
import type { Caller } from '../../ports/caller.js';
import type { GiveUpLease, Inbox, InboxCursor, ListInbox, TakeLease } from '../../ports/inbox.js';
import { deriveWaiting } from '../../protocol/derive-waiting.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { readInboxCursor, writeInboxCursor } from '../../protocol/inbox-cursor.js';
import type { BackOfficeDependencies } from './dependencies.js';

export type InboxDependencies = Pick<BackOfficeDependencies, 'loadSession' | 'now'> & {
  readonly listInbox: ListInbox;
  readonly takeLease: TakeLease;
  readonly giveUpLease: GiveUpLease;
};

const SECOND = 1000;

export function createInbox(deps: InboxDependencies, caller: Pick<Caller, 'id' | 'issuer'>): Inbox {
  const now = (): number => deps.now().getTime();
  /** Something that waits, and that this caller may see. */
  const check = async (sessionId: string, configurationId: string): Promise<void> => {
    const record = await deps.loadSession(sessionId);
    const isOwn = caller.issuer === undefined || record?.issuer === caller.issuer;
    const items = record === undefined || !isOwn ? [] : (deriveWaiting(record.view)?.items ?? []);
    if (!items.some((one) => one.configurationId === configurationId)) throw refuse('inbox_item_unknown');
  };
  return {
    list: async ({ claimedBy, issuer, after, ...filter }) => {
      if (caller.issuer !== undefined && issuer !== undefined && issuer !== caller.issuer) return { items: [] };
      const own = caller.issuer ?? issuer;
      const wanted = {
        ...filter,
        ...(own === undefined ? {} : { issuer: own }),
        ...(after === undefined ? {} : { after: cursorOf(after) }),
        ...holderOf(claimedBy, caller),
      };
      const items = await deps.listInbox(wanted, now());
      return { items, ...(items.length < filter.limit ? {} : { next: writeInboxCursor(items) }) };
    },
    claim: async (item, seconds) => {
      await check(item.sessionId, item.configurationId);
      const lease = await deps.takeLease(item, { holder: caller.id, until: now() + seconds * SECOND }, now());
      if (lease.holder !== caller.id) throw claimed(lease);
      return lease;
    },
    unclaim: async (item) => {
      await check(item.sessionId, item.configurationId);
      const other = await deps.giveUpLease(item, caller.id, now());
      if (other !== undefined) throw claimed(other);
    },
  };
}

/** @throws ProtocolError `body_invalid` */
function cursorOf(text: string): InboxCursor {
  const cursor = readInboxCursor(text);
  if (cursor === undefined) throw refuse('body_invalid', { reason: 'after is no cursor of ours.' });
  return cursor;
}

function holderOf(claimedBy: string | undefined, caller: Pick<Caller, 'id'>): { holder?: string | null } {
  if (claimedBy === undefined) return {};
  if (claimedBy === 'nobody') return { holder: null };
  return { holder: claimedBy === 'me' ? caller.id : claimedBy };
}

function claimed({ holder, until }: { readonly holder: string; readonly until: number }) {
  return refuse('inbox_item_claimed', { claimed_by: holder, claimed_until: new Date(until).toISOString() });
}
