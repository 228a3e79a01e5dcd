/** The operations of the back office on sessions that exist. */
import type { BackOffice, ExpectedClaims, OfferedSession, SuppliedOutcome } from '../../ports/back-office.js';
import type { SessionRecord } from '../../ports/session-records.js';
import { checkAssured } from '../../protocol/assurance/check-assurance.js';
import { canonicalJson } from '../../protocol/canonical-json.js';
import { catalogue, type Reason } from '../../protocol/errors/catalogue.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { buildOfferUri } from '../../protocol/offer/build-credential-offer.js';
import { buildOfferLinks } from '../../protocol/offer/build-offer-links.js';
import {
  cancelUpdate,
  denyClaimsUpdate,
  renewOfferUpdate,
  supplyClaimsUpdate,
} from '../../workflows/contract/messages.js';
import { digestOfferGrants, grantsOf, mintOfferGrants } from '../handles/offer-grants.js';
import type { ServedIssuer } from '../http/wallet-context.js';
import { recordAssurance } from './assurance.js';
import { checkClaims, sealClaims } from './claims.js';
import { createSession } from './create-session.js';
import type { BackOfficeDependencies } from './dependencies.js';
import { mintTxCode } from './mint-tx-code.js';
import { offerSession } from './offer-session.js';

const SECOND = 1000;
const whenGone = { whenGone: 'session_closed' } as const;

