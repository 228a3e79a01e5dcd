/**
 * Events on their way to back offices, and those already there. The feed counts without a gap, so an event of an erased
 * session keeps its place and loses what the back office called the session and who the wallet said it was.
 */
import type { Collection } from 'mongodb';
import type { PrivacyStep } from '../../../ports/privacy.js';
import type { Database } from '../database.js';
import { ensureIndex } from '../ensure-index.js';
import { findHeadIn } from '../events.js';
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

type Redact = (sessionIds: readonly string[]) => Promise<void>;

/** Takes what says who it was from every event of these sessions, wherever it is. */
export function redactEventsInMongo(database: Database): Redact {
  const places = [redactFeed(database), redactCarried(database, 'outbox'), redactCarried(database, 'deliveries')];
  return async (sessionIds) => {
    for (const redact of places) await redact(sessionIds);
  };
}

function redactFeed({ db }: Database): Redact {
  const events = db.collection<EventDocument>('events');
  const told = { $unset: { reference: '', metadata: '', 'data.client_id': '' } } as const;
  return async (sessionIds) => {
    await events.updateMany({ sessionId: { $in: [...sessionIds] } }, told);
  };
}

function redactCarried({ db }: Database, name: string): Redact {
  const carrying = db.collection<CarryingDocument>(name);
  const told = { $unset: { 'event.reference': '', 'event.metadata': '', 'event.data.client_id': '' } } as const;
  return async (sessionIds) => {
    await carrying.updateMany({ 'event.sessionId': { $in: [...sessionIds] } }, told);
  };
}

export function createFeedStep(database: Database): PrivacyStep {
  const { db } = database;
  const events = db.collection<EventDocument>('events');
  const noteTrimmed = noteTrimmedInMongo(database);
  const findHead = findHeadIn(database);
  const redactAll = redactFeed(database);
  const redact = (sessionId: string): Promise<void> => redactAll([sessionId]);
  return {
    name: 'events',
    prepare: async () => {
      await ensureIndex(events, { sessionId: 1 });
    },
    erase: redact,
    anonymise: redact,
    sweep: async ({ now, issuers, limit }) => {
      const head = await findHead();
      const configured = issuers.flatMap((one) => one.issuer ?? []);
      let hasMore = false;
      for (const { issuer, rules } of issuers) {
        const before = now - rules.events * SECOND;
        // The last one stays: the count goes on from it.
        // The embedded database looks for an index in the order of the members.
        const old = { at: { $lt: before }, ...issuerFilter(issuer, configured), position: { $lt: head } };
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
      await ensureIndex(deliveries, { 'event.issuer': 1, 'event.at': 1 });
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

function createCarryingStep(database: Database, name: string): PrivacyStep {
  const carrying: Collection<CarryingDocument> = database.db.collection(name);
  const redactAll = redactCarried(database, name);
  const redact = (sessionId: string): Promise<void> => redactAll([sessionId]);
  return {
    name,
    erase: redact,
    anonymise: redact,
    sweep: ({ now, limit }) => deletePage(carrying, { expiresAt: { $lte: new Date(now) } }, limit),
  };
}
