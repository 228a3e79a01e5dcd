/** Sealed material: destroyed with its session, and before, where the issuer's rule for claims says so. */
import type { ClaimsEnd, PrivacyStep, SweepRound } from '../../../ports/privacy.js';
import type { Database, SessionDocument, VaultDocument } from '../database.js';
import { claimsStoredAt } from '../vault.js';
import { deletePage } from './pages.js';
import { WALKED } from './sweep-lease.js';

/** A key is stored before its session is; one without a session for this long belongs to none. */
const ORPHAN_AFTER = 3_600_000;

type SweptDocument = VaultDocument & { readonly orphanSince?: number };

export function createVaultStep({ db, sessions }: Database, claimsEnd: ClaimsEnd): PrivacyStep {
  const vault = db.collection<SweptDocument>('vault');

  /** A page of documents with a common beginning, each with its session. */
  async function walk(prefix: 'claims:' | 'key:', { limit, cursors }: SweepRound) {
    const after = cursors[prefix] ?? prefix;
    if (after === WALKED) return { found: [], sessions: new Map<string, never>(), hasMore: false };
    const range = { _id: { $gt: after, $lt: `${prefix.slice(0, -1)};` } };
    const found = await vault
      .find(range, { projection: { sealed: 0 } })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
    const hasMore = found.length === limit;
    cursors[prefix] = (hasMore && found.at(-1)?._id) || WALKED;
    const ids = [...new Set(found.flatMap((one) => one.sessionId ?? []))];
    const projection = { issuer: 1, 'view.isOpen': 1, 'view.deliverables': 1, 'view.events': 1 } as const;
    const living = await sessions.find({ _id: { $in: ids } }, { projection }).toArray();
    return { found, sessions: new Map(living.map((one) => [one._id, one])), hasMore };
  }

  async function sweepOrphans(prefix: 'claims:' | 'key:', round: SweepRound): Promise<boolean> {
    const { found, sessions: living, hasMore } = await walk(prefix, round);
    const orphans = found.filter((one) => !living.has(one.sessionId ?? ''));
    const isOld = (one: SweptDocument): boolean => round.now - (one.orphanSince ?? round.now) > ORPHAN_AFTER;
    const fresh = orphans.filter((one) => one.orphanSince === undefined).map((one) => one._id);
    if (fresh.length > 0) await vault.updateMany({ _id: { $in: fresh } }, { $set: { orphanSince: round.now } });
    const done = prefix === 'claims:' ? found.filter((one) => isDone(one, living.get(one.sessionId ?? ''), round)) : [];
    const gone = [...orphans.filter(isOld), ...done].map((one) => one._id);
    if (gone.length > 0) await vault.deleteMany({ _id: { $in: gone } });
    return hasMore;
  }

  function isDone(claims: SweptDocument, session: SessionDocument | undefined, { now, rulesOf }: SweepRound): boolean {
    if (session === undefined) return false;
    const { configurationId = '', digest = '' } = claims;
    const storedAt = claimsStoredAt(claims);
    const held = { configurationId, digest, ...(storedAt === undefined ? {} : { storedAt }) };
    const end = claimsEnd(rulesOf(session.issuer).claims, session.view, held);
    return end !== undefined && end <= now;
  }

  return {
    name: 'vault',
    erase: async (sessionId) => {
      await vault.deleteMany({ sessionId, consumes: { $exists: false } });
      // What a request used up stays used up until it expires; whose request it was is no longer said.
      await vault.updateMany({ sessionId }, { $unset: { sessionId: '', sealed: '' } });
    },
    sweep: async (round) => {
      const rounds = [
        await deletePage(vault, { expiresAt: { $lte: new Date(round.now) } }, round.limit, { expiresAt: 1 }),
        await sweepOrphans('claims:', round),
        await sweepOrphans('key:', round),
      ];
      return rounds.includes(true);
    },
  };
}
