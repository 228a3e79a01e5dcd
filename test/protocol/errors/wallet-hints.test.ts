import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reason } from '../../../protocol/errors/catalogue.js';
import { catalogue } from '../../../protocol/errors/catalogue.js';
import type { Evidence } from '../../../protocol/errors/protocol-error.js';
import type { HintSituation } from '../../../protocol/errors/wallet-hints.js';
import { findWalletHint, walletHints } from '../../../protocol/errors/wallet-hints.js';

const ISSUER = 'https://issuer.example/tenant';
const configurations = { pid: { doctype: 'eu.pid', scope: 'pid' }, 'pid.sd': { vct: 'urn:pid' } };
const situation = (reason: Reason, rest: Partial<HintSituation> = {}): HintSituation => ({
  reason,
  evidence: {},
  endpoint: '/credential',
  issuer: ISSUER,
  configurations,
  body: {},
  ...rest,
});
const DER = `e30.e30.MEUCIQ${'A'.repeat(90)}`;

type Row = readonly [mistake: string, reason: Reason, evidence?: Evidence, body?: object, endpoint?: string];
const filled = ([name, reason, evidence = {}, body = {}, endpoint = '/credential']: Row) =>
  [name, reason, evidence, body as HintSituation['body'], endpoint] as const;
const mistakes: Row[] = [
  ['The token request is JSON', 'token_content_type', { provided: 'application/json' }],
  ['The short name of', 'grant_type_unsupported', {}, { grant_type: 'pre-authorized_code' }],
  ['pre_authorized_code with', 'parameter_missing', {}, { pre_authorized_code: 'x' }],
  ['The transaction code is sent as', 'tx_code_missing', {}, { user_pin: '1234' }],
  ['The transaction code went', 'tx_code_wrong', {}, { tx_code: '12 34' }],
  ['The transaction code went', 'tx_code_wrong', {}, { tx_code: '123' }],
  ['The transaction code went', 'tx_code_wrong', {}, { tx_code: '1234.0' }],
  ['The code was encoded twice', 'code_forged', {}, { 'pre-authorized_code': 'a%20b' }],
  ['The code was encoded twice', 'authorization_code_forged', {}, { code: 'a b' }],
  ['The code is redeemed again', 'code_used'],
  ['No client_id', 'client_id_missing'],
  [
    'authorization_details by format',
    'authorization_details_malformed',
    {},
    { authorization_details: '[{"format":"mso_mdoc"}]' },
  ],
  ['authorization_details as one', 'authorization_details_malformed', {}, { authorization_details: '{"type":"x"}' }],
  ['A client assertion without iss', 'client_assertion_invalid', { reason: 'iss and sub are not both the client_id.' }],
  ['aud of a client assertion', 'client_assertion_invalid', { reason: 'aud does not name this server.' }],
  ['The attestation’s proof', 'wallet_pop_audience', { provided: `${ISSUER}/token` }],
  ['No PKCE', 'pkce_method_unsupported', { provided: 'plain' }],
  ['htu says http', 'dpop_url', { expected: `${ISSUER}/token`, provided: 'http://issuer.example/tenant/token?x=1' }],
  ['htu has a trailing', 'access_dpop_url', { expected: `${ISSUER}/credential`, provided: `${ISSUER}/credential/` }],
  ['htu is the issuer', 'access_dpop_url', { expected: `${ISSUER}/credential`, provided: `${ISSUER}/token` }],
  ['Time in milliseconds', 'proof_future', { provided: 'iat 1761000000000 seconds ahead' }],
  ['Time in milliseconds', 'dpop_future', { provided: '1761000000000 seconds ahead' }],
  ['One DPoP proof for', 'access_dpop_replayed'],
  ['No ath', 'access_dpop_token_hash', { reason: 'The claim ath is missing.' }],
  ['Notifications without', 'access_token_downgraded', {}, {}, '/notification'],
  ['A bound token sent', 'access_token_downgraded'],
  ['The access token in', 'access_header_malformed'],
  ['The credential is named by format', 'selector_missing', {}, { format: 'mso_mdoc' }],
  ['The plural', 'selector_missing', {}, { credential_identifiers: ['x'] }],
  ['Identifier and', 'selector_both'],
  ['A configuration id as', 'identifier_unknown', {}, { credential_identifier: 'pid' }],
  ['doctype, vct or scope', 'configuration_unknown', {}, { credential_configuration_id: 'urn:pid' }],
  ['A credential identifier as', 'configuration_unknown', {}, { credential_configuration_id: 'x'.repeat(120) }],
  ['A form where', 'request_content_type', { provided: 'application/x-www-form-urlencoded' }],
  ['An encrypted request of', 'request_content_type', { provided: 'application/jose' }],
  ['An encrypted response is', 'response_encryption_in_plain_request'],
  ['The key for the response', 'response_key_without_alg'],
  ['The acceptance token', 'transaction_id_missing', {}, { acceptance_token: 'x' }],
  ['An event by', 'notification_event_unknown', {}, { event: 'credential_failed' }],
  ['One `proof`', 'proofs_missing', {}, { proof: { proof_type: 'jwt' } }],
  ['A draft 13 proof under', 'proofs_malformed', {}, { proofs: { proof_type: 'jwt', jwt: 'x' } }],
  ['A text where', 'proofs_malformed', {}, { proofs: { jwt: 'x' } }],
  ['No typ', 'proof_type_header', { provided: 'JWT' }],
  ['The typ with', 'proof_type_header', { provided: 'application/openid4vci-proof+jwt' }],
  ['aud of a proof is an endpoint', 'proof_audience', { provided: `${ISSUER}/token` }],
  ['aud of a proof has a trailing', 'proof_audience', { provided: `${ISSUER}/` }],
  ['aud of a proof says http', 'proof_audience', { provided: 'http://issuer.example/tenant' }],
  ['aud of a proof is another', 'proof_audience', { provided: 'https://issuer.example' }],
  ['The key is named by a DID', 'proof_dids_not_allowed', { reason: 'It has `kid` (did:key:z6Mk…).' }],
  ['kid counts in', 'proof_kid_unresolvable', { header_params: ['kid', 'key_attestation'] }],
  ['jwk and x5c', 'proof_key_ambiguous'],
  ['The signature is in DER', 'proof_signature', {}, { proofs: { jwt: [DER] } }],
  ['The signature is in DER', 'proof_signature', {}, { proof: { proof_type: 'jwt', jwt: DER } }],
  ['No nonce', 'nonce_missing'],
  ['The DPoP nonce', 'nonce_unknown', { provided: 'dpop-nonce' }],
  ['c_nonce is used again', 'nonce_used'],
  ['A key attestation of another', 'key_attestation_type'],
];

