/** Records of our own as the private API answers them: snake_case, ISO times, nothing sealed. */
import type { OfferedSession } from '../../ports/back-office.js';
import type { SessionRecord } from '../../ports/session-records.js';
import type { ListLogs } from '../../ports/trace.js';
import type { PullView, SessionEvent, SessionView } from '../../protocol/session-view.js';
import { issuanceSessionWorkflowId } from '../../workflows/contract/messages.js';
import { iso, isoIf } from './iso-time.js';
import { buildAssuranceAnswer } from './z-assurance.js';
import type { OfferAnswer } from './z-private-api.js';
import type { EventAnswer, LogAnswer, SessionAnswer } from './z-sessions.js';

export function buildOfferAnswer(offered: OfferedSession): OfferAnswer {
  return {
    session_id: offered.sessionId,
    status: offered.status,
    credential_offer: offered.credentialOffer as OfferAnswer['credential_offer'],
    credential_offer_uri: offered.credentialOfferUri,
    credential_offer_deep_link: offered.credentialOfferDeepLink,
    credential_offer_deep_links: [...offered.credentialOfferDeepLinks],
    ...(offered.txCode === undefined ? {} : { tx_code: offered.txCode }),
    ...(offered.isTxCodeAlreadyGiven === true ? { tx_code_already_given: true } : {}),
    expires_at: iso(offered.expiresAt),
    ...(offered.warnings === undefined ? {} : { warnings: [...offered.warnings] }),
    workflow_id: offered.workflowId,
    console_url: offered.consoleUrl,
  };
}

export function buildSessionAnswer(
  record: SessionRecord,
  view: SessionView,
  stalled: string | undefined,
): SessionAnswer {
  return {
    session_id: record.id,
    issuer: record.issuer,
    status: view.status,
    is_open: view.isOpen,
    grant_type: view.grantType,
    created_at: iso(view.createdAt),
    reference: record.reference ?? null,
    metadata: record.metadata ?? null,
    assurance: buildAssuranceAnswer(record.assurance),
    client_id: view.clientId ?? null,
    dpop_bound: view.isDpopBound ?? null,
    configuration_version: view.configurationVersion,
    offer: {
      expires_at: iso(view.offer.expiresAt),
      renewals: view.offer.renewals,
      redeemed: view.offer.isRedeemed,
      fetches: record.offerFetches,
      ...(view.offer.txCodeAttemptsLeft === undefined ? {} : { tx_code_attempts_left: view.offer.txCodeAttemptsLeft }),
    },
    grant_ends_at: isoIf(view.grantEndsAt),
    wallet_seen_at: isoIf(record.walletSeenAt),
    deliverables: view.deliverables.map((one) => ({
      credential_configuration_id: one.configurationId,
      claims: one.claims,
      claims_digest: one.claimsDigest?.slice(0, 12) ?? null,
      require_release: one.requiresRelease === true,
      reissuable: one.isReissuable === true,
      dataset: one.dataset ?? null,
      claims_pull: buildPullAnswer(one.pull),
      issuances: one.issuances.map((issuance) => ({
        state: issuance.state,
        keys: issuance.keys,
        requested_at: iso(issuance.requestedAt),
        was_deferred: issuance.wasDeferred,
        deferred_until: isoIf(issuance.deferredUntil),
        ended_by: issuance.endedBy ?? null,
        delivered_at: isoIf(issuance.deliveredAt),
      })),
    })),
    problem: record.trouble === undefined ? null : { ...record.trouble, at: iso(record.trouble.at) },
    stalled: stalled ?? null,
    workflow_id: issuanceSessionWorkflowId(record.id),
  };
}

function buildPullAnswer(pull: PullView | undefined): SessionAnswer['deliverables'][number]['claims_pull'] {
  if (pull === undefined) return null;
  const { state, since, questions, reason } = pull;
  return { state, since: iso(since), questions, reason: reason ?? null };
}

export function buildEventAnswer(event: SessionEvent): EventAnswer {
  return { seq: event.seq, type: event.type, at: iso(event.at), details: event.details ?? null };
}

export function buildLogAnswer(log: Awaited<ReturnType<ListLogs>>[number]): LogAnswer {
  const { id, at, level, endpoint, message, data, requestId, count, lastAt, tooEarly } = log;
  return {
    id,
    at: iso(at),
    level,
    endpoint,
    message,
    data: data ?? null,
    request_id: requestId ?? null,
    ...(count === undefined ? {} : { count, last_at: isoIf(lastAt), too_early: tooEarly ?? 0 }),
  };
}
