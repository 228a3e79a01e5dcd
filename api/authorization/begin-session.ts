/** The session of a wallet that began by itself: born of the person's decision, its claims still to be supplied. */
import { randomBytes } from 'node:crypto';
import type { SessionRecord } from '../../ports/session-records.js';
import { withWaiting } from '../../protocol/derive-waiting.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { buildPolicy } from '../back-office/build-policy.js';
import { termsOf } from '../back-office/claims-terms.js';
import type { WalletContext } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';
import type { CodeSession } from './decide.js';
import type { PendingAuthorization } from './pushed-request.js';

const ID_BYTES = 16;
const SECOND = 1000;

/** Idempotent: the session's id follows from the pushed request. */
export async function beginSession(
  deps: WalletDependencies,
  context: WalletContext,
  pending: PendingAuthorization,
  person: string,
): Promise<CodeSession> {
  const digest = deps.handles.keyedDigest('wallet-initiated', context.issuer.id, pending.id);
  const id = Buffer.from(digest, 'base64url').subarray(0, ID_BYTES).toString('base64url');
  const keys = deps.seals.mintKeys(id);
  const drafted = draftRecord(deps, context, pending, person, { id, ...keys });
  const isNew = await deps.insertSession(drafted, { dataKey: keys.dataKey, claims: [] });
  const record = isNew ? drafted : await deps.loadSession(id);
  if (record === undefined) throw refuse('temporarily_unavailable');
  context.sessionId = id;
  await startSession(deps, context, record);
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
  own: { readonly id: string; readonly publicKey: Uint8Array; readonly digestKey: Uint8Array },
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
      deliverables: ids.map((configurationId) => ({
        configurationId,
        claims: 'awaiting',
        ...termsOf(context.issuer, {}, configurationId),
        issuances: [],
      })),
      problems: [],
      events: [
        { seq: 1, type: 'authorization_requested', at: createdAt, details: { credential_configuration_ids: ids } },
      ],
    }),
  };
}

function startSession(deps: WalletDependencies, context: WalletContext, record: SessionRecord): Promise<void> {
  return deps.gateway.start({
    sessionId: record.id,
    issuer: record.issuer,
    configurationVersion: record.view.configurationVersion,
    // For the registry: by it the back office finds this person's credentials again.
    ...(record.subjectDigest === undefined ? {} : { subjectDigest: record.subjectDigest }),
    grantType: 'authorization_code',
    createdAt: record.view.createdAt,
    deliverables: record.view.deliverables.map(({ claims: _claims, issuances: _issuances, ...one }) => one),
    offer: { expiresAt: record.offer.expiresAt },
    policy: buildPolicy(context.issuer, record),
  });
}
