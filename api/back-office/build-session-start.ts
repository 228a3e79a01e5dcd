/** What a new session is started and first shown with. */
import type { NewSession } from '../../ports/back-office.js';
import type { SessionRecord, StoredClaims } from '../../ports/session-records.js';
import { withWaiting } from '../../protocol/derive-waiting.js';
import type { GrantName, SessionView } from '../../protocol/session-view.js';
import type { SessionStart } from '../../workflows/contract/messages.js';
import { digestOfferGrants, grantsOf, mintOfferGrants } from '../handles/offer-grants.js';
import type { ServedIssuer } from '../http/wallet-context.js';
import { buildPolicy, startDeliverable } from './build-policy.js';
import { buildPulls } from './build-pulls.js';
import { txCodeChoiceOf } from './check-tx-code.js';
import { suppliedState, termsOf } from './claims-terms.js';
import type { BackOfficeDependencies } from './dependencies.js';

/** Everything made for a session before anything is stored; the transaction code is in here and nowhere else. */
export type Draft = {
  readonly record: SessionRecord;
  readonly dataKey: Uint8Array;
  readonly claims: readonly StoredClaims[];
  readonly txCode: string | undefined;
};

export function buildStart(
  deps: BackOfficeDependencies,
  issuer: ServedIssuer,
  { record, claims, txCode }: Draft,
): SessionStart {
  return {
    sessionId: record.id,
    issuer: record.issuer,
    configurationVersion: record.view.configurationVersion,
    ...(record.subjectDigest === undefined ? {} : { subjectDigest: record.subjectDigest }),
    grantType: record.view.grantType as GrantName,
    createdAt: record.view.createdAt,
    ...suppliedByOf(record),
    deliverables: record.view.deliverables.map(({ configurationId, dataset, requiresRelease }) => {
      const supplied = claims.find((one) => one.configurationId === configurationId);
      return {
        ...startDeliverable(issuer, configurationId),
        ...(dataset === undefined ? {} : { dataset }),
        ...(requiresRelease === true ? { requiresRelease } : {}),
        ...(supplied === undefined ? {} : { claims: { reference: supplied.reference, digest: supplied.digest } }),
      };
    }),
    offer: {
      ...digestOfferGrants(deps.handles, mintOfferGrants(deps.handles, record)),
      expiresAt: record.offer.expiresAt,
      ...(txCode === undefined
        ? {}
        : { txCodeDigest: deps.seals.digest(record.id, record.digestKey, `tx_code ${txCode}`) }),
    },
    policy: buildPolicy(issuer, record),
    ...buildPulls(
      issuer,
      record.view.deliverables.map((one) => one.configurationId),
    ),
  };
}

/** Who supplied claims that wait for a release; others need not be told apart. */
function suppliedByOf({ view }: SessionRecord): { suppliedBy?: string } {
  const suppliedBy = view.deliverables.find((one) => one.suppliedBy !== undefined)?.suppliedBy;
  return suppliedBy === undefined ? {} : { suppliedBy };
}

/** What the workflow's own first view will be; written here, so that the start needs no write of its own. */
export function firstView(
  issuer: ServedIssuer,
  sessionId: string,
  createdAt: number,
  asked: NewSession,
  claims: readonly StoredClaims[],
  expiresAt: number,
  suppliedBy: string,
): SessionView {
  return withWaiting({
    sessionId,
    issuer: issuer.id,
    configurationVersion: issuer.version,
    grantType: grantsOf(asked)[0] ?? 'authorization_code',
    status: 'offer_created',
    isOpen: true,
    createdAt,
    offer: { expiresAt, renewals: 0, isRedeemed: false },
    deliverables: asked.configurationIds.map((configurationId) => {
      const digest = claims.find((one) => one.configurationId === configurationId)?.digest;
      const terms = termsOf(issuer, asked, configurationId);
      return {
        configurationId,
        ...suppliedState(digest, terms),
        ...(digest !== undefined && terms.requiresRelease === true ? { suppliedBy } : {}),
        ...terms,
        issuances: [],
      };
    }),
    problems: [],
    events: [
      {
        seq: 1,
        type: 'offer_created',
        at: createdAt,
        details: {
          credential_configuration_ids: asked.configurationIds,
          ...(txCodeChoiceOf(asked) === undefined ? {} : { tx_code: txCodeChoiceOf(asked) === 'used' }),
        },
      },
    ],
  });
}
