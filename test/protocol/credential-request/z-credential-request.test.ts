import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBatchSize } from '../../../protocol/credential-request/check-batch.js';
import { findDuplicateMember } from '../../../protocol/credential-request/find-duplicate-member.js';
import { parseCredentialRequest, parseProofs } from '../../../protocol/credential-request/z-credential-request.js';
import type { Reason } from '../../../protocol/errors/catalogue.js';
import { expectRefusal, refusesOrReturns } from '../expect-refusal.js';

describe('parseCredentialRequest', () => {
  it('CE-05 reads each kind of selector', () => {
    expect(parseCredentialRequest({ credential_identifier: 'i' })).toEqual({
      selector: { kind: 'identifier', value: 'i' },
    });
    expect(parseCredentialRequest({ credential_configuration_id: 'c' })).toEqual({
      selector: { kind: 'configuration', value: 'c' },
    });
  });

  it('CE-14 X-02 passes proofs and encryption on unread, and ignores unknown members', () => {
    const body = {
      credential_identifier: 'i',
      proofs: 7,
      credential_response_encryption: { jwk: {} },
      x_unknown: 1,
      proof: {},
    };
    expect(parseCredentialRequest(body)).toEqual({
      selector: { kind: 'identifier', value: 'i' },
      proofs: 7,
      responseEncryption: { jwk: {} },
    });
  });

  it('reads null as absent', () => {
    const body = {
      credential_identifier: null,
      credential_configuration_id: 'c',
      proofs: null,
      credential_response_encryption: null,
    };
    expect(parseCredentialRequest(body)).toEqual({ selector: { kind: 'configuration', value: 'c' } });
  });

  it.each<[string, unknown, Reason]>([
    ['null', null, 'request_malformed'],
    ['an array', [], 'request_malformed'],
    ['text', 'x', 'request_malformed'],
    ['nothing', undefined, 'request_malformed'],
    ['CE-05 neither selector', {}, 'selector_missing'],
    ['CE-05 neither selector, but proofs', { proofs: { jwt: ['x'] } }, 'selector_missing'],
    ['CE-05 both selectors', { credential_identifier: 'i', credential_configuration_id: 'c' }, 'selector_both'],
    ['CE-05 an empty selector', { credential_identifier: '' }, 'selector_malformed'],
    ['CE-05 a numeric selector', { credential_configuration_id: 7 }, 'selector_malformed'],
    ['CE-05 an array as selector', { credential_configuration_id: ['c'] }, 'selector_malformed'],
    ['CE-05 a selector under __proto__', JSON.parse('{"__proto__":{"credential_identifier":"i"}}'), 'selector_missing'],
  ])('refuses %s', async (_title, body, reason) => {
    await expectRefusal(() => parseCredentialRequest(body), reason, 'invalid_credential_request');
  });

  it('D13-01 recognises a draft 13 request and tells the operator what the wallet lacks', async () => {
    const error = await expectRefusal(
      () => parseCredentialRequest({ format: 'mso_mdoc', doctype: 'eu.europa.ec.av.1', vct: null, proof: null }),
      'selector_missing',
      'invalid_credential_request',
    );
    expect(error.refusal.specRef).toBe('OID4VCI Section 8.2');
    expect(error.evidence).toMatchObject({ draft: '13', provided: ['format', 'doctype'] });
    expect(error.evidence.reason).toContain('neither was provided');
    expect(error.evidence.help).toContain('credential_configuration_id');
  });

  it('reads a request that has draft 13 members next to a selector', () => {
    expect(
      parseCredentialRequest({ format: 'mso_mdoc', doctype: 'x', credential_configuration_id: 'c' }).selector.value,
    ).toBe('c');
  });

  it('PR-24 reads one attestation, and neither none nor two', async () => {
    const parse = (attestation: unknown) => parseProofs({ attestation }, ['jwt', 'attestation']);
    expect(parse(['a'])).toEqual({ type: 'attestation', jwts: ['a'] });
    for (const wrong of [[], ['a', 'b'], 'a', [7], null]) await expectRefusal(() => parse(wrong), 'proofs_malformed');
  });

  it('refuses anything or reads it, and nothing else', async () => {
    const body = fc.oneof(
      fc.anything(),
      fc.json().map((text) => JSON.parse(text)),
      fc.record({ credential_identifier: fc.anything(), proofs: fc.anything() }),
    );
    await fc.assert(fc.asyncProperty(body, (value) => refusesOrReturns(() => parseCredentialRequest(value))));
  });
});

