/** Credentials whose status changed, as rows of the outbox: the mark is made by the very write that changes the status. */
import type { Collection } from 'mongodb';
import type { DeferCredential, DueCredential, LoadDueCredentials, SettleCredential } from '../../ports/event-feed.js';
import type { Database, SessionDocument } from './database.js';
import { shardOf } from './outbox-shards.js';

type Change = DueCredential['changes'][number];
/** On a credential whose changes are not in the feed yet. */
export type StatusChangeMarked = {
  readonly outboxShard?: number;
  readonly outboxAt?: number;
  readonly unsent?: Change[];
};
type RelayedSession = SessionDocument & { readonly relayed?: number };
type MarkedCredential = Omit<DueCredential, 'credentialId' | 'changes'> & StatusChangeMarked & { readonly _id: string };

/** Goes into the write that changes a credential's status, beside its `$set`. */
export function statusChangeMark(sessionId: string, change: Change) {
  return { set: { outboxShard: shardOf(sessionId), outboxAt: Date.now() }, push: { unsent: change } };
}

export const credentialsOf = ({ db }: Database): Collection<MarkedCredential> => db.collection('credentials');

export function loadDueCredentialsFromMongo(database: Database): LoadDueCredentials {
  const credentials = credentialsOf(database);
  const sessions: Collection<RelayedSession> = database.db.collection('sessions');
  const projection = { reference: 1, metadata: 1, relayed: 1, 'view.events': 1, 'view.isOpen': 1 } as const;
  return async (shard, now, limit) => {
    const due = { outboxShard: shard, outboxAt: { $lte: now } };
    const found = await credentials.find(due).sort({ outboxAt: 1 }).limit(limit).toArray();
    if (found.length === 0) return [];
    const ids = [...new Set(found.map((one) => one.sessionId))];
    const told = await sessions.find({ _id: { $in: ids } }, { projection }).toArray();
    return found.map(({ _id, issuer, sessionId, configurationId, changedBy, unsent = [] }) => {
      const { reference, metadata, relayed = 0, view } = told.find((one) => one._id === sessionId) ?? {};
      return {
        credentialId: _id,
        issuer,
        sessionId,
        configurationId,
        changedBy,
        changes: unsent,
        ...(view === undefined ? {} : { session: { events: view.events, relayed, isOpen: view.isOpen } }),
        ...(reference === undefined ? {} : { reference }),
        ...(metadata === undefined ? {} : { metadata }),
      };
    });
  };
}

export function settleCredentialInMongo(database: Database): SettleCredential {
  const credentials = credentialsOf(database);
  return async (credentialId, changedBy) => {
    const marks = { outboxShard: '', outboxAt: '', unsent: '' } as const;
    await credentials.updateOne({ _id: credentialId, changedBy }, { $unset: marks });
  };
}

export function deferCredentialInMongo(database: Database): DeferCredential {
  const credentials = credentialsOf(database);
  return async (credentialId, until) => {
    const marked = { _id: credentialId, outboxShard: { $exists: true } };
    await credentials.updateOne(marked, { $set: { outboxAt: until } });
  };
}
