/** Claims for one deliverable, several, or a dataset that several share: all of them taken, or none. */
import type { ExpectedClaimsOf, SuppliedOutcome } from '../../ports/back-office.js';
import type { SessionRecord, StoredClaims } from '../../ports/session-records.js';
import { checkAssured } from '../../protocol/assurance/check-assurance.js';
import { canonicalJson } from '../../protocol/canonical-json.js';
import { ProtocolError, refuse } from '../../protocol/errors/protocol-error.js';
import type { DeliverableView } from '../../protocol/session-view.js';
import { sharedReference } from '../../protocol/shared-reference.js';
import { supplyClaimsUpdate } from '../../workflows/contract/messages.js';
import type { ServedIssuer } from '../http/wallet-context.js';
import { checkClaims, sealClaims } from './claims.js';
import type { BackOfficeDependencies } from './dependencies.js';
import { callerDigest, findSession, noteAct, pathsOf, shortDigest } from './session-acts.js';

export type Dataset = { readonly configurationId: string; readonly claims: unknown; readonly isShared?: boolean };

/**
 * One entry for each deliverable the claims are for. A name is a configuration's or a dataset's; whoever shares the
 * dataset of a named one gets the same.
 *
 * @throws ProtocolError `configuration_not_offered`, `dataset_conflict`
 */
export function spreadDatasets(
  deliverables: readonly Pick<DeliverableView, 'configurationId' | 'dataset' | 'claims'>[],
  claimsByName: Readonly<Record<string, unknown>>,
): Dataset[] {
  const named = new Map<string, unknown>();
  const take = (configurationId: string, claims: unknown): void => {
    const known = named.get(configurationId);
    if (named.has(configurationId) && canonicalJson(known) !== canonicalJson(claims)) throw conflict([configurationId]);
    named.set(configurationId, claims);
  };
  for (const [name, claims] of Object.entries(claimsByName)) {
    const one = deliverables.find(({ configurationId }) => configurationId === name);
    const meant = one === undefined ? deliverables.filter(({ dataset }) => dataset === name) : [one];
    if (meant.length === 0)
      throw refuse('configuration_not_offered', { expected: offeredNames(deliverables), provided: name });
    for (const { configurationId } of meant) take(configurationId, claims);
  }
  const shared = deliverables.flatMap(({ configurationId, dataset, claims: state }) => {
    const origin = deliverables.find(
      (one) => dataset !== undefined && one.dataset === dataset && named.has(one.configurationId),
    );
    if (origin === undefined) return [];
    const claims = named.get(origin.configurationId);
    if (!named.has(configurationId)) return state === 'denied' ? [] : [{ configurationId, claims, isShared: true }];
    if (canonicalJson(named.get(configurationId)) === canonicalJson(claims)) return [];
    throw conflict([origin.configurationId, configurationId]);
  });
  return [...[...named].map(([configurationId, claims]) => ({ configurationId, claims })), ...shared];
}

function conflict(expected: readonly string[]): ProtocolError {
  return refuse('dataset_conflict', { expected });
}

function offeredNames(deliverables: readonly Pick<DeliverableView, 'configurationId' | 'dataset'>[]): string[] {
  return [...new Set(deliverables.flatMap((one) => [one.configurationId, one.dataset ?? one.configurationId]))];
}

