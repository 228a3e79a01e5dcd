/** The read model in MongoDB. */
import type { Filter } from 'mongodb';
import type {
  InsertSession,
  ListSessions,
  LoadSession,
  LoadSessionByOffer,
  LoadSessionVersions,
  ProjectSession,
  RemoveSession,
  SessionCursor,
  SessionRecord,
  StoreAssurance,
  StoreRenewedOffer,
} from '../../ports/session-records.js';
import type { Database, SessionDocument } from './database.js';
import { isDuplicate } from './database.js';
import { outboxMark } from './outbox.js';
import { claimsDocument } from './vault.js';

/** Sealed responses are large and nobody's business but the wallet's. */
const withoutResponses = { projection: { responses: 0, outbox: 0, relayed: 0 } } as const;

/**
 * The data key and the claims are in the vault before the session is: a session that can be found can issue. An attempt
 * that got no further than the vault leaves a key behind, and whoever makes the session after all puts its own there.
 */
export function insertSessionInMongo({ sessions, vault }: Database): InsertSession {
  return async (record, sealed) => {
    const { id, ...rest } = record;
    const key = { _id: `key:${id}`, sessionId: id, sealed: sealed.dataKey };
    const material = [key, ...sealed.claims.map(claimsDocument)];
    const isKeyNew = await isInserted(vault.insertMany(material, { ordered: false }));
    const document = { _id: id, ...rest, version: 0, createdAt: new Date(record.view.createdAt), ...outboxMark(id, 0) };
    const isNew = await isInserted(sessions.insertOne(document));
    if (isNew && !isKeyNew) await vault.updateOne({ _id: key._id }, { $set: { sealed: key.sealed } });
    return isNew;
  };
}

/** False where a unique index refused any of it. */
async function isInserted(insertion: Promise<unknown>): Promise<boolean> {
  try {
    await insertion;
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

export function loadSessionFromMongo({ sessions }: Database): LoadSession {
  return async (id) => toRecord(await sessions.findOne({ _id: id }, withoutResponses));
}

export function loadSessionByOfferFromMongo({ sessions }: Database): LoadSessionByOffer {
  return async (offerId) => toRecord(await sessions.findOne({ offerId }, withoutResponses));
}

export function loadSessionVersionsFromMongo({ sessions }: Database): LoadSessionVersions {
  return async (ids) => {
    const found = await sessions.find({ _id: { $in: [...ids] } }, { projection: { version: 1 } }).toArray();
    return new Map(found.map((one) => [one._id, one.version]));
  };
}

export function listSessionsFromMongo({ sessions }: Database): ListSessions {
  return async ({ issuer, status, reference, problem, isOpen, before, limit }) => {
    const filter = {
      ...(issuer === undefined ? {} : { issuer }),
      ...(status === undefined ? {} : { 'view.status': status }),
      ...(reference === undefined ? {} : { reference }),
      ...(problem === undefined ? {} : { 'trouble.reason': problem }),
      ...(isOpen === undefined ? {} : { 'view.isOpen': isOpen }),
      ...(before === undefined ? {} : olderThan(before)),
    };
    const found = await sessions.find(filter, withoutResponses).sort({ createdAt: -1, _id: -1 }).limit(limit).toArray();
    return found.flatMap((one) => toRecord(one) ?? []);
  };
}

/** Sessions may be made in one millisecond, by the thousand; their ids then say which came before the cursor. */
function olderThan({ createdAt, id }: SessionCursor): Filter<SessionDocument> {
  const at = new Date(createdAt);
  return id === undefined
    ? { createdAt: { $lt: at } }
    : { $or: [{ createdAt: { $lt: at } }, { createdAt: at, _id: { $lt: id } }] };
}

export function storeRenewedOfferInMongo({ sessions }: Database): StoreRenewedOffer {
  return async (id, offer) => {
    await sessions.updateOne({ _id: id }, { $set: { offer } });
  };
}

export function storeAssuranceInMongo({ sessions }: Database): StoreAssurance {
  return async (id, assurance) => {
    await sessions.updateOne({ _id: id }, { $set: { assurance } });
  };
}

export function removeSessionFromMongo({ sessions, vault }: Database): RemoveSession {
  return async (id) => {
    await sessions.deleteOne({ _id: id });
    await vault.deleteMany({ sessionId: id });
  };
}

export function projectSessionInMongo({ sessions, vault }: Database): ProjectSession {
  return async ({ version, view, forget, forgetClaims = [], confirmed }) => {
    const { sessionId } = view;
    // What stays in its place says only that whatever was signed before now comes too late.
    const gone = Object.fromEntries(forget.map((requestId) => [`responses.${requestId}`, { attempt: version }]));
    await sessions.updateOne(
      { _id: sessionId, version: { $lt: version } },
      { $set: { version, view, ...outboxMark(sessionId, confirmed), ...gone } },
    );
    if (forgetClaims.length === 0) return;
    await vault.deleteMany({ _id: { $in: forgetClaims.map((one) => `claims:${one}`) }, sessionId });
  };
}

function toRecord(document: SessionDocument | null): SessionRecord | undefined {
  if (document === null) return undefined;
  const { _id, createdAt: _createdAt, responses: _responses, ...rest } = document;
  return { id: _id, ...rest };
}
