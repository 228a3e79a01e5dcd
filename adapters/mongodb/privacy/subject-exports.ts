/** Subject access exports between worker and API: sealed to a key that only the request has, and gone within minutes. */
import type { LoadHeldClaims, PrivacyStep, SubjectExports } from '../../../ports/privacy.js';
import { toBytes } from '../bytes.js';
import type { Database } from '../database.js';
import { ensureIndex } from '../ensure-index.js';
import { deletePage } from './pages.js';

type ExportDocument = {
  readonly _id: string;
  readonly exportId: string;
  readonly sessionIds?: readonly string[];
  readonly publicKey?: Uint8Array;
  readonly sessionId?: string;
  readonly sealed?: Uint8Array;
  readonly expiresAt: Date;
};

const collectionIn = ({ db }: Database) => db.collection<ExportDocument>('subject_exports');

export function createSubjectExports(database: Database): SubjectExports {
  const exports = collectionIn(database);
  return {
    order: async ({ id, sessionIds, publicKey, expiresAt }) => {
      await exports.insertOne({ _id: id, exportId: id, sessionIds, publicKey, expiresAt: new Date(expiresAt) });
    },
    load: async (id) => {
      const found = await exports.findOne({ _id: id });
      if (found?.publicKey === undefined) return undefined;
      const { sessionIds = [], publicKey, expiresAt } = found;
      return { id, sessionIds, publicKey: toBytes(publicKey), expiresAt: expiresAt.getTime() };
    },
    store: async (id, { sessionId, sealed }, expiresAt) => {
      const part = { exportId: id, sessionId, sealed, expiresAt: new Date(expiresAt) };
      await exports.updateOne({ _id: `${id} ${sessionId}` }, { $set: part }, { upsert: true });
    },
    parts: async (id) => {
      const found = await exports.find({ exportId: id, sealed: { $exists: true } }).toArray();
      return found.flatMap(({ sessionId, sealed }) =>
        sessionId === undefined || sealed === undefined ? [] : [{ sessionId, sealed: toBytes(sealed) }],
      );
    },
    remove: async (id) => {
      await exports.deleteMany({ exportId: id });
    },
  };
}

export function loadHeldClaimsFromMongo({ vault }: Database): LoadHeldClaims {
  return async (sessionId) => {
    const found = await vault.find({ sessionId, consumes: { $exists: false } }).toArray();
    const key = found.find((one) => one._id === `key:${sessionId}`)?.sealed;
    const claims = found.flatMap(({ _id, configurationId, sealed }) =>
      !_id.startsWith('claims:') || configurationId === undefined || sealed === undefined
        ? []
        : [{ configurationId, sealed: toBytes(sealed) }],
    );
    return { ...(key === undefined ? {} : { dataKey: toBytes(key) }), claims };
  };
}

export function createExportsStep(database: Database): PrivacyStep {
  const exports = collectionIn(database);
  return {
    name: 'subject_exports',
    prepare: async () => {
      await ensureIndex(exports, { exportId: 1 });
      await ensureIndex(exports, { expiresAt: 1 }, { expireAfterSeconds: 0 });
    },
    sweep: ({ now, limit }) => deletePage(exports, { expiresAt: { $lte: new Date(now) } }, limit),
  };
}
