/**
 * The back office as one caller may use it: acts need their scope, and whoever is bound to an issuer neither sees nor
 * touches what belongs to another one. What is not theirs is answered as if it were not there.
 */
import type { ActFacts } from '../../ports/audit.js';
import type { BackOffice } from '../../ports/back-office.js';
import type { Caller, Scope } from '../../ports/caller.js';
import type { SessionRecord } from '../../ports/session-records.js';
import { refuse } from '../../protocol/errors/protocol-error.js';

export type Acting = {
  readonly caller: Caller;
  /** Told what each act touches, for the audit record. */
  readonly note: (facts: ActFacts) => void;
  /** Id of the issuer that is meant by an id, an identifier, or nothing; undefined for one that is not configured. */
  readonly findIssuerId: (named: string | undefined) => string | undefined;
};

type Naming = Pick<Acting, 'caller' | 'findIssuerId'>;

export function holdsScope({ scopes }: Pick<Caller, 'scopes'>, ...anyOf: readonly Scope[]): boolean {
  return scopes.includes('admin') || anyOf.some((one) => scopes.includes(one));
}

/** @throws ProtocolError `api_scope_missing` */
export function checkScope(caller: Caller, ...anyOf: readonly [Scope, ...Scope[]]): void {
  if (!holdsScope(caller, ...anyOf)) throw refuse('api_scope_missing', { expected: anyOf.join(' or ') });
}

/**
 * The issuer a caller acts for: the one it names, or its own.
 *
 * @throws ProtocolError `api_scope_missing` when it names another than its own, whether that exists or not
 */
export function issuerFor({ caller, findIssuerId }: Naming, named: string | undefined): string | undefined {
  if (caller.issuer === undefined) return named;
  if (named !== undefined && named !== caller.issuer && findIssuerId(named) !== caller.issuer)
    throw refuse('api_scope_missing', { reason: 'The key is bound to another issuer.', expected: caller.issuer });
  return caller.issuer;
}

/** The same for a list, by id; that of an issuer that is not configured any more still finds what is kept of it. */
export function issuerFilter(acting: Naming, named: string | undefined): { readonly issuer?: string } {
  const issuer = issuerFor(acting, named);
  return issuer === undefined ? {} : { issuer: acting.findIssuerId(issuer) ?? issuer };
}

export function actAs(office: BackOffice, acting: Acting): BackOffice {
  const { caller, note } = acting;
  const isOwn = (issuer: string): boolean => caller.issuer === undefined || caller.issuer === issuer;

  async function load(sessionId: string): Promise<SessionRecord | undefined> {
    const record = await office.loadSession(sessionId);
    return record !== undefined && isOwn(record.issuer) ? record : undefined;
  }
  /** What an act is about stands in the audit record even when it is refused. */
  async function begin(
    act: string,
    scope: Scope,
    session: string,
    configurations?: readonly string[],
  ): Promise<SessionRecord> {
    checkScope(caller, scope);
    note({ act, session, ...(configurations === undefined ? {} : { configurations }) });
    const record = await load(session);
    if (record === undefined) throw refuse('session_unknown');
    note({ issuer: record.issuer });
    return record;
  }

  return {
    createSession: async (asked) => {
      checkScope(caller, 'sessions:write');
      const named = issuerFor(acting, asked.issuer);
      const issuer = acting.findIssuerId(named);
      note({
        act: 'session.create',
        configurations: Object.keys(asked.claims).flatMap((name) => [name, ...(asked.datasets?.[name] ?? [])]),
        ...(issuer === undefined ? {} : { issuer }),
      });
      const { idempotencyKey } = asked;
      const offered = await office.createSession({
        ...asked,
        ...(named === undefined ? {} : { issuer: named }),
        ...(idempotencyKey === undefined ? {} : { idempotencyKey: keyOf(caller, idempotencyKey) }),
      });
      note({ session: offered.sessionId });
      return offered;
    },
    loadSession: load,
    querySession: async (sessionId) => {
      if (caller.issuer !== undefined && (await load(sessionId)) === undefined) throw refuse('session_unknown');
      return office.querySession(sessionId);
    },
    listSessions: async (filter) => office.listSessions({ ...filter, ...issuerFilter(acting, filter.issuer) }),
    listLogs: async (query) => {
      const { sessionId, issuer = caller.issuer } = query;
      if (caller.issuer === undefined) return office.listLogs(query);
      if (sessionId !== undefined) return (await load(sessionId)) === undefined ? [] : office.listLogs(query);
      return issuer === caller.issuer ? office.listLogs({ ...query, issuer: caller.issuer }) : [];
    },
    supplyClaims: async (sessionId, claimsByName, expected) => {
      await begin('claims.supply', 'claims:write', sessionId, Object.keys(claimsByName));
      const outcomes = await office.supplyClaims(sessionId, claimsByName, expected);
      // A dataset's name says less than what was supplied by it.
      note({ configurations: Object.keys(outcomes) });
      return outcomes;
    },
    releaseClaims: async (sessionId, asked, expected) => {
      const { configurationId } = asked;
      const configurations = configurationId === undefined ? undefined : [configurationId];
      await begin('claims.release', 'claims:release', sessionId, configurations);
      const released = await office.releaseClaims(sessionId, asked, expected);
      if (released.length > 0) note({ configurations: released });
      return released;
    },
    mayRelease: (record, configurationId) =>
      holdsScope(caller, 'claims:release') && isOwn(record.issuer) && office.mayRelease(record, configurationId),
    digestClaims: async (sessionId, claims) => {
      if ((await load(sessionId)) === undefined) throw refuse('session_unknown');
      return office.digestClaims(sessionId, claims);
    },
    storeClaims: async (sessionId, configurationId, claims) => {
      await begin('claims.store', 'claims:write', sessionId, [configurationId]);
      return office.storeClaims(sessionId, configurationId, claims);
    },
    recordAssurance: async (sessionId, assurance) => {
      await begin('assurance.record', 'claims:write', sessionId);
      await office.recordAssurance(sessionId, assurance);
    },
    denyClaims: async (sessionId, configurationId, expected) => {
      const configurations = configurationId === undefined ? undefined : [configurationId];
      const { view } = await begin('claims.deny', 'claims:write', sessionId, configurations);
      await office.denyClaims(sessionId, configurationId, expected);
      const undecided = view.deliverables.filter((one) => one.claims !== 'denied').map((one) => one.configurationId);
      if (configurationId === undefined) note({ configurations: undecided });
    },
    cancel: async (sessionId) => {
      await begin('session.cancel', 'sessions:write', sessionId);
      await office.cancel(sessionId);
    },
    renewOffer: async (sessionId, expiresIn) => {
      await begin('offer.renew', 'sessions:write', sessionId);
      return office.renewOffer(sessionId, expiresIn);
    },
    // Whoever sees an offer can redeem it.
    presentOffer: (record) =>
      holdsScope(caller, 'sessions:write') && isOwn(record.issuer) ? office.presentOffer(record) : undefined,
  };
}

/** Two callers may choose the same key; no key that is sent can contain a NUL. */
function keyOf({ id }: Caller, idempotencyKey: string): string {
  return `${id}\u0000${idempotencyKey}`;
}
