/**
 * What the two session pages of the issuer we model ourselves on show, step by step, and where our page shows the same:
 * `seed` is the page's own line, the rest is our record, in our words. Newest first, as on the pages.
 */
import { expect } from 'vitest';
import type { EventAnswer, LogAnswer } from '../support/back-office.js';

export type Step = {
  readonly seed: string;
  readonly level: string;
  readonly endpoint: string;
  readonly message: RegExp;
  /** The facts of the page's data, under our names; secrets as fingerprints. */
  readonly facts: Record<string, unknown>;
};

export const FINGERPRINT = expect.stringMatching(/^fp:[\w-]{10}$/);

/** Steps that both pages have in common, from the order of the offer to the token. */
export function stepsToToken(told: {
  configurationId: string;
  issuer: string;
  clientId: string;
  dpop: boolean;
  identifiers: boolean;
  fetches: number;
  userAgent: string;
}): Step[] {
  const ids = { credential_configuration_ids: [told.configurationId] };
  const fetch: Step = {
    seed: 'Credential offer retrieved by wallet {offer_id}',
    level: 'info',
    endpoint: '/credential_offers',
    message: /offer fetched by the wallet/,
    facts: { offer_id: FINGERPRINT },
  };
  const proof: Step = {
    seed: '(DPoP proof) {dpop_jkt}',
    level: 'debug',
    endpoint: '/token',
    message: /DPoP proof verified/,
    facts: { dpop_jkt: expect.stringMatching(/^[\w-]{43}$/) },
  };
  return [
    {
      seed: 'Access token issued {credential_configuration_ids, dpop_bound, expires_in, token_type}',
      level: 'info',
      endpoint: '/token',
      message: /Access token issued/,
      facts: {
        ...ids,
        dpop_bound: told.dpop,
        expires_in: expect.any(Number),
        token_type: told.dpop ? 'DPoP' : 'Bearer',
      },
    },
    {
      seed: 'Authorization details resolved {auth_details, claims_data_present, credential_configuration_ids}',
      level: 'debug',
      endpoint: '/token',
      message: /Authorization details resolved/,
      facts: {
        ...ids,
        claims_present: false,
        authorization_details: told.identifiers
          ? [{ credential_configuration_id: told.configurationId, credential_identifiers: [FINGERPRINT] }]
          : null,
      },
    },
    ...(told.dpop ? [proof] : []),
    {
      seed: 'Token request received (pre-authorized_code) {client_id, grant_type, …_present}',
      level: 'info',
      endpoint: '/token',
      message: /Token requested \(pre-authorized_code\)/,
      facts: {
        authorization_details_present: told.identifiers,
        client_id: told.clientId,
        dpop_present: told.dpop,
        grant_type: 'pre-authorized_code',
        tx_code_present: false,
        wallet_attestation_present: false,
      },
    },
    {
      seed: 'Token request received {form_body, headers, require_wallet_attestation, wa_provided}',
      level: 'debug',
      endpoint: '/token',
      message: /Token request$/,
      facts: {
        form_body: expect.objectContaining({
          client_id: told.clientId,
          grant_type: 'urn:ietf:params:oauth:grant-type:pre-authorized_code',
          'pre-authorized_code': FINGERPRINT,
        }),
        headers: expect.objectContaining({
          'user-agent': told.userAgent,
          'x-forwarded-proto': 'https',
          via: '1.1 Caddy',
        }),
      },
    },
    ...Array.from({ length: told.fetches }, () => fetch),
    {
      seed: 'Credential offer created {credential_offer, grant_type, offer_id}',
      level: 'info',
      endpoint: '/credential_offers',
      message: /offer made/,
      facts: {
        ...ids,
        credential_issuer: told.issuer,
        grant_type: 'pre-authorized_code',
        offer_id: FINGERPRINT,
      },
    },
    {
      seed: 'Pre-authorized code created {code, credential_configuration_ids, tx_code_present}',
      level: 'info',
      endpoint: '/credential_offers',
      message: /Pre-authorized code made/,
      facts: { ...ids, code: FINGERPRINT, tx_code_present: false },
    },
    {
      seed: 'Credential offer requested {claims_present, grants, require_…, subject_id}',
      level: 'info',
      endpoint: '/credential_offers',
      message: /offer ordered/,
      facts: {
        ...ids,
        claims_present: false,
        grants: { pre_authorized_code: true },
        require_key_attestation: false,
        require_wallet_attestation: false,
        subject_id_present: false,
      },
    },
  ];
}

/** Every step of the page stands in our log, in the page's order; whatever else we log may stand between. */
export function expectSteps(logs: readonly LogAnswer[], steps: readonly Step[]): void {
  let from = 0;
  for (const step of steps) {
    const at = logs.findIndex(
      (one, index) => index >= from && one.endpoint === step.endpoint && step.message.test(one.message),
    );
    expect(at, `${step.seed} has no counterpart after ${logs[from - 1]?.message ?? 'the top'}`).toBeGreaterThanOrEqual(
      from,
    );
    expect(logs[at], step.seed).toMatchObject({ level: step.level, data: step.facts });
    from = at + 1;
  }
}

/** The page's events, newest first on the page, oldest first with us; ours may be more. */
export function expectEvents(events: readonly EventAnswer[], ...seed: [type: string, details: object | null][]): void {
  const types = seed.map(([type]) => type);
  const counterparts = events.filter(({ type }) => types.includes(type));
  expect(counterparts.map(({ type }) => type).reverse()).toEqual(types);
  for (const [index, [, details]] of seed.toReversed().entries())
    if (details !== null) expect(counterparts[index]?.details).toMatchObject(details);
}
