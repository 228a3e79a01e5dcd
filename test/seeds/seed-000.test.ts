/**
 * Seed 000: a DPoP wallet fetches its offer twice, gets its token, and asks in the words of draft 13. It is told what is
 * missing, the operator sees why and what would help, and when the wallet has learnt, the same session gives its credential.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { LogAnswer } from '../support/back-office.js';
import { AV } from '../support/datasets.js';
import { eventually } from '../support/eventually.js';
import type { OpenedSession } from '../support/open-session.js';
import { openSession } from '../support/open-session.js';
import type { RawAnswer } from '../support/raw-request.js';
import { sendRaw } from '../support/raw-request.js';
import { sharedStack } from '../support/stack.js';
import type { Tokens } from '../support/wallet.js';
import { newKey, PRE_AUTHORIZED, Wallet } from '../support/wallet.js';
import { SEED_000_HEADERS } from './seed-headers.js';
import { expectEvents, expectSteps, FINGERPRINT, stepsToToken } from './seed-pages.js';
import { untilRetrieved } from './until-retrieved.js';

const stack = sharedStack();

/** As the wallet's serializer wrote it: every member it knows, null where it has nothing. 199 bytes, like the seed's. */
const DRAFT_13_BODY = JSON.stringify({
  claims: null,
  credential_definition: null,
  credential_identifier: null,
  credential_response_encryption: null,
  doctype: 'eu.europa.ec.av.1',
  format: 'mso_mdoc',
  proof: null,
  proofs: null,
  vct: null,
});

let session: OpenedSession;
let tokens: Tokens;
let refused: RawAnswer;
let logs: LogAnswer[];

beforeAll(async () => {
  session = await openSession(stack, { offered: [AV], supplied: [], dpop: true, clientId: 'edim-local' });
  const { wallet, created, backOffice, id } = session;
  for (const _ of [1, 2]) await sendRaw(created.credential_offer_uri, { headers: SEED_000_HEADERS });
  await untilRetrieved(stack, id, 2);
  const token = await sendRaw(`${stack.publicUrl}/token`, {
    method: 'POST',
    headers: {
      ...SEED_000_HEADERS,
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      ...(await wallet.dpopHeader('POST', `${stack.publicUrl}/token`)),
    },
    body: new URLSearchParams({
      grant_type: PRE_AUTHORIZED,
      'pre-authorized_code': Wallet.codeOf(session.offer),
      client_id: 'edim-local',
    }).toString(),
  });
  tokens = JSON.parse(token.text) as Tokens;
  refused = await sendRaw(`${stack.publicUrl}/credential`, {
    method: 'POST',
    headers: {
      ...SEED_000_HEADERS,
      'content-type': 'application/json',
      authorization: `DPoP ${tokens.access_token}`,
      ...(await wallet.dpopHeader('POST', `${stack.publicUrl}/credential`, tokens.access_token)),
    },
    body: DRAFT_13_BODY,
  });
  logs = await eventually(async () => {
    const all = await backOffice.logs(id);
    expect(all[0]).toMatchObject({ level: 'error', endpoint: '/credential' });
    return all;
  });
});

describe('seed 000', () => {
  it('sends what the seed sent', () => {
    expect(DRAFT_13_BODY).toHaveLength(199);
    expect(tokens).toMatchObject({ token_type: 'DPoP', access_token: expect.any(String) });
  });

  it('CE-05 is answered invalid_credential_request', () => {
    expect(refused.status).toBe(400);
    expect(JSON.parse(refused.text)).toEqual({
      error: 'invalid_credential_request',
      error_description: expect.stringContaining('credential_identifier or credential_configuration_id'),
    });
  });

  it('every step of the page has its counterpart, newest first', () => {
    expectSteps(logs, [
      {
        seed: '(error) {help, reason, spec_ref}',
        level: 'error',
        endpoint: '/credential',
        message: /credential_identifier or credential_configuration_id/,
        facts: {
          reason: expect.stringMatching(
            /either `credential_identifier` or `credential_configuration_id`; neither was provided/,
          ),
          help: expect.stringMatching(
            /`credential_identifier`.*authorization_details.*`credential_configuration_id`.*\/\.well-known\/openid-credential-issuer/,
          ),
          spec_ref: 'OID4VCI Section 8.2',
        },
      },
      {
        seed: '(request body) {doctype, format, and null for all the rest}',
        level: 'debug',
        endpoint: '/credential',
        message: /request body/,
        facts: {
          body: {
            ...(JSON.parse(DRAFT_13_BODY) as object),
            doctype: 'eu.europa.ec.av.1',
            format: 'mso_mdoc',
          },
        },
      },
      {
        seed: '(request) {credential_configuration_id, credential_identifier, headers, is_dpop, proofs_present}',
        level: 'info',
        endpoint: '/credential',
        message: /Credential requested/,
        facts: {
          headers: expect.objectContaining({
            'user-agent': 'ktor-client',
            'content-length': '199',
            authorization: expect.stringMatching(/^DPoP fp:[\w-]{10}$/),
            dpop: FINGERPRINT,
          }),
        },
      },
      ...stepsToToken({
        configurationId: AV,
        issuer: stack.publicUrl,
        clientId: 'edim-local',
        dpop: true,
        identifiers: false,
        fetches: 2,
        userAgent: 'ktor-client',
      }),
    ]);
  });

  it('every event of the page has its counterpart', async () => {
    expectEvents(
      await session.backOffice.events(session.id),
      ['token_exchanged', { grant_type: 'pre-authorized_code' }],
      ['offer_retrieved', null],
      ['offer_retrieved', null],
      ['offer_created', { credential_configuration_ids: [AV] }],
    );
  });

  it('the session shows the problem, and that it can still be mended', async () => {
    await expect
      .poll(() => session.backOffice.session(session.id))
      .toMatchObject({
        status: 'token_exchanged',
        client_id: 'edim-local',
        dpop_bound: true,
        problem: { reason: 'selector_missing', endpoint: '/credential', retryable: true, count: 1 },
      });
  });

  it('nobody’s address, and none of the secrets, is on the page', () => {
    const text = JSON.stringify(logs);
    for (const secret of ['203.0.113.77', tokens.access_token, Wallet.codeOf(session.offer)])
      expect(text).not.toContain(secret);
  });

  it('the claims are supplied, the wallet corrects itself, and gets its credential from the same session', async () => {
    const { wallet, backOffice, id } = session;
    expect((await backOffice.supply(id, AV, { age_over_18: true })).body.outcome).toBe('supplied');
    const { status, body } = await wallet.requestCredential(tokens, AV, [await newKey()]);
    expect(status).toBe(200);
    expect((await wallet.notify(tokens, body.notification_id ?? '')).status).toBe(204);
    await expect.poll(() => backOffice.session(id)).toMatchObject({ status: 'credential_accepted' });
  });
});
