/** The operations of the back office on sessions that exist. */
import type { BackOffice, OfferedSession } from '../../ports/back-office.js';
import type { Caller } from '../../ports/caller.js';
import type { SessionRecord } from '../../ports/session-records.js';
import { canonicalJson } from '../../protocol/canonical-json.js';
import { catalogue, type Reason } from '../../protocol/errors/catalogue.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { buildOfferUri } from '../../protocol/offer/build-credential-offer.js';
import { buildOfferLinks } from '../../protocol/offer/build-offer-links.js';
import { cancelUpdate, denyClaimsUpdate, renewOfferUpdate } from '../../workflows/contract/messages.js';
import { offeredIds } from '../handles/mint-offer-code.js';
import { digestOfferGrants, grantsOf, mintOfferGrants } from '../handles/offer-grants.js';
import { recordAssurance } from './assurance.js';
import { createSession } from './create-session.js';
import type { BackOfficeDependencies } from './dependencies.js';
import { mintTxCode } from './mint-tx-code.js';
import { offerSession } from './offer-session.js';
import { mayRelease, releaseClaims } from './release-claims.js';
import { findSession, noteAct } from './session-acts.js';
import { sealForAll, supplyClaims } from './supply-claims.js';

const SECOND = 1000;
const whenGone = { whenGone: 'session_closed' } as const;

/** As this caller uses it. */
export function createBackOffice(deps: BackOfficeDependencies, caller: Pick<Caller, 'id'>): BackOffice {
  return {
    createSession: (asked) => createSession(deps, caller, asked),
    loadSession: async (id) => withNotedProblem(await deps.loadSession(id)),
    // Whoever asks knows that there is such a session; one that is open without a workflow is seen to by the sweep.
    querySession: (sessionId) => deps.gateway.query(sessionId, 'temporarily_unavailable'),
    listSessions: async (filter) => (await deps.listSessions(filter)).map(withNotedProblem),
    listLogs: deps.listLogs,
    supplyClaims: (sessionId, claims, expected) => supplyClaims(deps, caller.id, sessionId, claims, expected),
    releaseClaims: (sessionId, asked, expected) => releaseClaims(deps, caller.id, sessionId, asked, expected),
    mayRelease: (record, configurationId) => mayRelease(deps, caller.id, record, configurationId),
    storeClaims: async (sessionId, configurationId, claims) => {
      const { record, issuer } = await findSession(deps, sessionId);
      checkOffered(record, configurationId);
      const stored = sealForAll(deps, record, issuer, configurationId, claims);
      await Promise.all(stored.all.map(deps.storeClaims));
      return { reference: stored.reference };
    },
    recordAssurance: (sessionId, assurance) => recordAssurance(deps, sessionId, assurance),
    digestClaims: async (sessionId, claims) => {
      const { record } = await findSession(deps, sessionId);
      return deps.seals.digest(sessionId, record.digestKey, canonicalJson(claims));
    },
    denyClaims: async (sessionId, configurationId, expected) => {
      const { record } = await findSession(deps, sessionId);
      if (configurationId !== undefined) checkOffered(record, configurationId);
      await deps.gateway.update(
        sessionId,
        denyClaimsUpdate,
        [
          {
            ...(configurationId === undefined ? {} : { configurationId }),
            ...(expected === undefined ? {} : { expected }),
          },
        ],
        whenGone,
      );
      noteAct(
        deps,
        record,
        'Claims denied by the back office',
        { configuration_id: configurationId ?? null },
        caller.id,
      );
    },
    cancel: async (sessionId) => {
      const { record } = await findSession(deps, sessionId);
      await deps.gateway.update(sessionId, cancelUpdate, [], whenGone);
      noteAct(deps, record, 'Session cancelled by the back office', {}, caller.id);
    },
    renewOffer: (sessionId, expiresIn) => renewOffer(deps, caller, sessionId, expiresIn),
    presentOffer: (record) => {
      const issuer = deps.issuers.findServed(record.issuer);
      const isOver =
        !record.view.isOpen || record.view.offer.isRedeemed || deps.now().getTime() >= record.offer.expiresAt;
      if (issuer === undefined || isOver || grantsOf(record).length === 0) return undefined;
      const uri = buildOfferUri(issuer.identifier, record.offerId);
      const deepLinks = buildOfferLinks(issuer.configuration, uri);
      return { uri, deepLink: deepLinks[0], deepLinks };
    },
  };
}

