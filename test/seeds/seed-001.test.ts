/**
 * Seed 001: a Bearer wallet with authorization_details proves its key by a did:key in `kid` and nothing else. Where the
 * issuer allows DIDs it gets its credential; where not, the operator sees what was in the header and what was expected.
 */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deviceKey, readIssuerSigned } from '../credentials/mso-mdoc/read-issuer-signed.js';
import { type BorrowedStack, borrowStack } from '../support/borrowed-stack.js';
import { DATASETS, PID_MDOC } from '../support/datasets.js';
import { keyOf, makeJwkDidKey } from '../support/dids.js';
import { eventually } from '../support/eventually.js';
import { writeIssuersFile } from '../support/issuers-file.js';
import { openSession } from '../support/open-session.js';
import { sendRaw } from '../support/raw-request.js';
import { type StackInfo, sharedStack } from '../support/stack.js';
import type { CredentialAnswer, Tokens } from '../support/wallet.js';
import { newKey, PRE_AUTHORIZED, Wallet } from '../support/wallet.js';
import { SEED_001_HEADERS } from './seed-headers.js';
import { expectEvents, expectSteps, FINGERPRINT, stepsToToken } from './seed-pages.js';
import { untilRetrieved } from './until-retrieved.js';

/** The seed's requests, one after the other, with a key and a proof of today. */
async function replay(at: StackInfo) {
  const session = await openSession(at, { offered: [PID_MDOC], supplied: [] });
  const { created, offer, id } = session;
  await sendRaw(created.credential_offer_uri, { headers: SEED_001_HEADERS });
  await untilRetrieved(at, id, 1);
  const form = {
    authorization_details: `[{"type":"openid_credential","credential_configuration_id":"${PID_MDOC}"}]`,
    client_id: 'wallet-dev',
    grant_type: PRE_AUTHORIZED,
    'pre-authorized_code': Wallet.codeOf(offer),
  };
  const token = await sendRaw(`${at.publicUrl}/token`, {
    method: 'POST',
    headers: { ...SEED_001_HEADERS, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
  const tokens = JSON.parse(token.text) as Tokens;
  const wallet = new Wallet(at.publicUrl, { clientId: 'wallet-dev' });
  const key = await newKey();
  const { kty = '', crv = '', x = '', y = '' } = key.jwk;
  const did = makeJwkDidKey({ kty, crv, x, y });
  // The header has kid, typ and alg: the kid is the DID URL of the key, and iss in the claims the DID.
  const jwt = await wallet.proof(key, await wallet.nonce(), {
    header: { jwk: undefined, kid: keyOf(did) },
    claims: { iss: did },
  });
  const answer = await sendRaw(`${at.publicUrl}/credential`, {
    method: 'POST',
    headers: {
      ...SEED_001_HEADERS,
      'content-type': 'application/json',
      authorization: `Bearer ${tokens.access_token}`,
    },
    body: JSON.stringify({
      credential_identifier: tokens.authorization_details?.[0]?.credential_identifiers[0],
      proofs: { jwt: [jwt] },
    }),
  });
  return {
    ...session,
    wallet,
    tokens,
    key,
    did,
    status: answer.status,
    body: JSON.parse(answer.text) as CredentialAnswer,
  };
}
type Replayed = Awaited<ReturnType<typeof replay>>;

const logsOf = ({ backOffice, id }: Replayed) =>
  eventually(async () => {
    const all = await backOffice.logs(id);
    expect(all[0]?.endpoint).toBe('/credential');
    return all;
  });

/** Steps 2 to 12 of the page, which are the same whatever becomes of the proof. */
const stepsBefore = (issuer: string) => [
  {
    seed: 'Credential configuration resolved {config_id, credential_identifier}',
    level: 'debug',
    endpoint: '/credential',
    message: /configuration resolved/,
    facts: { configuration_id: PID_MDOC, selected_by: 'identifier' },
  },
  {
    seed: 'Credential request body {credential_identifier, proofs}',
    level: 'debug',
    endpoint: '/credential',
    message: /request body/,
    facts: { body: { credential_identifier: FINGERPRINT, proofs: { jwt: [FINGERPRINT] } } },
  },
  {
    seed: 'Credential request received {headers, is_dpop, proofs_present}',
    level: 'info',
    endpoint: '/credential',
    message: /Credential requested/,
    facts: {
      headers: expect.objectContaining({
        'user-agent': 'Dart/3.10 (dart:io)',
        authorization: expect.stringMatching(/^Bearer fp:[\w-]{10}$/),
      }),
    },
  },
  ...stepsToToken({
    configurationId: PID_MDOC,
    issuer,
    clientId: 'wallet-dev',
    dpop: false,
    identifiers: true,
    fetches: 1,
    userAgent: 'Dart/3.10 (dart:io)',
  }),
];
const expectSeedEvents = async ({ backOffice, id }: Replayed) =>
  expectEvents(
    await backOffice.events(id),
    ['token_exchanged', { grant_type: 'pre-authorized_code' }],
    ['offer_retrieved', null],
    ['offer_created', { credential_configuration_ids: [PID_MDOC] }],
  );

describe('seed 001 where the issuer allows DIDs', () => {
  const stack = sharedStack();
  let session: Replayed;
  beforeAll(async () => {
    session = await replay(stack);
  });

  it('PR-05 PR-10 is accepted, and waits for its claims as the seed did', () => {
    expect({ status: session.status, body: session.body }).toEqual({
      status: 202,
      body: { transaction_id: expect.any(String), interval: expect.any(Number) },
    });
  });

  it('eleven of the twelve steps have their counterpart; the twelfth, the error, is an acceptance instead', async () => {
    const steps = stepsBefore(stack.publicUrl);
    expect(steps).toHaveLength(11);
    const logs = await logsOf(session);
    expectSteps(logs, steps);
    expect(logs.find((one) => /proofs verified/.test(one.message))?.data).toMatchObject({
      key_reference: ['kid'],
      note: expect.stringContaining('client_id'),
    });
    expect(logs.filter((one) => one.level === 'error')).toEqual([]);
  });

  it('every event of the page has its counterpart', () => expectSeedEvents(session));

  it('when the claims come, its credential is bound to the key its DID contains', async () => {
    const { backOffice, id, wallet, tokens, body, key } = session;
    await backOffice.supply(id, PID_MDOC, DATASETS[PID_MDOC]);
    const collected = await wallet.collect(tokens, body.transaction_id ?? '');
    const { mso } = readIssuerSigned(collected.body.credentials?.[0]?.credential ?? '', 'eu.europa.ec.eudi.pid.1');
    const x = Buffer.from(deviceKey(mso).get(-2) as Uint8Array).toString('base64url');
    expect(x).toBe(key.jwk.x);
  });
});

describe('seed 001 where it does not', () => {
  let stack: BorrowedStack;
  let session: Replayed;
  beforeAll(async () => {
    stack = await borrowStack(writeIssuersFile({ id: 'strict', path: '', allow_dids: false }));
    session = await replay(stack);
  });
  afterAll(() => stack?.stop());

  it('PR-05 is answered invalid_proof', () => {
    expect({ status: session.status, body: session.body }).toEqual({
      status: 400,
      body: { error: 'invalid_proof', error_description: expect.any(String) },
    });
  });

  it('all twelve steps have their counterpart, the error with what was seen and what was expected', async () => {
    const steps = [
      {
        seed: 'Holder proof validation failed {expected, header_params, help, proof_type, reason, spec_ref}',
        level: 'error',
        endpoint: '/credential',
        message: /./,
        facts: {
          expected: expect.stringContaining('`jwk`'),
          header_params: expect.arrayContaining(['kid', 'typ', 'alg']),
          help: expect.stringContaining('jwk'),
          proof_type: 'jwt',
          reason: expect.stringMatching(/no public key.*`kid`.*did:key:z/),
          spec_ref: 'OID4VCI Section 8.2.1.1 / Appendix F.1',
        },
      },
      ...stepsBefore(stack.publicUrl),
    ];
    expect(steps).toHaveLength(12);
    const logs = await logsOf(session);
    expectSteps(logs, steps);
    expect(logs[0]?.data?.['header_params']).toHaveLength(3);
    expect(JSON.stringify(logs)).not.toContain(session.did);
  });

  it('every event of the page has its counterpart, and the refusal is one too', async () => {
    await expectSeedEvents(session);
    const { backOffice, id } = session;
    await expect
      .poll(async () => (await backOffice.events(id)).at(-1))
      .toMatchObject({
        type: 'request_failed',
        details: { reason: 'proof_dids_not_allowed', endpoint: '/credential' },
      });
  });

  it('CM-14 says beforehand that it takes no DIDs', async () => {
    const { text } = await sendRaw(`${stack.publicUrl}/.well-known/openid-credential-issuer`);
    expect(text).not.toContain('did:');
  });

  it('the wallet corrects itself with its key in the header, and is accepted', async () => {
    const { wallet, tokens } = session;
    expect((await wallet.requestCredential(tokens, PID_MDOC)).status).toBe(202);
  });
});
