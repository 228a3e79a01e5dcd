/** The database's collections, their documents and indexes. Only operations that every MongoDB-protocol server does well. */
import type { Collection, Db } from 'mongodb';
import { MongoClient } from 'mongodb';
import type { SwitchChange } from '../../ports/issuing-switch.js';
import type { SessionRecord } from '../../ports/session-records.js';
import type { FoldedPolls, LogRecord } from '../../ports/trace.js';
import type { Lapse } from '../../ports/vault.js';
import { ensureIndex } from './ensure-index.js';

/** The record as stored: `view` is the projection, `version` orders its writes, `responses` are sealed. */
export type SessionDocument = Omit<SessionRecord, 'id'> & {
  readonly _id: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly responses?: Readonly<Record<string, StoredResponse>>;
};

/** `attempt` orders the writes. Without the rest it was destroyed, and what was signed before that does not come back. */
export type StoredResponse = { readonly attempt: number; readonly sealed?: Uint8Array; readonly until?: number };

/** `key:<session>`, `claims:<reference>`, `request:<id>` and `switch:<issuer>` side by side, so that an issuance reads once. */
export type VaultDocument = {
  readonly _id: string;
  readonly sessionId?: string;
  readonly sealed?: Uint8Array;
  readonly configurationId?: string;
  readonly digest?: string;
  /** Values used up by this request; unique over the collection. */
  readonly consumes?: readonly string[];
  /** Which of them may be used again, and from when (ms since 1970). */
  readonly lapses?: readonly Lapse[];
  readonly expiresAt?: Date;
  /** Whether the issuer issues; nothing else is in such a document. */
  readonly issuing?: SwitchChange;
};

export type LogDocument = Omit<LogRecord, 'id'> & { readonly _id: string } & Partial<
    Pick<FoldedPolls, 'count' | 'lastAt' | 'tooEarly'>
  > & {
    readonly expiresAt?: Date;
  };

export type Database = {
  readonly client: MongoClient;
  readonly db: Db;
  readonly sessions: Collection<SessionDocument>;
  readonly vault: Collection<VaultDocument>;
  readonly logs: Collection<LogDocument>;
};

/**
 * Connects when first used. Writes wait for the journal of a majority: what is acknowledged is kept. A database that is
 * away is reported within a second, so that a wallet gets its "try again" in time.
 */
export function openDatabase(
  uri: string,
  name: string,
  onCommand?: (command: string, collection: string) => void,
): Database {
  const client = new MongoClient(uri, {
    writeConcern: { w: 'majority', j: true },
    serverSelectionTimeoutMS: 1500,
    connectTimeoutMS: 1500,
    socketTimeoutMS: 10_000,
    maxPoolSize: 50,
    ignoreUndefined: true,
    promoteBuffers: true,
    monitorCommands: onCommand !== undefined,
  });
  if (onCommand !== undefined)
    client.on('commandStarted', ({ commandName, command }) => {
      // What concerns no collection, a ping, has a number there.
      const collection: unknown = command[commandName === 'getMore' ? 'collection' : commandName];
      onCommand(commandName, typeof collection === 'string' ? collection : '');
    });
  const db = client.db(name);
  return {
    client,
    db,
    sessions: db.collection('sessions'),
    vault: db.collection('vault'),
    logs: db.collection('logs'),
  };
}

export async function createIndexes({ sessions, vault, logs }: Database): Promise<void> {
  await ensureIndex(sessions, { offerId: 1 }, { unique: true });
  // In the order lists are read in, the id with it: without it every session would be sorted for each page.
  await ensureIndex(sessions, { createdAt: -1, _id: -1 });
  await ensureIndex(sessions, { issuer: 1, createdAt: -1, _id: -1 });
  await ensureIndex(sessions, { 'view.status': 1, createdAt: -1, _id: -1 });
  await ensureIndex(sessions, { reference: 1, createdAt: -1, _id: -1 });
  // Sparse and not partial: the embedded database reads the whole collection rather than a partial index, and whoever
  // sends a proof once more would make it do so.
  await ensureIndex(vault, { consumes: 1 }, { unique: true, sparse: true });
  await ensureIndex(vault, { expiresAt: 1 }, { expireAfterSeconds: 0 });
  await ensureIndex(vault, { sessionId: 1 });
  await ensureIndex(logs, { sessionId: 1, _id: -1 });
  await ensureIndex(logs, { expiresAt: 1 }, { expireAfterSeconds: 0 });
}

export async function pingDatabase({ db }: Database): Promise<void> {
  await db.command({ ping: 1 });
}

/** 11000: a unique index refused the write. */
export function isDuplicate(
  error: unknown,
): error is Error & { keyPattern?: Record<string, unknown>; keyValue?: Record<string, unknown> } {
  return (error as { code?: unknown } | null)?.code === 11000;
}
