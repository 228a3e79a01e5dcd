/** The protocol trace: gone with its session, and by age. */
import type { PrivacyStep } from '../../../ports/privacy.js';
import type { Database, LogDocument } from '../database.js';
import { ensureIndex } from '../ensure-index.js';
import { deletePage, issuerFilter } from './pages.js';

const SECOND = 1000;

export function createLogsStep({ logs }: Database): PrivacyStep {
  const remove = async (sessionId: string): Promise<void> => {
    await logs.deleteMany({ sessionId });
  };
  return {
    name: 'logs',
    prepare: async () => {
      await ensureIndex(logs, { issuer: 1, at: 1 });
    },
    erase: remove,
    // Records say how a wallet behaves, in the back office's own words too: nothing of them is needed for counting.
    anonymise: remove,
    sweep: async ({ now, issuers, limit }) => {
      const configured = issuers.flatMap((one) => one.issuer ?? []);
      let hasMore = false;
      for (const { issuer, rules } of issuers) {
        const old = { ...issuerFilter(issuer, configured), at: { $lt: now - rules.logs * SECOND } };
        hasMore = (await deletePage(logs, old, limit)) || hasMore;
      }
      return hasMore;
    },
    collect: async (sessionIds) => {
      const found = await logs.find({ sessionId: { $in: [...sessionIds] } }).toArray();
      return found.map(({ _id, expiresAt: _expiresAt, ...rest }) => ({ id: _id, ...withoutCaller(rest) }));
    },
  };
}

/** Records of acts name who of the back office acted: that is not about the person. */
function withoutCaller<T extends Pick<LogDocument, 'data'>>(record: T): T {
  if (record.data === undefined) return record;
  const { caller: _caller, ...data } = record.data;
  return { ...record, data };
}
