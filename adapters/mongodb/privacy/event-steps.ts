/**
 * Events on their way to back offices, and those already there. The feed counts without a gap, so an event of an erased
 * session keeps its place and loses what the back office called the session and who the wallet said it was.
 */
import type { Collection } from 'mongodb';
import type { PrivacyStep } from '../../../ports/privacy.js';
import type { Database } from '../database.js';
import { noteTrimmedInMongo } from '../feed-trims.js';
import { deletePage, issuerFilter } from './pages.js';

type EventDocument = {
  readonly _id: string;
  readonly issuer: string;
  readonly sessionId?: string;
  readonly at: number;
  readonly position: number;
};
type CarryingDocument = {
  readonly _id: string;
  readonly event: Omit<EventDocument, '_id' | 'position'>;
  readonly expiresAt?: Date;
};

const SECOND = 1000;
const spot = { issuer: 1, position: 1 } as const;

/** Takes what says who it was from every event of these sessions, wherever it is. */
export function redactEventsInMongo({ db }: Database): (sessionIds: readonly string[]) => Promise<void> {
  return async (sessionIds) => {
    const ids = { $in: [...sessionIds] };
    const told = { $unset: { reference: '', metadata: '', 'data.client_id': '' } } as const;
    await db.collection<EventDocument>('events').updateMany({ sessionId: ids }, told);
    for (const name of ['outbox', 'deliveries'])
      await db.collection<CarryingDocument>(name).updateMany({ 'event.sessionId': ids }, carried);
  };
}

const carried = { $unset: { 'event.reference': '', 'event.metadata': '', 'event.data.client_id': '' } } as const;

export function createFeedStep(database: Database): PrivacyStep {
  const { db } = database;
  const events = db.collection<EventDocument>('events');
  const noteTrimmed = noteTrimmedInMongo(database);
  const redact = async (sessionId: string): Promise<void> => {
    await events.updateMany({ sessionId }, { $unset: { reference: '', metadata: '', 'data.client_id': '' } });
  };
  return {
    name: 'events',
    prepare: async () => {
      await events.createIndex({ sessionId: 1 });
    },
    erase: redact,
    anonymise: redact,
    sweep: async ({ now, issuers, limit }) => {
      const [head] = await events.find().sort({ position: -1 }).limit(1).toArray();
      if (head === undefined) return false;
      const configured = issuers.flatMap((one) => one.issuer ?? []);
      let hasMore = false;
      for (const { issuer, rules } of issuers) {
        const before = now - rules.events * SECOND;
        // The last one stays: the count goes on from it.
        const old = { ...issuerFilter(issuer, configured), at: { $lt: before }, position: { $lt: head.position } };
        const page = await events.find(old, { projection: spot }).sort({ position: 1 }).limit(limit).toArray();
        await noteTrimmed(page);
        if (page.length > 0) await events.deleteMany({ _id: { $in: page.map((one) => one._id) } });
        hasMore = page.length === limit || hasMore;
      }
      return hasMore;
    },
    collect: async (sessionIds) => {
      const found = await events.find({ sessionId: { $in: [...sessionIds] } }).toArray();
      return found.map(({ _id, ...rest }) => ({ id: _id, ...rest }));
    },
  };
}

/** Deliveries repeat the event, and so does what is not in the feed yet. They stay no longer than the event does. */
export function createDeliveriesStep(database: Database): PrivacyStep {
  const step = createCarryingStep(database, 'deliveries');
  const deliveries = database.db.collection<CarryingDocument>('deliveries');
  return {
    ...step,
    prepare: async () => {
      await deliveries.createIndex({ 'event.issuer': 1, 'event.at': 1 });
    },
    sweep: async (round) => {
      const { now, issuers, limit } = round;
      const configured = issuers.flatMap((one) => one.issuer ?? []);
      let hasMore = (await step.sweep?.(round)) ?? false;
      for (const { issuer, rules } of issuers) {
        const old = { $lt: now - rules.events * SECOND };
        const filter = { 'event.issuer': issuerFilter(issuer, configured).issuer, 'event.at': old };
        hasMore = (await deletePage(deliveries, filter, limit, { 'event.at': 1 })) || hasMore;
      }
      return hasMore;
    },
  };
}

export function createOutboxStep(database: Database): PrivacyStep {
  return createCarryingStep(database, 'outbox');
}

function createCarryingStep({ db }: Database, name: string): PrivacyStep {
  const carrying: Collection<CarryingDocument> = db.collection(name);
  const redact = async (sessionId: string): Promise<void> => {
    await carrying.updateMany({ 'event.sessionId': sessionId }, carried);
  };
  return {
    name,
    erase: redact,
    anonymise: redact,
    sweep: ({ now, limit }) => deletePage(carrying, { expiresAt: { $lte: new Date(now) } }, limit),
  };
}