/** Stored before the message, so that nothing acknowledged can be missing; what the session did not take is removed. */
export async function supplyClaims(
  deps: BackOfficeDependencies,
  caller: string,
  sessionId: string,
  claimsByName: Readonly<Record<string, unknown>>,
  expected?: ExpectedClaimsOf,
): Promise<Record<string, SuppliedOutcome>> {
  const { record, issuer } = await findSession(deps, sessionId);
  const datasets = spreadDatasets(record.view.deliverables, claimsByName);
  checkAssured(issuer.configuration, record.assurance, deps.now().getTime());
  for (const { configurationId, claims } of datasets) checkClaims(deps, issuer, configurationId, claims);
  const stored = datasets.map((one) => sealClaims(deps, record, one.configurationId, one.claims));
  await Promise.all(stored.map(deps.storeClaims));
  const message = {
    datasets: stored.map(({ configurationId, reference, digest }, index) => ({
      configurationId,
      claims: { reference, digest },
      ...(datasets[index]?.isShared === true ? { isShared: true } : {}),
    })),
    by: callerDigest(deps, record, caller),
    ...(expected === undefined ? {} : { expected }),
  };
  const options = { updateId: `supply.${stored[0]?.reference}`, whenGone: 'session_closed' } as const;
  try {
    const { outcomes } = await deps.gateway.update(sessionId, supplyClaimsUpdate, [message], options);
    await removeClaims(deps, stored, (one) => (outcomes[one.configurationId] ?? 'unchanged') === 'unchanged');
    for (const { configurationId, claims } of datasets) {
      const outcome = outcomes[configurationId];
      if (outcome === undefined) continue;
      noteAct(
        deps,
        record,
        `Claims ${outcome}`,
        { configuration_id: configurationId, claim_paths: pathsOf(claims) },
        caller,
      );
    }
    return { ...outcomes };
  } catch (error) {
    // In doubt whether the session took them, they stay: an orphan is swept, a missing dataset is not forgiven.
    const isRefusal = error instanceof ProtocolError && error.refusal.status < 500;
    if (isRefusal) await removeClaims(deps, stored, () => true);
    throw isRefusal ? await named(deps, sessionId, stored, error) : error;
  }
}

/**
 * For a signal, which names one reference: of the named configuration, and what shares its dataset beside it.
 *
 * @throws ProtocolError `claims_invalid`
 */
export function sealForAll(
  deps: BackOfficeDependencies,
  record: SessionRecord,
  issuer: ServedIssuer,
  configurationId: string,
  claims: unknown,
): { readonly reference: string; readonly all: readonly StoredClaims[] } {
  const datasets = spreadDatasets(record.view.deliverables, { [configurationId]: claims });
  checkAssured(issuer.configuration, record.assurance, deps.now().getTime());
  for (const one of datasets) checkClaims(deps, issuer, one.configurationId, claims);
  const { reference, ...own } = sealClaims(deps, record, configurationId, claims);
  const shared = datasets
    .filter((one) => one.configurationId !== configurationId)
    .map((one) => ({
      ...sealClaims(deps, record, one.configurationId, claims),
      reference: sharedReference(reference, one.configurationId),
    }));
  return { reference, all: [{ reference, ...own }, ...shared] };
}

async function removeClaims(
  deps: BackOfficeDependencies,
  stored: readonly StoredClaims[],
  isUnwanted: (one: StoredClaims) => boolean,
): Promise<void> {
  await Promise.all(stored.filter(isUnwanted).map((one) => deps.removeClaims(one.reference)));
}

/** The refusal with the deliverable it is about, and which claims stand against which: by digest, for values are secret. */
async function named(
  deps: BackOfficeDependencies,
  sessionId: string,
  stored: readonly StoredClaims[],
  error: ProtocolError,
): Promise<ProtocolError> {
  const { reason } = error;
  const record = await deps.loadSession(sessionId).catch(() => undefined);
  const culprit = record === undefined ? undefined : findCulprit(record, stored, reason === 'claims_denied');
  if (culprit === undefined || (reason !== 'claims_after_issue' && reason !== 'claims_denied')) return error;
  const { one, held } = culprit;
  return refuse(reason, {
    configuration: one.configurationId,
    ...(held.claimsDigest === undefined ? {} : { expected: shortDigest(held.claimsDigest) }),
    provided: shortDigest(one.digest),
  });
}

function findCulprit({ view }: SessionRecord, stored: readonly StoredClaims[], isDenied: boolean) {
  for (const one of stored) {
    const held = view.deliverables.find(({ configurationId }) => configurationId === one.configurationId);
    if (held === undefined) continue;
    if (isDenied ? held.claims === 'denied' : held.issuances.length > 0 && held.claimsDigest !== one.digest)
      return { one, held };
  }
  return undefined;
}
