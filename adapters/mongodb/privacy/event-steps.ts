/**
 * Events on their way to back offices, and those already there. The feed counts without a gap, so an event of an erased
 * session keeps its place and loses what the back office called the session and who the wallet said it was.
 */
import type { Collection } from 'mongodb';
import type { PrivacyStep } from '../../../ports/privacy.js';
import type { Database } from '../database.js';
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

export function createFeedStep({ db }: Database): PrivacyStep {
  const events = db.collection<EventDocument>('events');
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
        hasMore = (await deletePage(events, old, limit, { position: 1 })) || hasMore;
      }
      return hasMore;
    },
    collect: async (sessionIds) => {
      const found = await events.find({ sessionId: { $in: [...sessionIds] } }).toArray();
      return found.map(({ _id, ...rest }) => ({ id: _id, ...rest }));
    },
  };
}

/** Deliveries repeat the event, and so does what is not in the feed yet. */
export function createDeliveriesStep(database: Database): PrivacyStep {
  return createCarryingStep(database, 'deliveries');
}

export function createOutboxStep(database: Database): PrivacyStep {
  return createCarryingStep(database, 'outbox');
}

function createCarryingStep({ db }: Database, name: string): PrivacyStep {
  const carrying: Collection<CarryingDocument> = db.collection(name);
  const redact = async (sessionId: string): Promise<void> => {
    await carrying.updateMany(
      { 'event.sessionId': sessionId },
      { $unset: { 'event.reference': '', 'event.metadata': '', 'event.data.client_id': '' } },
    );
  };
  return {
    name,
    erase: redact,
    anonymise: redact,
    sweep: ({ now, limit }) => deletePage(carrying, { expiresAt: { $lte: new Date(now) } }, limit),
  };
}
