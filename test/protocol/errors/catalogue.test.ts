import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reason } from '../../../protocol/errors/catalogue.js';
import { catalogue } from '../../../protocol/errors/catalogue.js';
import { shownName, shownNames } from '../../../protocol/errors/describe-shape.js';
import type { Refusal } from '../../../protocol/errors/protocol-error.js';
import { refuse } from '../../../protocol/errors/protocol-error.js';

const rows = Object.entries<Refusal>(catalogue());

describe('catalogue', () => {
  it.each(rows)('X-03 %s has a complete row and a sentence of allowed characters', (_reason, row) => {
    expect(row.sentence).toMatch(/^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/);
    expect(row.sentence).toMatch(/\.$/);
    expect(row.help.length).toBeGreaterThan(20);
    expect(row.specRef).not.toBe('');
    expect(row.code).toMatch(/^[a-z_]+$/);
    expect(row.status).toBeGreaterThanOrEqual(400);
    expect(row.status).toBeLessThan(600);
    expect(typeof row.retryable).toBe('boolean');
  });

  it('X-04 answers 400 at the credential, deferred and notification endpoints, but for size', () => {
    const odd = rows.filter(
      ([, { family, status }]) => ['credential', 'deferred', 'notification'].includes(family) && status !== 400,
    );
    expect(odd.map(([reason]) => reason)).toEqual(['request_too_large', 'notification_too_large']);
  });

  it('uses only the codes the specifications define at each door', () => {
    const codes = (family: string) =>
      new Set(rows.filter(([, row]) => row.family === family).map(([, row]) => row.code));
    expect(codes('credential')).toEqual(
      new Set([
        'invalid_credential_request',
        'unknown_credential_configuration',
        'unknown_credential_identifier',
        'invalid_proof',
        'invalid_nonce',
        'invalid_encryption_parameters',
        'credential_request_denied',
        // Drafts 13 to 15 (DE-10, section 26).
        'unsupported_credential_format',
        'unsupported_credential_type',
        'issuance_pending',
      ]),
    );
    expect(codes('deferred')).toEqual(
      new Set(['invalid_credential_request', 'invalid_transaction_id', 'credential_request_denied']),
    );
    expect(codes('notification')).toEqual(new Set(['invalid_notification_request', 'invalid_notification_id']));
    expect(codes('token')).toEqual(
      new Set([
        'invalid_request',
        'invalid_grant',
        'invalid_client',
        'unsupported_grant_type',
        'invalid_scope',
        'invalid_authorization_details',
        'invalid_target',
        'invalid_dpop_proof',
        'use_dpop_nonce',
        'use_attestation_challenge',
        'use_fresh_attestation',
      ]),
    );
    expect(codes('access')).toEqual(
      new Set(['invalid_token', 'invalid_request', 'insufficient_scope', 'invalid_dpop_proof', 'use_dpop_nonce']),
    );
  });

  it('DP-09 has each DPoP fault at both doors: 400 at the token endpoint, 401 at the protected ones', () => {
    const atToken = rows.filter(([reason]) => reason.startsWith('dpop_') && reason !== 'dpop_required');
    expect(atToken).toHaveLength(12);
    for (const [reason, row] of atToken) {
      expect([row.status, row.code, row.family]).toEqual([400, 'invalid_dpop_proof', 'token']);
      const twin = catalogue()[`access_${reason}` as Reason];
      expect([twin.status, twin.code, twin.family, twin.sentence]).toEqual([
        401,
        'invalid_dpop_proof',
        'access',
        row.sentence,
      ]);
    }
  });

  it.each<[Reason, string]>([
    ['proofs_missing', 'invalid_proof'],
    ['nonce_missing', 'invalid_proof'],
    ['nonce_unknown', 'invalid_nonce'],
    ['nonce_expired', 'invalid_nonce'],
    ['nonce_used', 'invalid_nonce'],
    ['nonce_foreign', 'invalid_nonce'],
    ['tx_code_missing', 'invalid_request'],
    ['tx_code_unexpected', 'invalid_request'],
    ['tx_code_wrong', 'invalid_grant'],
    ['transaction_foreign', 'invalid_transaction_id'],
    ['transaction_denied', 'credential_request_denied'],
  ])('%s is told as %s', (reason, code) => {
    expect(catalogue()[reason].code).toBe(code);
  });

  it('makes an error whose message is the public sentence', () => {
    const error = refuse('code_used', { provided: 'x' });
    expect(error.message).toBe(catalogue().code_used.sentence);
    expect(error.refusal).toBe(catalogue().code_used);
    expect(error.evidence).toEqual({ provided: 'x' });
  });
});

describe('names in evidence', () => {
  it('X-15 shows no name that is long or odd enough to be a value', () => {
    const body = '{"pre-authorized_code":"F8TqS35_YQTCpMMOENEf1jjm36DHndYMs9J1bm2Cw3g"}';
    expect(shownName(body)).toBe(`(name of ${body.length} characters)`);
    expect(shownName('pre-authorized_code')).toBe('pre-authorized_code');
  });

  it('shows a bounded list of bounded names', async () => {
    await fc.assert(
      fc.property(fc.array(fc.string()), (names) => {
        const shown = shownNames(names);
        expect(shown.length).toBeLessThanOrEqual(20);
        for (const name of shown) expect(name.length).toBeLessThanOrEqual(40);
      }),
    );
  });
});
