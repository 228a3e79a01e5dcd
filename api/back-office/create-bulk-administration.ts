/** Many credentials at once: counted here, changed by a workflow of their own. */
import { randomBytes } from 'node:crypto';
import type { BulkAdministration, BulkRequest } from '../../ports/bulk-administration.js';
import type {
  BulkAct,
  CountCredentials,
  CredentialSelection,
  InsertBulkAct,
  LoadBulkAct,
  RemoveBulkAct,
} from '../../ports/bulk-status.js';
import type { Caller } from '../../ports/caller.js';
import { canonicalJson } from '../../protocol/canonical-json.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { knownIssuerFor } from '../issuers/find-known-issuer.js';
import type { BackOfficeDependencies } from './dependencies.js';

export type BulkAdministrationDependencies = Pick<
  BackOfficeDependencies,
  'issuers' | 'handles' | 'gateway' | 'trace' | 'now'
> & {
  readonly countCredentials: CountCredentials;
  readonly insertBulkAct: InsertBulkAct;
  readonly loadBulkAct: LoadBulkAct;
  readonly removeBulkAct: RemoveBulkAct;
};

const ID_BYTES = 16;

export function createBulkAdministration(deps: BulkAdministrationDependencies, caller: Caller): BulkAdministration {
  return {
    count: (asked) => deps.countCredentials(selectionOf(deps, caller, asked), asked.wanted),
    start: async (asked) => {
      const drafted = await draft(deps, caller, asked);
      const isNew = await deps.insertBulkAct(drafted);
      const act = isNew ? drafted : ((await deps.loadBulkAct(drafted.id)) ?? drafted);
      if (act.requestDigest !== drafted.requestDigest) throw refuse('idempotency_conflict');
      try {
        // Whoever was killed between the two comes back with the same key; an act that runs is left as it is.
        await deps.gateway.startBulkStatus({ id: act.id, status: act.wanted, selection: act.selection });
      } catch (error) {
        if (asked.idempotencyKey === undefined) await deps.removeBulkAct(act.id).catch(() => undefined);
        throw error;
      }
      if (isNew) note(deps, act);
      return act;
    },
    load: async (id) => {
      const act = await deps.loadBulkAct(id);
      const isForeign = caller.issuer !== undefined && caller.issuer !== act?.issuer;
      if (act === undefined || isForeign) throw refuse('bulk_act_unknown');
      return act;
    },
  };
}

async function draft(deps: BulkAdministrationDependencies, caller: Caller, asked: BulkRequest): Promise<BulkAct> {
  const { idempotencyKey, wanted, reason, ...rest } = asked;
  const startedAt = deps.now().getTime();
  const chosen = selectionOf(deps, caller, asked);
  // What is issued later was not meant: it may be signed with the key that follows the broken one.
  const selection = { ...chosen, issuedBefore: Math.min(chosen.issuedBefore ?? startedAt, startedAt) };
  const id =
    idempotencyKey === undefined
      ? randomBytes(ID_BYTES).toString('base64url')
      : deps.handles.keyedDigest('bulk', chosen.issuer, caller.id, idempotencyKey);
  return {
    id,
    issuer: chosen.issuer,
    wanted,
    selection,
    requestDigest: deps.handles.keyedDigest('bulk-body', canonicalJson({ wanted, ...rest })),
    ...(reason === undefined ? {} : { reason }),
    by: caller.id,
    startedAt,
    found: await deps.countCredentials(selection, wanted),
    progress: { state: 'running', changed: 0, pages: 0, sweep: 1 },
    progressedAt: startedAt,
  };
}

function selectionOf(deps: BulkAdministrationDependencies, caller: Caller, asked: BulkRequest): CredentialSelection {
  const { subjectId, certificate, key, configurationId, issuedAfter, issuedBefore } = asked;
  const issuer = knownIssuerFor(deps.issuers, caller, asked.issuer);
  return {
    issuer,
    ...(subjectId === undefined ? {} : { subjectDigest: deps.handles.keyedDigest('subject', issuer, subjectId) }),
    ...(certificate === undefined ? {} : { certificate }),
    ...(key === undefined ? {} : { key }),
    ...(configurationId === undefined ? {} : { configurationId }),
    ...(issuedAfter === undefined ? {} : { issuedAfter }),
    ...(issuedBefore === undefined ? {} : { issuedBefore }),
  };
}

/** Counts and thumbprints; the subject is not in it. */
function note(
  deps: BulkAdministrationDependencies,
  { id, issuer, wanted, found, by, startedAt, ...act }: BulkAct,
): void {
  const { certificate, key, configurationId } = act.selection;
  const data = {
    bulk_id: id,
    status: wanted,
    by,
    found,
    certificate: certificate ?? null,
    key_id: key ?? null,
    configuration_id: configurationId ?? null,
    why: act.reason ?? null,
  };
  const message = 'Status of many credentials is being changed';
  deps.trace.record({ issuer }, [{ at: startedAt, level: 'warn', endpoint: 'back office', message, data }]);
}
