/** A new session: everything checked, then stored, then started. What fails leaves nothing behind. */
import { randomBytes } from 'node:crypto';
import type { NewSession, OfferedSession } from '../../ports/back-office.js';
import type { Caller } from '../../ports/caller.js';
import type { SessionRecord } from '../../ports/session-records.js';
import { checkAssurance, checkAssured } from '../../protocol/assurance/check-assurance.js';
import { canonicalJson } from '../../protocol/canonical-json.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { isIssuing } from '../../protocol/issuing-switch.js';
import { takesWalletAttestations } from '../../protocol/metadata/z-attestation-policy.js';
import type { SessionStart } from '../../workflows/contract/messages.js';
import type { ServedIssuer } from '../http/wallet-context.js';
import type { Draft } from './build-session-start.js';
import { buildStart, firstView } from './build-session-start.js';
import { checkGrants, grantWarnings } from './check-grants.js';
import { checkTxCode, txCodeWarnings } from './check-tx-code.js';
import { checkClaims, sealClaims } from './claims.js';
import { checkDatasets, termsOf } from './claims-terms.js';
import type { BackOfficeDependencies } from './dependencies.js';
import { mintTxCode } from './mint-tx-code.js';
import { offerSession } from './offer-session.js';
import { recordCreation } from './record-creation.js';
import { callerDigest } from './session-acts.js';
import { checkNotErased, findSessionId, isBeingErased } from './session-id.js';
import { type Dataset, spreadDatasets } from './supply-claims.js';

const SECOND = 1000;
const ID_BYTES = 16;

export async function createSession(
  deps: BackOfficeDependencies,
  caller: Pick<Caller, 'id'>,
  asked: NewSession,
): Promise<OfferedSession> {
  const issuer = findIssuer(deps, asked.issuer);
  checkAsked(deps, issuer, asked);
  const id = await findSessionId(deps, issuer.id, asked.idempotencyKey);
  const draft = draftSession(deps, issuer, caller, { ...asked, id });
  const start = buildStart(deps, issuer, draft);
  const record = asked.idempotencyKey === undefined ? draft.record : { ...draft.record, start };
  await deps.issuers.keep(issuer);
  const isNew = await deps.insertSession(record, { dataKey: draft.dataKey, claims: draft.claims });
  if (!isNew) return repeatSession(deps, issuer, asked, draft.record.id);
  try {
    if (asked.idempotencyKey !== undefined) await checkNotErased(deps, id);
    await deps.gateway.start(start);
  } catch (error) {
    // With an idempotency key the caller comes back for this very session; without one nobody ever will.
    if (asked.idempotencyKey === undefined || isBeingErased(error))
      await deps.removeSession(draft.record.id).catch(() => undefined);
    throw error;
  }
  recordCreation(deps, issuer, asked, draft);
  const txCode = draft.txCode === undefined ? undefined : { value: draft.txCode };
  const warnings = [...txCodeWarnings(asked), ...grantWarnings(issuer, asked)];
  return { ...offerSession(deps, issuer, draft.record, txCode), ...(warnings.length > 0 && { warnings }) };
}

function findIssuer(deps: BackOfficeDependencies, id: string | undefined): ServedIssuer {
  const found = deps.issuers.find(id);
  if (found === undefined)
    throw refuse('body_invalid', {
      reason: 'issuer names no configured issuer.',
      expected: deps.issuers.list().map((one) => one.id),
    });
  return found;
}

function checkAsked(deps: BackOfficeDependencies, issuer: ServedIssuer, asked: NewSession): void {
  const known = Object.keys(issuer.configuration.credential_configurations);
  const unknown = asked.configurationIds.filter((id) => !known.includes(id));
  if (unknown.length > 0) throw refuse('configuration_not_configured', { expected: known, provided: unknown });
  checkDatasets(asked);
  const names = asked.configurationIds.flatMap((id) => [id, termsOf(issuer, asked, id).dataset ?? id]);
  const stray = Object.keys(asked.claims).filter((name) => !names.includes(name));
  if (stray.length > 0)
    throw refuse('body_invalid', {
      reason: 'claims are given for configurations that are not offered.',
      provided: stray,
    });
  checkSwitch(deps, issuer, asked);
  checkGrants(issuer, asked);
  checkTxCode(issuer, asked);
  checkPolicies(issuer, asked);
  checkAssurances(deps, issuer, asked);
  for (const { configurationId, claims } of datasetsOf(issuer, asked))
    checkClaims(deps, issuer, configurationId, claims);
}

/** The claims the session begins with, for each configuration that is issued from them. */
function datasetsOf(issuer: ServedIssuer, asked: NewSession): Dataset[] {
  const deliverables = asked.configurationIds.map((configurationId) => ({
    configurationId,
    claims: 'awaiting' as const,
    ...termsOf(issuer, asked, configurationId),
  }));
  return spreadDatasets(deliverables, asked.claims);
}