/**
 * What a signal was refused for stands in the session only; a wallet's refusals, counted by the API, come first. Claims
 * that nobody can collect outweigh both: only the back office can cure that.
 */
function withNotedProblem<R extends SessionRecord | undefined>(record: R): R {
  const noted = record?.view.problems.at(-1);
  const isStranded = noted?.reason === 'token_dead_claims_ready';
  if (record === undefined || noted === undefined || (record.trouble !== undefined && !isStranded)) return record;
  const row = Object.hasOwn(catalogue(), noted.reason) ? catalogue()[noted.reason as Reason] : undefined;
  return {
    ...record,
    trouble: { ...noted, retryable: row?.retryable ?? false, count: isStranded ? 1 : record.view.problems.length },
  };
}

function checkOffered(record: SessionRecord, configurationId: string): void {
  const offered = record.view.deliverables.map((one) => one.configurationId);
  if (!offered.includes(configurationId))
    throw refuse('configuration_not_offered', { expected: offered, provided: configurationId });
}

async function renewOffer(
  deps: BackOfficeDependencies,
  caller: Pick<Caller, 'id'>,
  sessionId: string,
  expiresIn: number | undefined,
): Promise<OfferedSession> {
  const { record, issuer } = await findSession(deps, sessionId);
  // A wallet that began by itself was never offered anything.
  if (grantsOf(record).length === 0) throw refuse('offer_not_renewable');
  const described = record.offer.txCode;
  const txCode = described === undefined ? undefined : mintTxCode(renewed(described));
  const offer = {
    renewal: record.offer.renewal + 1,
    keyId: deps.handles.keyId,
    expiresAt: deps.now().getTime() + (expiresIn ?? issuer.configuration.lifetimes.offer) * SECOND,
    ...stillToOffer(record),
    ...(txCode === undefined ? {} : { txCode: txCode.description }),
  };
  const next: SessionRecord = { ...record, offer };
  const digests = digestOfferGrants(deps.handles, mintOfferGrants(deps.handles, next));
  const txCodeDigest =
    txCode === undefined
      ? {}
      : { txCodeDigest: deps.seals.digest(sessionId, record.digestKey, `tx_code ${txCode.value}`) };
  await deps.gateway.update(
    sessionId,
    renewOfferUpdate,
    [{ ...digests, ...txCodeDigest, expiresAt: offer.expiresAt, ...stillToOffer(record) }],
    whenGone,
  );
  await deps.storeRenewedOffer(sessionId, offer);
  noteAct(
    deps,
    record,
    'Offer renewed',
    {
      renewal: offer.renewal,
      tx_code_present: txCode !== undefined,
      credential_configuration_ids: offeredIds(next),
    },
    caller.id,
  );
  return offerSession(deps, issuer, next, txCode === undefined ? undefined : { value: txCode.value });
}

/** What was issued stays with the wallet that has it, and a renewed offer is for the rest. */
function stillToOffer({ view }: SessionRecord): { configurationIds?: readonly string[] } {
  const isIssued = (one: SessionRecord['view']['deliverables'][number]): boolean =>
    one.issuances.some(({ state }) => state !== 'deferred' && state !== 'denied');
  const left = view.deliverables.filter((one) => !isIssued(one)).map((one) => one.configurationId);
  return left.length === 0 || left.length === view.deliverables.length ? {} : { configurationIds: left };
}

function renewed(described: NonNullable<SessionRecord['offer']['txCode']>) {
  const { length, input_mode, description } = described;
  return {
    ...(length === undefined ? {} : { length }),
    ...(input_mode === undefined ? {} : { inputMode: input_mode }),
    ...(description === undefined ? {} : { description }),
  };
}