export function createBackOffice(deps: BackOfficeDependencies): BackOffice {
  return {
    createSession: (asked) => createSession(deps, asked),
    loadSession: async (id) => withNotedProblem(await deps.loadSession(id)),
    querySession: (sessionId) => deps.gateway.query(sessionId, 'session_unknown'),
    listSessions: async (filter) => (await deps.listSessions(filter)).map(withNotedProblem),
    listLogs: deps.listLogs,
    checkClaims: async (sessionId, configurationId, claims) => {
      const { record, issuer } = await find(deps, sessionId);
      checkOffered(record, configurationId);
      checkAssured(issuer.configuration, record.assurance, deps.now().getTime());
      checkClaims(deps, issuer, configurationId, claims);
    },
    supplyClaims: (sessionId, configurationId, claims, expected) =>
      supplyClaims(deps, sessionId, configurationId, claims, expected),
    digestClaims: async (sessionId, claims) => {
      const { record } = await find(deps, sessionId);
      return deps.seals.digest(sessionId, record.digestKey, canonicalJson(claims));
    },
    storeClaims: async (sessionId, configurationId, claims) => {
      const stored = await sealChecked(deps, sessionId, configurationId, claims);
      await deps.storeClaims(stored);
      return { reference: stored.reference };
    },
    recordAssurance: (sessionId, assurance) => recordAssurance(deps, sessionId, assurance),
    denyClaims: async (sessionId, configurationId, expected) => {
      const { record } = await find(deps, sessionId);
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
      note(deps, record, 'Claims denied by the back office', { configuration_id: configurationId ?? null });
    },
    cancel: async (sessionId) => {
      const { record } = await find(deps, sessionId);
      await deps.gateway.update(sessionId, cancelUpdate, [], whenGone);
      note(deps, record, 'Session cancelled by the back office', {});
    },
    renewOffer: (sessionId, expiresIn) => renewOffer(deps, sessionId, expiresIn),
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

/** What a signal was refused for stands in the session only; a wallet's refusals, counted by the API, come first. */
function withNotedProblem<R extends SessionRecord | undefined>(record: R): R {
  const noted = record?.view.problems.at(-1);
  if (record === undefined || noted === undefined || record.trouble !== undefined) return record;
  const row = Object.hasOwn(catalogue, noted.reason) ? catalogue[noted.reason as Reason] : undefined;
  return { ...record, trouble: { ...noted, retryable: row?.retryable ?? false, count: record.view.problems.length } };
}

async function find(
  deps: BackOfficeDependencies,
  sessionId: string,
): Promise<{ record: SessionRecord; issuer: ServedIssuer }> {
  const record = await deps.loadSession(sessionId);
  if (record === undefined) throw refuse('session_unknown');
  // By the rules the session began with, and where those are not known any more, by today's.
  const { issuer: id, view } = record;
  const issuer = (await deps.issuers.findVersion(id, view.configurationVersion)) ?? deps.issuers.findServed(id);
  if (issuer === undefined) throw refuse('session_unknown');
  return { record, issuer };
}

function checkOffered(record: SessionRecord, configurationId: string): void {
  const offered = record.view.deliverables.map((one) => one.configurationId);
  if (!offered.includes(configurationId))
    throw refuse('configuration_not_offered', { expected: offered, provided: configurationId });
}

async function sealChecked(deps: BackOfficeDependencies, sessionId: string, configurationId: string, claims: unknown) {
  const { record, issuer } = await find(deps, sessionId);
  checkOffered(record, configurationId);
  checkAssured(issuer.configuration, record.assurance, deps.now().getTime());
  checkClaims(deps, issuer, configurationId, claims);
  return sealClaims(deps, record, configurationId, claims);
}

/** Stored before the message, so that nothing acknowledged can be missing; what the session did not take is removed. */
async function supplyClaims(
  deps: BackOfficeDependencies,
  sessionId: string,
  configurationId: string,
  claims: unknown,
  expected?: ExpectedClaims,
): Promise<SuppliedOutcome> {
  const { record } = await find(deps, sessionId);
  const stored = await sealChecked(deps, sessionId, configurationId, claims);
  await deps.storeClaims(stored);
  const { reference, digest } = stored;
  const options = { updateId: `supply.${reference}`, ...whenGone };
  try {
    const { outcome } = await deps.gateway.update(
      sessionId,
      supplyClaimsUpdate,
      [{ configurationId, claims: { reference, digest }, ...(expected === undefined ? {} : { expected }) }],
      options,
    );
    if (outcome === 'unchanged') await deps.removeClaims(reference);
    note(deps, record, `Claims ${outcome}`, { configuration_id: configurationId, claim_paths: pathsOf(claims) });
    return outcome;
  } catch (error) {
    const isRefusal =
      (error as { refusal?: { status: number } }).refusal?.status !== undefined &&
      (error as { refusal: { status: number } }).refusal.status < 500;
    // In doubt whether the session took them, they stay: an orphan is swept, a missing dataset is not forgiven.
    if (isRefusal) await deps.removeClaims(reference);
    throw error;
  }
}

async function renewOffer(
  deps: BackOfficeDependencies,
  sessionId: string,
  expiresIn: number | undefined,
): Promise<OfferedSession> {
  const { record, issuer } = await find(deps, sessionId);
  // A wallet that began by itself was never offered anything.
  if (grantsOf(record).length === 0) throw refuse('offer_not_renewable');
  const described = record.offer.txCode;
  const txCode = described === undefined ? undefined : mintTxCode(renewed(described));
  const offer = {
    renewal: record.offer.renewal + 1,
    keyId: deps.handles.keyId,
    expiresAt: deps.now().getTime() + (expiresIn ?? issuer.configuration.lifetimes.offer) * SECOND,
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
    [{ ...digests, ...txCodeDigest, expiresAt: offer.expiresAt }],
    whenGone,
  );
  await deps.storeRenewedOffer(sessionId, offer);
  note(deps, record, 'Offer renewed', { renewal: offer.renewal, tx_code_present: txCode !== undefined });
  return offerSession(deps, issuer, next, txCode === undefined ? undefined : { value: txCode.value });
}

function renewed(described: NonNullable<SessionRecord['offer']['txCode']>) {
  const { length, input_mode, description } = described;
  return {
    ...(length === undefined ? {} : { length }),
    ...(input_mode === undefined ? {} : { inputMode: input_mode }),
    ...(description === undefined ? {} : { description }),
  };
}

function note(
  deps: BackOfficeDependencies,
  record: SessionRecord,
  message: string,
  data: Record<string, unknown>,
): void {
  deps.trace.record({ issuer: record.issuer, sessionId: record.id }, [
    { at: deps.now().getTime(), level: 'info', endpoint: 'back office', message, data },
  ]);
}

/** Claims in a log are paths, never values. */
function pathsOf(claims: unknown): string[] {
  return claims !== null && typeof claims === 'object' ? Object.keys(claims).slice(0, 100) : [];
}