/** A record that is sent has to be usable; whether one has to be sent is the profile's to say. */
function checkAssurances(deps: BackOfficeDependencies, { configuration }: ServedIssuer, asked: NewSession): void {
  const now = deps.now().getTime();
  if (asked.assurance !== undefined) checkAssurance(asked.assurance, now);
  if (Object.keys(asked.claims).length > 0) checkAssured(configuration, asked.assurance, now);
}

/** An offer of which one credential could not be taken is not made; those that are out already go on with the others. */
function checkSwitch(
  { switches }: BackOfficeDependencies,
  { id }: ServedIssuer,
  { configurationIds }: NewSession,
): void {
  const off = configurationIds.filter((one) => !isIssuing(switches.of(id), one));
  if (off.length > 0) throw refuse('offering_switched_off', { provided: off });
}

/** A session that demanded what this issuer cannot verify would only strand its wallet. */
function checkPolicies({ configuration, trustAnchors }: ServedIssuer, asked: NewSession): void {
  const verifiesWallets = takesWalletAttestations(configuration);
  const unsupported = [
    ...(asked.requireWalletAttestation && !verifiesWallets ? ['require_wallet_attestation'] : []),
    ...(asked.requireKeyAttestation && trustAnchors.keyAttestation.length === 0 && trustAnchors.lists === undefined
      ? ['require_key_attestation']
      : []),
  ];
  if (unsupported.length === 0) return;
  throw refuse('policy_unsupported', {
    reason: 'This issuer is not configured to verify such attestations (trust_anchors, client_authentication).',
    provided: unsupported,
  });
}

function draftSession(
  deps: BackOfficeDependencies,
  issuer: ServedIssuer,
  caller: Pick<Caller, 'id'>,
  { id, ...asked }: NewSession & { readonly id: string },
): Draft {
  const createdAt = deps.now().getTime();
  const keys = deps.seals.mintKeys(id);
  const { lifetimes, require_dpop } = issuer.configuration;
  const txCode = asked.txCode === undefined || asked.txCode === false ? undefined : mintTxCode(asked.txCode);
  const claims = datasetsOf(issuer, asked).map((one) =>
    sealClaims(deps, { id, ...keys }, one.configurationId, one.claims),
  );
  const suppliedBy = callerDigest(deps, { id, ...keys }, caller.id);
  const offer = {
    renewal: 0,
    keyId: deps.handles.keyId,
    expiresAt: createdAt + (asked.offerExpiresIn ?? lifetimes.offer) * SECOND,
    ...(txCode === undefined ? {} : { txCode: txCode.description }),
  };
  const record: SessionRecord = {
    id,
    issuer: issuer.id,
    offerId: randomBytes(ID_BYTES).toString('base64url'),
    offer,
    ...(asked.grants === undefined ? {} : { grants: asked.grants }),
    requirements: {
      requireDpop: asked.requireDpop || require_dpop,
      requireWalletAttestation: asked.requireWalletAttestation,
      requireKeyAttestation: asked.requireKeyAttestation,
    },
    deferralLimit: asked.deferralLimit ?? lifetimes.deferral_limit,
    ...(asked.assurance === undefined ? {} : { assurance: asked.assurance }),
    ...(asked.reference === undefined ? {} : { reference: asked.reference }),
    ...(asked.metadata === undefined ? {} : { metadata: asked.metadata }),
    ...(asked.subjectId === undefined
      ? {}
      : { subjectDigest: deps.handles.keyedDigest('subject', issuer.id, asked.subjectId) }),
    ...(asked.idempotencyKey === undefined ? {} : { requestDigest: requestDigest(deps, asked) }),
    publicKey: keys.publicKey,
    digestKey: keys.digestKey,
    view: firstView(issuer, id, createdAt, asked, claims, offer.expiresAt, suppliedBy),
    offerFetches: 0,
  };
  return { record, dataKey: keys.dataKey, claims, txCode: txCode?.value };
}

function requestDigest(deps: BackOfficeDependencies, asked: NewSession): string {
  return deps.handles.keyedDigest('request-body', canonicalJson(asked));
}

async function repeatSession(
  deps: BackOfficeDependencies,
  issuer: ServedIssuer,
  asked: NewSession,
  id: string,
): Promise<OfferedSession> {
  const record = await deps.loadSession(id);
  if (record === undefined) throw refuse('temporarily_unavailable');
  if (record.requestDigest !== requestDigest(deps, asked)) throw refuse('idempotency_conflict');
  // The first request may have been stored and never started; a session that runs is left as it is.
  if (record.start !== undefined) await deps.gateway.start(record.start as SessionStart);
  const txCode = record.offer.txCode === undefined ? undefined : { isAlreadyGiven: true as const };
  return { ...offerSession(deps, issuer, record, txCode), isRepeat: true };
}
