/** What the private API answers of sessions and claims. Names are the wire's; times are ISO 8601 in UTC. */
import { z } from 'zod';
import { eventTypes } from '../../protocol/events/event-catalogue.js';
import type { ClaimsState, GrantName, IssuanceEnd, IssuanceState } from '../../protocol/session-view.js';
import { pullStates, sessionStatuses } from '../../protocol/session-view.js';
import { zAssurance } from './z-assurance.js';

const at = z.iso.datetime();
const id = z.string().min(1);

const claimsStates = ['awaiting', 'supplied', 'released', 'denied'] as const satisfies readonly ClaimsState[];
const issuanceStates = [
  'deferred',
  'delivered',
  'accepted',
  'failed',
  'deleted',
  'denied',
] as const satisfies readonly IssuanceState[];
const issuanceEnds = ['denial', 'deferral_limit', 'replaced', 'session_end'] as const satisfies readonly IssuanceEnd[];
const grantNames = ['pre-authorized_code', 'authorization_code'] as const satisfies readonly GrantName[];

export const zStatus = z.enum(sessionStatuses).meta({ id: 'SessionStatus' });
export const zClaimsStateName = z.enum(claimsStates).meta({ id: 'ClaimsStateName' });

const zIssuance = z
  .object({
    state: z.enum(issuanceStates),
    keys: z.number().int().meta({ description: 'Holder keys of the request, a credential for each' }),
    requested_at: at,
    was_deferred: z.boolean(),
    deferred_until: at.nullable().meta({ description: 'While it waits for claims: when the wait is given up' }),
    ended_by: z.enum(issuanceEnds).nullable().meta({ description: 'Why nothing came of it' }),
    delivered_at: at.nullable(),
  })
  .meta({ id: 'Issuance', description: 'One accepted credential request' });

const zClaimsPull = z
  .object({
    state: z.enum(pullStates).meta({
      description: 'dropped: somebody else decided, or the session ended, before there was an answer',
    }),
    since: at,
    questions: z
      .number()
      .int()
      .meta({ description: 'One more for each "not yet"; tries of one question are not counted' }),
    reason: z.string().nullable().meta({ description: 'Why it was given up: reason id, see docs/errors.md' }),
  })
  .meta({ id: 'ClaimsPull', description: 'A back office that the session asks for the claims itself' });

const zDeliverable = z
  .object({
    credential_configuration_id: id,
    claims: zClaimsStateName,
    claims_digest: z.string().nullable().meta({ description: 'Changes with the claims; for a release of just these' }),
    require_release: z.boolean(),
    reissuable: z
      .boolean()
      .meta({ description: 'May be issued anew: claims can be corrected or denied after delivery' }),
    dataset: z.string().nullable().meta({ description: 'Deliverables of one name share their claims' }),
    claims_pull: zClaimsPull.nullable(),
    issuances: z.array(zIssuance),
  })
  .meta({ id: 'Deliverable', description: 'One credential of the offer' });

export const zSession = z
  .object({
    session_id: id,
    issuer: id,
    status: zStatus,
    is_open: z.boolean().meta({ description: 'Whether anything can still happen to it' }),
    grant_type: z.string().meta({ description: grantNames.join(', ') }),
    created_at: at,
    reference: z.string().nullable().meta({ description: 'As it was given' }),
    metadata: z.record(z.string(), z.unknown()).nullable().meta({ description: 'As it was given' }),
    assurance: zAssurance.nullable(),
    client_id: z.string().nullable(),
    dpop_bound: z.boolean().nullable().meta({ description: 'Null before there is a token' }),
    configuration_version: z.string(),
    offer: z.object({
      expires_at: at,
      renewals: z.number().int(),
      redeemed: z.boolean(),
      fetches: z.number().int(),
      tx_code_attempts_left: z.number().int().optional(),
    }),
    grant_ends_at: at.nullable().meta({ description: 'When the wallet can no longer act' }),
    wallet_seen_at: at.nullable(),
    deliverables: z.array(zDeliverable),
    problem: z
      .object({
        reason: z.string().meta({ description: 'Reason id, see docs/errors.md' }),
        endpoint: z.string(),
        at,
        retryable: z.boolean(),
        count: z.number().int(),
      })
      .nullable()
      .meta({ description: 'The last refusal the wallet was given' }),
    stalled: z.string().nullable().meta({ description: 'Where it does not go on, and why that may be' }),
    workflow_id: z.string(),
  })
  .meta({ id: 'Session' });
export type SessionAnswer = z.input<typeof zSession>;

export const zSessionList = z
  .object({
    sessions: z.array(zSession),
    next_before: z.string().nullable().meta({ description: '`before` of the next page; null: this is the last' }),
  })
  .meta({ id: 'SessionList' });

export const zSessionEvent = z
  .object({
    seq: z.number().int().meta({ description: 'Place in its session, from 1' }),
    type: z.enum(eventTypes as readonly [(typeof eventTypes)[number], ...(typeof eventTypes)[number][]]),
    at,
    details: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({ id: 'SessionEvent' });
export type EventAnswer = z.input<typeof zSessionEvent>;
export const zSessionEvents = z.object({ events: z.array(zSessionEvent) }).meta({ id: 'SessionEvents' });

export const zLogRecord = z
  .object({
    id,
    at,
    level: z.enum(['debug', 'info', 'warn', 'error']),
    endpoint: z.string(),
    message: z.string(),
    data: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta({ description: 'Names, shapes and fingerprints; never a secret, never a claim value' }),
    request_id: z.string().nullable(),
    count: z.number().int().optional().meta({ description: 'Of polls that stand in one record' }),
    last_at: at.nullable().optional(),
    too_early: z.number().int().optional().meta({ description: 'How many of the polls came too early' }),
  })
  .meta({ id: 'LogRecord' });
export type LogAnswer = z.input<typeof zLogRecord>;
export const zLogPage = z
  .object({ logs: z.array(zLogRecord), next_before: z.string().nullable() })
  .meta({ id: 'LogPage' });

export const zSuppliedOutcome = z
  .enum(['supplied', 'corrected', 'unchanged'])
  .meta({ id: 'SuppliedOutcome', description: 'unchanged: the same content again' });
export const zSuppliedSeveral = z
  .object({ outcomes: z.record(z.string(), zSuppliedOutcome).meta({ description: 'By credential configuration id' }) })
  .meta({ id: 'SuppliedSeveral' });
export const zSupplied = zSuppliedSeveral
  .extend({ outcome: zSuppliedOutcome.meta({ description: 'Of the one that was named' }) })
  .meta({ id: 'Supplied' });
export const zStoredClaims = z
  .object({ reference: z.string().meta({ description: 'For the claimsSupplied signal' }) })
  .meta({ id: 'StoredClaims' });

export const zClaimsState = z
  .object({
    credential_configuration_id: id,
    state: zClaimsStateName,
    digest: z.string().nullable().meta({ description: 'Keyed; says whether two are the same, not what they are' }),
    last_act: z.object({ act: z.string(), by: z.string(), at }).nullable(),
  })
  .meta({ id: 'ClaimsState' });
export type ClaimsStateAnswer = z.input<typeof zClaimsState>;
export const zClaimsStates = z.object({ claims: z.array(zClaimsState) }).meta({ id: 'ClaimsStates' });