describe('parseProofs', () => {
  it('CE-09 reads an array of JWTs', () => {
    expect(parseProofs({ jwt: ['a', 'b'] }, ['jwt'])).toEqual({ type: 'jwt', jwts: ['a', 'b'] });
  });

  it.each<[string, unknown, Reason]>([
    ['CE-08 no proofs', undefined, 'proofs_missing'],
    ['CE-08 null proofs', null, 'proofs_missing'],
    ['CE-09 an empty object', {}, 'proofs_malformed'],
    ['CE-09 two members', { jwt: ['a'], attestation: ['b'] }, 'proofs_malformed'],
    ['CE-09 an array', [{ jwt: ['a'] }], 'proofs_malformed'],
    ['CE-09 text', 'jwt', 'proofs_malformed'],
    ['CE-09 an empty array', { jwt: [] }, 'proofs_malformed'],
    ['CE-09 text in place of the array', { jwt: 'a' }, 'proofs_malformed'],
    ['CE-09 an entry that is no text', { jwt: ['a', 7] }, 'proofs_malformed'],
    ['CE-09 a null entry', { jwt: [null] }, 'proofs_malformed'],
    ['CE-10 a type this configuration does not support', { attestation: ['a'] }, 'proof_type_unsupported'],
    ['PR-40 di_vp', { di_vp: [{}] }, 'proof_type_unsupported'],
    ['D13-01 a draft 13 proof object', { proof_type: 'jwt', jwt: 'a' }, 'proofs_malformed'],
    ['CE-10 an inherited property name', { constructor: ['a'] }, 'proof_type_unsupported'],
  ])('refuses %s', async (_title, proofs, reason) => {
    await expectRefusal(() => parseProofs(proofs, ['jwt']), reason, 'invalid_proof');
  });

  it('CE-10 refuses a type that is listed but not served, and jwt where it is not listed', async () => {
    await expectRefusal(() => parseProofs({ di_vp: [{}] }, ['jwt', 'di_vp']), 'proof_type_unsupported');
    await expectRefusal(() => parseProofs({ jwt: ['a'] }, ['attestation']), 'proof_type_unsupported');
  });

  it('refuses anything or reads it, and nothing else', async () => {
    const proofs = fc.oneof(fc.anything(), fc.record({ jwt: fc.anything() }));
    await fc.assert(fc.asyncProperty(proofs, (value) => refusesOrReturns(() => parseProofs(value, ['jwt']))));
  });
});

describe('checkBatchSize', () => {
  it('CE-11 accepts as many proofs as the batch size and refuses one more', async () => {
    expect(checkBatchSize(10, 10)).toBe(10);
    const error = await expectRefusal(() => checkBatchSize(11, 10), 'batch_too_large', 'invalid_credential_request');
    expect(error.evidence).toMatchObject({ expected: 10, provided: 11 });
  });
});

describe('findDuplicateMember', () => {
  it.each([
    ['{"a":1,"a":2}', 'a'],
    ['{"a":1,"\\u0061":2}', 'a'],
    ['{"x":[{"b":1,"c":{},"b":2}]}', 'b'],
    ['{"a":{"b":1},"c":2,"a":3}', 'a'],
    ['{ "a" : 1 , "a" : 2 }', 'a'],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
  ])('CE-15 finds the name repeated in %s', (json, name) => expect(findDuplicateMember(json)).toBe(name));

  it.each([
    '{"a":{"a":1},"b":{"a":1}}',
    '[{"a":1},{"a":2}]',
    '{"a":"a\\":\\"a","b":"{\\"b\\":1}"}',
    '"a"',
    '1',
    '{}',
    '{"a":["a","a"]}',
  ])('CE-15 finds none in %s', (json) => expect(findDuplicateMember(json)).toBeUndefined());

  it('CE-15 finds none in what JSON.stringify writes', async () => {
    await fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(findDuplicateMember(JSON.stringify(value))).toBeUndefined();
      }),
    );
  });

  it('survives long strings', () => {
    expect(findDuplicateMember(JSON.stringify({ a: '\\"'.repeat(1_000_000), b: 1 }))).toBeUndefined();
  });
});
