import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { exportJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import {
  buildCredentialResponseFor,
  buildDeferredResponseFor,
  buildIssuancePending,
} from '../../../protocol/draft13/build-draft13-responses.js';
import type { Generation, ProofSigns } from '../../../protocol/draft13/detect-generation.js';
import { carriesNonces, detectGeneration } from '../../../protocol/draft13/detect-generation.js';
import { parseDraft13Request } from '../../../protocol/draft13/parse-draft13-request.js';
import type { Reason } from '../../../protocol/errors/catalogue.js';
import { zIssuerConfiguration } from '../../../protocol/metadata/z-issuer-configuration.js';
import { withoutCertificates } from '../../../protocol/proof/verify-certificate-beside-key.js';
import { expectRefusal } from '../expect-refusal.js';

const proof = { proof_type: 'jwt', jwt: 'a.b.c' };
const proofs = { jwt: ['a.b.c'] };

describe('detectGeneration', () => {
  it.each<[Generation, string, unknown]>([
    ['13', 'format and proof', { format: 'mso_mdoc', doctype: 'd', proof }],
    ['13', 'format alone', { format: 'mso_mdoc', doctype: 'd' }],
    ['13', 'an identifier and proof', { credential_identifier: 'i', proof }],
    ['13', 'proof alone', { proof }],
    ['15', 'an identifier and one attestation', { credential_identifier: 'i', proof: { proof_type: 'attestation' } }],
    ['14', 'format and proofs', { format: 'mso_mdoc', doctype: 'd', proofs }],
    ['15', 'a configuration id and proof', { credential_configuration_id: 'c', proof }],
    ['final', 'a configuration id and proofs', { credential_configuration_id: 'c', proofs }],
    ['final', 'an identifier and proofs', { credential_identifier: 'i', proofs }],
    [
      'final',
      'a complete request with members of older drafts',
      { credential_configuration_id: 'c', proofs, proof, format: 'f' },
    ],
    ['final', 'a configuration id alone', { credential_configuration_id: 'c', proof: null }],
    ['final', 'nothing', {}],
    ['final', 'an array', []],
    ['final', 'null', null],
  ])('D13-01 tells %s by %s', (generation, _name, body) => {
    expect(detectGeneration(body)).toBe(generation);
  });

  it.each<[Generation, string, ProofSigns]>([
    ['13', 'a nonce it was given with a token or an answer', { nonceFrom: 'answer' }],
    ['13', 'a nonce that is none of ours', {}],
    ['15', 'a nonce of the nonce endpoint', { nonceFrom: 'endpoint' }],
    ['15', 'a key attestation, whatever its nonce', { nonceFrom: 'answer', isAttested: true }],
  ])('D13-01 tells %s, where an identifier beside one proof may be of three, by %s', (generation, _name, signs) => {
    expect(detectGeneration({ credential_identifier: 'i', proof }, signs)).toBe(generation);
    expect(detectGeneration({ format: 'mso_mdoc', proof }, signs)).toBe('13');
    expect(detectGeneration({ credential_configuration_id: 'c', proof }, signs)).toBe('15');
    expect(detectGeneration({ credential_identifier: 'i', proofs }, signs)).toBe('final');
  });

  it('D13-03 D13-04 only drafts 13 and 14 hand nonces out with everything', () => {
    expect((['13', '14', '15', 'final'] as const).map(carriesNonces)).toEqual([true, true, false, false]);
  });
});

const base = { display: [{ name: 'n' }], claims_schema: { type: 'object', properties: {} } };
const { credential_configurations: configurations } = zIssuerConfiguration.parse({
  id: 'demo',
  display: [{ name: 'n' }],
  credential_configurations: {
    pid: { ...base, format: 'mso_mdoc', doctype: 'eu.pid', namespace: 'n' },
    mdl: { ...base, format: 'mso_mdoc', doctype: 'org.mdl', namespace: 'n' },
    'mdl.short': { ...base, format: 'mso_mdoc', doctype: 'org.mdl', namespace: 'n' },
    'pid.sd': { ...base, format: 'dc+sd-jwt', vct: 'urn:pid' },
    'member.sd': { ...base, format: 'dc+sd-jwt', vct: '/vct/member' },
  },
});
const parse = (body: object, covered = ['pid', 'mdl', 'pid.sd']) =>
  parseDraft13Request(body, detectGeneration(body), { identifier: 'https://issuer.example', configurations, covered });

describe('parseDraft13Request', () => {
  it.each<[string, object, string[] | undefined, string]>([
    ['format and doctype', { format: 'mso_mdoc', doctype: 'org.mdl' }, undefined, 'mdl'],
    ['dc+sd-jwt and vct', { format: 'dc+sd-jwt', vct: 'urn:pid' }, undefined, 'pid.sd'],
    ['the old name of SD-JWT VC', { format: 'vc+sd-jwt', vct: 'urn:pid' }, undefined, 'pid.sd'],
    [
      'a vct below the issuer, as the metadata names it',
      { format: 'vc+sd-jwt', vct: 'https://issuer.example/vct/member' },
      ['pid.sd', 'member.sd'],
      'member.sd',
    ],
    ['the format, where it is the only one of it', { format: 'mso_mdoc' }, ['mdl.short', 'pid.sd'], 'mdl.short'],
  ])('D13-02 resolves %s to the configuration the token covers', (_name, body, covered, id) => {
    expect(parse(body, covered).selector).toEqual({ kind: 'configuration', value: id });
  });

  it.each<[string, object, string[] | undefined, Reason, string]>([
    [
      'a type nobody issues',
      { format: 'mso_mdoc', doctype: 'x' },
      undefined,
      'draft13_type_unsupported',
      'unsupported_credential_type',
    ],
    [
      'a type the token does not cover',
      { format: 'mso_mdoc', doctype: 'org.mdl' },
      ['pid'],
      'draft13_type_unsupported',
      'unsupported_credential_type',
    ],
    [
      'a type of two configurations',
      { format: 'mso_mdoc', doctype: 'org.mdl' },
      ['mdl', 'mdl.short'],
      'draft13_type_unsupported',
      'unsupported_credential_type',
    ],
    [
      'no type where there are several',
      { format: 'mso_mdoc' },
      undefined,
      'draft13_type_unsupported',
      'unsupported_credential_type',
    ],
    [
      'a format nobody issues',
      { format: 'jwt_vc_json', credential_definition: {} },
      undefined,
      'draft13_format_unsupported',
      'unsupported_credential_format',
    ],
    [
      'a format that is no string',
      { format: 7 },
      undefined,
      'draft13_format_unsupported',
      'unsupported_credential_format',
    ],
    ['a proof without anything', { proof }, undefined, 'selector_missing', 'invalid_credential_request'],
  ])('D13-02 refuses %s', async (_name, body, covered, reason, code) => {
    await expectRefusal(() => parse(body, covered), reason, code);
  });

  it.each<[string, object, unknown]>([
    ['a jwt proof', { proof }, { jwt: ['a.b.c'] }],
    ['a cwt proof, to be refused later', { proof: { proof_type: 'cwt', cwt: 'x' } }, { cwt: ['x'] }],
    ['a proof without a type, to be refused later', { proof: { jwt: 'x' } }, []],
    ['a proof that is no object, to be refused later', { proof: 'x' }, 'x'],
    ['the proofs of draft 14', { proofs }, proofs],
  ])('D13-01 D13-09 reads %s', (_name, members, expected) => {
    expect(parse({ format: 'dc+sd-jwt', vct: 'urn:pid', ...members }).proofs).toEqual(expected);
  });

  it('D13-01 leaves identifiers and configuration ids what they are', () => {
    expect(parse({ credential_identifier: 'i', proof }).selector).toEqual({ kind: 'identifier', value: 'i' });
    expect(parse({ credential_configuration_id: 'c', proof }).selector).toEqual({ kind: 'configuration', value: 'c' });
  });
});

describe('answers in kind', () => {
  const issued = { credentials: ['one'], notificationId: 'n' };
  const nonce = { c_nonce: 'fresh', c_nonce_expires_in: 300 };

  it.each<[Generation, object]>([
    ['13', { credential: 'one', notification_id: 'n', ...nonce }],
    ['14', { credentials: ['one'], notification_id: 'n', ...nonce }],
    ['15', { credentials: [{ credential: 'one' }], notification_id: 'n' }],
    ['final', { credentials: [{ credential: 'one' }], notification_id: 'n' }],
  ])('D13-03 gives credentials as draft %s does, and nothing else', (generation, body) => {
    expect(buildCredentialResponseFor(generation, issued, carriesNonces(generation) ? nonce : {})).toEqual(body);
  });

  it('D13-05 gives a transaction without an interval before the final text', () => {
    const pending = { transactionId: 't', interval: 5 };
    expect(buildDeferredResponseFor('13', pending, nonce)).toEqual({ transaction_id: 't', ...nonce });
    expect(buildDeferredResponseFor('15', pending, {})).toEqual({ transaction_id: 't' });
    expect(buildDeferredResponseFor('final', pending, {})).toEqual({ transaction_id: 't', interval: 5 });
  });

  it('D13-05 DE-10 says with the interval that it is pending', () => {
    expect(buildIssuancePending(4.2)).toEqual({
      error: 'issuance_pending',
      error_description: expect.any(String),
      interval: 5,
    });
  });
});

describe('withoutCertificates', () => {
  const make = async () => {
    const keys = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const certificate = await x509.X509CertificateGenerator.createSelfSigned(
      { name: 'CN=Test wallet', keys, signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' } },
      webcrypto as never,
    );
    const jwk = await exportJWK(keys.publicKey);
    return { jwk, x5c: [Buffer.from(certificate.rawData).toString('base64')] };
  };

  it('D13-08 takes a certificate beside the key it is for', async () => {
    const header = { alg: 'ES256', ...(await make()) };
    expect(withoutCertificates(header)).toEqual({ alg: 'ES256', jwk: header.jwk });
  });

  it('D13-08 refuses one for another key, and what is none', async () => {
    const { jwk } = await make();
    const { x5c } = await make();
    for (const wrong of [x5c, [], 'x', ['AAAA'], [7], null]) {
      await expectRefusal(() => withoutCertificates({ jwk, x5c: wrong }), 'proof_x5c_other_key', 'invalid_proof');
    }
  });

  it('D13-08 leaves a certificate alone to the rules of the final text', async () => {
    const { x5c } = await make();
    expect(withoutCertificates({ x5c })).toEqual({ x5c });
  });
});