describe('a known mistake', () => {
  it.each(mistakes.map(filled))(
    '"%s" is named when %s is refused (%j %j %s)',
    (mistake, reason, evidence, body, endpoint) => {
      const hint = findWalletHint(situation(reason, { evidence, endpoint, body }));
      const row = walletHints.find((one) => one.mistake.startsWith(mistake));
      expect(hint).toBe(row?.hint);
      expect(hint).toBeDefined();
    },
  );

  it('is each shown here at least once', () => {
    const shown = mistakes.map(([mistake]) => mistake);
    expect(walletHints.filter((one) => !shown.some((start) => one.mistake.startsWith(start)))).toEqual([]);
  });

  it('names refusals of the catalogue, and says what to do in a few sentences', () => {
    for (const { reasons, hint } of walletHints) {
      for (const reason of reasons) expect(catalogue()).toHaveProperty(reason);
      expect(hint.length).toBeGreaterThan(40);
      expect(hint.length).toBeLessThan(400);
    }
  });
});

describe('what is no known mistake', () => {
  it.each(
    (
      [
        ['a wrong host', 'proof_audience', { provided: 'https://other.example' }],
        ['a wrong code of the right form', 'tx_code_wrong', {}, { tx_code: '123456' }],
        ['a foreign nonce', 'nonce_unknown'],
        ['a forged code', 'code_forged', {}, { 'pre-authorized_code': 'abc_-' }],
        ['a signature of the right form', 'proof_signature', {}, { proofs: { jwt: [`e30.e30.${'A'.repeat(86)}`] } }],
        ['a clock that is wrong by an hour', 'proof_future', { provided: 'iat 3600 seconds ahead' }],
        [
          'a kid beyond an attestation that was read',
          'proof_kid_unresolvable',
          { reason: 'neither an index', header_params: ['kid', 'key_attestation'] },
        ],
        ['no proofs at all', 'proofs_missing'],
        ['a failure of our own', 'server_error'],
      ] satisfies Row[]
    ).map(filled),
  )('has no hint: %s', (_name, reason, evidence, body) => {
    expect(findWalletHint(situation(reason, { evidence, body }))).toBeUndefined();
  });

  it('whatever is sent, looking at it throws nothing, and the words are those of the table', async () => {
    const known = new Set(walletHints.map(({ hint }) => hint));
    const members = [...new Set(mistakes.flatMap(([, , , body = {}]) => Object.keys(body)))];
    const body = fc.dictionary(
      fc.oneof(fc.constantFrom(...members, '__proto__', 'constructor'), fc.string()),
      fc.anything(),
    );
    const evidence = fc.record(
      { provided: fc.anything(), expected: fc.anything(), reason: fc.string() },
      { requiredKeys: [] },
    );
    const reason = fc.constantFrom(...(Object.keys(catalogue()) as Reason[]));
    await fc.assert(
      fc.property(reason, evidence as fc.Arbitrary<Evidence>, body, (refused, seen, sent) => {
        const hint = findWalletHint(situation(refused, { evidence: seen, body: sent }));
        expect(hint === undefined || known.has(hint)).toBe(true);
      }),
    );
  });
});
