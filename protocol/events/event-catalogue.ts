/**
 * What a back office can be told, and what each event says: the feed, the webhooks and docs/webhooks.md follow from it.
 * An event carries ids, names and reasons only; what is not listed for its type is not sent.
 */
import type { SessionEventType } from '../session-view.js';

export type EventType = SessionEventType | 'session_erased' | 'webhook_test';

/** `data`: names on the wire, what each holds, and what the session calls it where that is something else. */
export type EventRow = {
  readonly says: string;
  readonly data: Readonly<Record<string, { readonly holds: string; readonly from?: string }>>;
};

const configuration = {
  credential_configuration_id: { holds: 'the credential configuration', from: 'configuration' },
} as const;
const configurations = {
  credential_configuration_ids: { holds: 'the credential configurations offered or asked for' },
};
const protection = {
  tx_code: { holds: '`false` where the pre-authorized code needs no transaction code: whoever holds it can redeem it' },
};
const status = {
  ...configuration,
  credential_id: { holds: 'the credential in the registry', from: 'credential' },
} as const;
const origin = { source: { holds: '`pull` where the session asks its back office for them itself' } };
const client = { client_id: { holds: 'the wallet’s client id, where it named one' } };

export const eventCatalogue: Readonly<Record<EventType, EventRow>> = {
  offer_created: { says: 'A session and its offer were made.', data: { ...configurations, ...protection } },
  offer_retrieved: { says: 'A wallet fetched the offer; only the first fetches are told.', data: {} },
  offer_renewed: {
    says: 'The offer has a new code.',
    data: { renewal: { holds: 'which renewal it is, from 1' }, ...protection },
  },
  authorization_requested: {
    says: 'A wallet sent its person to the authorization page, or began by itself.',
    data: { ...client, ...configurations },
  },
  authorized: { says: 'The person allowed it.', data: { ...client, ...configurations } },
  token_exchanged: {
    says: 'A wallet got its access token.',
    data: {
      grant_type: { holds: '`pre-authorized_code` or `authorization_code`' },
      token_type: { holds: '`Bearer` or `DPoP`' },
      ...client,
    },
  },
  token_refreshed: { says: 'A wallet got a fresh access token; only the first 200 times are told.', data: {} },
  credential_requested: {
    says: 'A wallet asked for a credential and the request was accepted.',
    data: { ...configuration, keys: { holds: 'how many holder keys it sent' } },
  },
  credential_deferred: {
    says: 'The wallet was told to wait.',
    data: {
      ...configuration,
      waits_for: { holds: '`release` where claims are there and somebody has to release them' },
    },
  },
  deferral_expired: { says: 'Waiting for claims was given up; the wallet is told so.', data: configuration },
  claims_needed: {
    says: 'A wallet waits for claims: supply or deny them, unless `source` says that they are being asked for.',
    data: { ...configuration, ...origin },
  },
  claims_supplied: { says: 'Claims were taken.', data: { ...configuration, ...origin } },
  claims_corrected: { says: 'Other claims took their place before anything was issued.', data: configuration },
  claims_released: { says: 'Supplied claims were released for issuing.', data: configuration },
  claims_denied: { says: 'The credential was refused for good.', data: { ...configuration, ...origin } },
  credential_issued: {
    says: 'Credentials were signed and handed to the wallet.',
    data: { ...configuration, credentials: { holds: 'how many' } },
  },
  credential_redelivered: {
    says: 'The wallet was given the same credentials again; only the first 200 times are told.',
    data: configuration,
  },
  credential_accepted: { says: 'The wallet says it stored them.', data: configuration },
  credential_failure: { says: 'The wallet says it could not store them.', data: configuration },
  credential_deleted: { says: 'The wallet says its person refused or deleted them.', data: configuration },
  request_failed: {
    says: 'A request was refused, or a back office asked for claims in vain; the first of each reason is told.',
    data: {
      credential_configuration_id: { holds: 'where claims were asked for: whose', from: 'configuration' },
      reason: { holds: 'reason id, see docs/errors.md' },
      endpoint: { holds: 'where' },
      attempts_left: { holds: 'transaction code attempts that are left' },
    },
  },
  token_dead_claims_ready: {
    says: 'Claims are there, but the wallet’s token has ended: renew the offer.',
    data: configuration,
  },
  session_cancelled: { says: 'The back office ended the session.', data: {} },
  session_expired: { says: 'Time ended it.', data: {} },
  session_erased: { says: 'All there was about the session has been destroyed.', data: {} },
  credential_revoked: { says: 'An issued credential was revoked.', data: status },
  credential_suspended: { says: 'An issued credential was suspended.', data: status },
  credential_reinstated: { says: 'A suspension ended.', data: status },
  webhook_test: { says: 'A trial, sent to one endpoint on demand; never in the feed.', data: {} },
};

export const eventTypes = Object.keys(eventCatalogue) as readonly EventType[];

export type EventData = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** Of an event's details what the catalogue lists for its type, under the wire's names; nothing for a type it does not know. */
export function buildEventData(type: string, details: EventData | undefined): EventData {
  const row = Object.hasOwn(eventCatalogue, type) ? eventCatalogue[type as EventType] : undefined;
  const members = Object.entries(row?.data ?? {}).flatMap(([name, { from }]) => {
    const value = details?.[from ?? name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(members);
}
