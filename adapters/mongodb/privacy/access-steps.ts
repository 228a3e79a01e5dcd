/** Records of what back offices and operators did. They name callers and sessions, never whom a session was about. */
import type { PrivacyStep } from '../../../ports/privacy.js';
import type { Database } from '../database.js';
import { deletePage, issuerFilter } from './pages.js';

type AuditDocument = {
  readonly _id: string;
  readonly at: number;
  readonly issuer?: string;
  readonly session?: string;
  readonly caller?: string;
  readonly address?: string;
};

const SECOND = 1000;

/** Rows outlive their session: that somebody erased it is what they are for. */
export function createAuditStep({ db }: Database): PrivacyStep {
  const rows = db.collection<AuditDocument>('audit');
  return {
    name: 'audit',
    sweep: async ({ now, issuers, limit }) => {
      const configured = issuers.flatMap((one) => one.issuer ?? []);
      let hasMore = false;
      for (const { issuer, rules } of issuers) {
        const old = { ...issuerFilter(issuer, configured), at: { $lt: now - rules.audit * SECOND } };
        hasMore = (await deletePage(rows, old, limit, { _id: 1 })) || hasMore;
      }
      return hasMore;
    },
    collect: async (sessionIds) => {
      const found = await rows.find({ session: { $in: [...sessionIds] } }).toArray();
      // What was done is the person's to know; who did it, and from where, is about somebody else.
      return found.map(({ _id, caller: _caller, address: _address, ...rest }) => ({ id: _id, ...rest }));
    },
  };
}

/** Answers kept for repeats; sealed, and gone with their time. */
export function createIdempotencyStep({ db }: Database): PrivacyStep {
  const requests = db.collection<{ readonly _id: string; readonly expiresAt: Date }>('idempotency');
  return {
    name: 'idempotency',
    sweep: ({ now, limit }) => deletePage(requests, { expiresAt: { $lte: new Date(now) } }, limit),
  };
}

/** Who works on what waits. */
export function createInboxStep({ db }: Database): PrivacyStep {
  type Lease = { readonly _id: string; readonly sessionId: string; readonly until: Date };
  const leases = db.collection<Lease>('inbox_leases');
  const remove = async (sessionId: string): Promise<void> => {
    // Its id is session and configuration, so this needs no index.
    await leases.deleteMany({ _id: { $gte: `${sessionId} `, $lt: `${sessionId}!` } });
  };
  return {
    name: 'inbox_leases',
    erase: remove,
    anonymise: remove,
    sweep: ({ now, limit }) => deletePage(leases, { until: { $lte: new Date(now) } }, limit),
  };
}
