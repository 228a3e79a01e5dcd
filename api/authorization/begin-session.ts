/** The session of a wallet that began by itself: born of the person's decision, its claims from the login or still to come. */
import { randomBytes } from 'node:crypto';
import type { SessionRecord, StoredClaims } from '../../ports/session-records.js';
import { withWaiting } from '../../protocol/derive-waiting.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { SessionStart } from '../../workflows/contract/messages.js';
import { buildPolicy, startDeliverable } from '../back-office/build-policy.js';
import { buildPulls } from '../back-office/build-pulls.js';
import { suppliedState, termsOf } from '../back-office/claims-terms.js';
import type { WalletContext } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';
import type { FinishedLogin } from '../login/finished-login.js';
import type { CodeSession } from './decide.js';
import type { PendingAuthorization } from './pushed-request.js';

const ID_BYTES = 16;
const SECOND = 1000;

/** It follows from the pushed request, so that a repeated decision meets its session. */
export function newSessionId(
  deps: WalletDependencies,
  context: WalletContext,
  pending: Pick<PendingAuthorization, 'id'>,
): string {
  const digest = deps.handles.keyedDigest('wallet-initiated', context.issuer.id, pending.id);
  return Buffer.from(digest, 'base64url').subarray(0, ID_BYTES).toString('base64url');
}

/** Idempotent. @throws ProtocolError `login_other_person` where somebody else has allowed the same request already */
export async function beginSession(
  deps: WalletDependencies,
  context: WalletContext,
  pending: PendingAuthorization,
  person: string,
  login: FinishedLogin | undefined,
): Promise<CodeSession> {
  if (context.issuer.isFormer) throw refuse('authorization_without_offer');
  await deps.issuers.keep(context.issuer);
  const id = newSessionId(deps, context, pending);
  const keys = login?.keys ?? deps.seals.mintKeys(id);
  const claims = login?.claims ?? [];
  const draft = draftRecord(deps, context, pending, person, { id, ...keys, claims });
  const drafted = { ...draft, start: buildStart(context, draft, claims) };
  const isNew = await deps.insertSession(drafted, { dataKey: keys.dataKey, claims });
  const record = isNew ? drafted : await deps.loadSession(id);
  if (record === undefined) throw refuse('temporarily_unavailable');
  if (record.subjectDigest !== drafted.subjectDigest) throw refuse('login_other_person');
  context.sessionId = id;
  // Of the record that is there: its claims are the ones that were stored with it.
  await deps.gateway.start((record.start ?? drafted.start) as SessionStart);
  return {
    session: id,
    publicKey: Buffer.from(record.publicKey).toString('base64url'),
    deferralLimit: record.deferralLimit,
    requireDpop: record.requirements.requireDpop,
  };
}

function draftRecord(
  deps: WalletDependencies,
  context: WalletContext,
  pending: PendingAuthorization,
  person: string,
  own: {
    readonly id: string;
    readonly publicKey: Uint8Array;
    readonly digestKey: Uint8Array;
    readonly claims: readonly StoredClaims[];
  },
): SessionRecord {
  const { id: issuer, version, configuration } = context.issuer;
  const createdAt = context.now().getTime();
  // Nobody is offered anything: this only has to last until the decision has reached the session.
  const expiresAt = createdAt + configuration.authorization_code.request_lifetime * SECOND;
  const ids = pending.configurationIds;
  return {
    id: own.id,
    issuer,
    offerId: randomBytes(ID_BYTES).toString('base64url'),
    offer: { renewal: 0, keyId: deps.handles.keyId, expiresAt },
    grants: [],
    requirements: {
      requireDpop: configuration.require_dpop,
      requireWalletAttestation: false,
      requireKeyAttestation: false,
    },
    deferralLimit: configuration.lifetimes.deferral_limit,
    // So that the back office learns whose claims are wanted.
    reference: person,
    subjectDigest: deps.handles.keyedDigest('subject', issuer, person),
    publicKey: own.publicKey,
    digestKey: own.digestKey,
    offerFetches: 0,
    view: withWaiting({
      sessionId: own.id,
      issuer,
      configurationVersion: version,
      grantType: 'authorization_code',
      status: 'authorization_requested',
      isOpen: true,
      createdAt,
      offer: { expiresAt, renewals: 0, isRedeemed: false },
      deliverables: ids.map((configurationId) => {
        const digest = own.claims.find((one) => one.configurationId === configurationId)?.digest;
        const terms = termsOf(context.issuer, {}, configurationId);
        return { configurationId, ...suppliedState(digest, terms), ...terms, issuances: [] };
      }),
      problems: [],
      events: [
        { seq: 1, type: 'authorization_requested', at: createdAt, details: { credential_configuration_ids: ids } },
      ],
    }),
  };
}

function buildStart(context: WalletContext, record: SessionRecord, claims: readonly StoredClaims[]): SessionStart {
  return {
    sessionId: record.id,
    issuer: record.issuer,
    configurationVersion: record.view.configurationVersion,
    // For the registry: by it the back office finds this person's credentials again.
    ...(record.subjectDigest === undefined ? {} : { subjectDigest: record.subjectDigest }),
    grantType: 'authorization_code',
    createdAt: record.view.createdAt,
    deliverables: record.view.deliverables.map(({ configurationId, dataset, requiresRelease }) => {
      const own = claims.find((one) => one.configurationId === configurationId);
      return {
        ...startDeliverable(context.issuer, configurationId),
        ...(dataset === undefined ? {} : { dataset }),
        ...(requiresRelease === undefined ? {} : { requiresRelease }),
        ...(own === undefined ? {} : { claims: { reference: own.reference, digest: own.digest } }),
      };
    }),
    offer: { expiresAt: record.offer.expiresAt },
    policy: buildPolicy(context.issuer, record),
    ...buildPulls(
      context.issuer,
      record.view.deliverables.map((one) => one.configurationId),
    ),
  };
}
