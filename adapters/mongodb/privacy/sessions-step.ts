/** The read model: anonymised, then deleted, counted from when a session ended. */
import type { Collection, UpdateFilter } from 'mongodb';
import type { AnonymiseView, FindEndedSessions, FindSubjectSessions, PrivacyStep } from '../../../ports/privacy.js';
import type { Database, SessionDocument } from '../database.js';
import { ensureIndex } from '../ensure-index.js';

/** When it ended is a fact beside the view: rules may change, and what is due follows the rules of the day. */
type EndedDocument = SessionDocument & { readonly endedAt?: number; readonly anonymisedAt?: number };

const collectionIn = ({ db }: Database): Collection<EndedDocument> => db.collection('sessions');
const PAGE_OF_SUBJECT = 100;

export function createSessionsStep(database: Database, anonymiseView: AnonymiseView): PrivacyStep {
  const sessions = collectionIn(database);
  return {
    name: 'sessions',
    prepare: async () => {
      await ensureIndex(sessions, { 'view.isOpen': 1, endedAt: 1 });
      await ensureIndex(sessions, { endedAt: 1 }, { sparse: true });
      await ensureIndex(sessions, { issuer: 1, anonymisedAt: 1, endedAt: 1 });
      await ensureIndex(sessions, { subjectDigest: 1 }, { sparse: true });
    },
    erase: async (sessionId) => {
      await sessions.deleteOne({ _id: sessionId });
    },
    anonymise: async (sessionId) => {
      const found = await sessions.findOne({ _id: sessionId }, { projection: { view: 1, version: 1 } });
      if (found === null) return;
      const change = { $set: anonymised(sessionId, anonymiseView(found.view)), $unset: personal };
      await sessions.updateOne({ _id: sessionId, version: found.version }, change as UpdateFilter<EndedDocument>);
    },
    sweep: async ({ limit }) => {
      const projection = { createdAt: 1, 'view.events': 1 } as const;
      const closed = { 'view.isOpen': false, endedAt: { $exists: false } };
      const found = await sessions.find(closed, { projection }).limit(limit).toArray();
      const marks = found.map(({ _id, createdAt, view }) => ({
        updateOne: { filter: { _id }, update: { $set: { endedAt: view.events.at(-1)?.at ?? createdAt.getTime() } } },
      }));
      if (marks.length > 0) await sessions.bulkWrite(marks, { ordered: false });
      return found.length === limit;
    },
  };
}

const personal = {
  reference: '',
  metadata: '',
  subjectDigest: '',
  requestDigest: '',
  start: '',
  responses: '',
  walletSeenAt: '',
  assurance: '',
  // That there was a code stays; what the back office wrote of it does not.
  'offer.txCode.description': '',
};

/** The offer's address is unique, so something has to stand there. */
function anonymised(sessionId: string, view: EndedDocument['view']) {
  const none = new Uint8Array();
  return { view, anonymisedAt: Date.now(), offerId: `anonymised ${sessionId}`, publicKey: none, digestKey: none };
}

export function findEndedSessionsInMongo(database: Database): FindEndedSessions {
  const sessions = collectionIn(database);
  return async ({ issuer, except = [], before, notAnonymised, passOver = [], limit }) => {
    const filter = {
      endedAt: { $lte: before },
      issuer: issuer ?? { $nin: [...except] },
      ...(notAnonymised ? { anonymisedAt: { $exists: false } } : {}),
      ...(passOver.length === 0 ? {} : { _id: { $nin: [...passOver] } }),
    };
    const found = await sessions
      .find(filter, { projection: { _id: 1 } })
      .limit(limit)
      .toArray();
    return found.map((one) => one._id);
  };
}

export function findSubjectSessionsInMongo(database: Database): FindSubjectSessions {
  const sessions = collectionIn(database);
  return async ({ issuer, subjectDigest }, after) => {
    const found = await sessions
      .find({ issuer, subjectDigest, _id: { $gt: after } }, { projection: { _id: 1 } })
      .sort({ _id: 1 })
      .limit(PAGE_OF_SUBJECT)
      .toArray();
    return found.map((one) => one._id);
  };
}
