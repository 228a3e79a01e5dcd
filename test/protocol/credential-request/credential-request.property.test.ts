import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDuplicateMember } from '../../../protocol/credential-request/find-duplicate-member.js';
import { parseCredentialRequest, parseProofs } from '../../../protocol/credential-request/z-credential-request.js';
import { parseDeferredRequest } from '../../../protocol/deferred/z-deferred-request.js';
import { detectGeneration } from '../../../protocol/draft13/detect-generation.js';
import { parseDraft13Request, wantsOldSdJwtType } from '../../../protocol/draft13/parse-draft13-request.js';
import { zIssuerConfiguration } from '../../../protocol/metadata/z-issuer-configuration.js';
import { parseNotificationRequest } from '../../../protocol/notification/z-notification-request.js';
import {
  changed,
  jsonText,
  jsonValue,
  keepsToRules,
  magicNames,
  orAnything,
  unknownMembers,
} from '../../support/arbitraries.js';

const base = { display: [{ name: 'n' }], claims_schema: { type: 'object', properties: {} } };
const { credential_configurations: configurations } = zIssuerConfiguration.parse({
  id: 'demo',
  display: [{ name: 'n' }],
  credential_configurations: {
    pid: { ...base, format: 'mso_mdoc', doctype: 'eu.pid', namespace: 'n' },
    sd: { ...base, format: 'dc+sd-jwt', vct: 'urn:pid' },
    vc: { ...base, format: 'jwt_vc_json', credential_definition: { type: ['VerifiableCredential', 'Member'] } },
  },
});
const choices = { identifier: 'https://issuer.example', configurations, covered: ['pid', 'sd', 'vc'] };
const good = { credential_configuration_id: 'pid', proofs: { jwt: ['a.b.c'] } };

describe('a credential request', () => {
  it('X-02 CE-14 means the same whatever unknown members it has', async () => {
    await fc.assert(
      fc.property(unknownMembers, (extra) => {
        const body = { ...extra, ...good };
        expect(detectGeneration(body)).toBe('final');
        expect(parseCredentialRequest(body)).toEqual(parseCredentialRequest(good));
      }),
    );
  });

  it('takes no member from a prototype', async () => {
    for (const inherited of [
      { proofs: { jwt: ['x'] } },
      { credential_configuration_id: 'other' },
      { format: 'mso_mdoc' },
    ]) {
      const text = `{"__proto__":${JSON.stringify(inherited)},"constructor":{"prototype":{}},"credential_configuration_id":"pid"}`;
      expect(parseCredentialRequest(JSON.parse(text))).toEqual({ selector: { kind: 'configuration', value: 'pid' } });
      expect(detectGeneration(JSON.parse(`{"__proto__":${JSON.stringify(inherited)}}`))).toBe('final');
    }
  });

  it('of any shape is read or refused, soon, by the rules of its generation', async () => {
    const older = changed({ format: 'jwt_vc_json', proof: { proof_type: 'jwt', jwt: 'a.b.c' } }, [
      'doctype',
      'vct',
      'credential_definition',
      'credential_identifier',
      'proofs',
    ]);
    await fc.assert(
      fc.asyncProperty(fc.oneof(jsonValue, changed(good, ['credential_identifier']), older), async (body) => {
        await keepsToRules(() => parseCredentialRequest(body));
        await keepsToRules(() => parseDraft13Request(body, detectGeneration(body), choices));
        wantsOldSdJwtType(body);
      }),
    );
  });

  it('D13-02 may name a type in any form without harm', async () => {
    const type = fc.oneof(jsonValue, fc.constantFrom(['VerifiableCredential', 'Member'], 'Member', [{ toString: 1 }]));
    await fc.assert(
      fc.asyncProperty(type, async (one) => {
        const body = { format: 'jwt_vc_json', credential_definition: { type: one } };
        await keepsToRules(() => parseDraft13Request(body, '13', choices));
        await keepsToRules(() => parseDraft13Request({ format: 'mso_mdoc', doctype: one }, '13', choices));
        await keepsToRules(() => parseDraft13Request({ format: one }, '13', choices));
      }),
    );
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) as unknown;
    await keepsToRules(() =>
      parseDraft13Request({ format: 'jwt_vc_json', credential_definition: { type: deep } }, '13', choices),
    );
  });

  it('has proofs of any shape read or refused', async () => {
    const proofs = fc.oneof(
      jsonValue,
      changed({ jwt: ['a.b.c'] }, ['attestation', 'di_vp']),
      fc.record({ jwt: jsonValue }),
    );
    await fc.assert(
      fc.asyncProperty(proofs, async (value) => {
        const parsed = await keepsToRules(() => parseProofs(value, ['jwt', 'attestation']));
        if (parsed !== undefined) expect(parsed.jwts.every((one) => typeof one === 'string')).toBe(true);
      }),
    );
    for (const name of magicNames)
      await keepsToRules(() => parseProofs(JSON.parse(`{"${name}":["x"]}`), ['jwt', name]));
  });
});

describe('deferred and notification requests', () => {
  it('X-02 NO-06 mean the same whatever unknown members they have', async () => {
    const deferred = { transaction_id: 't' };
    const notification = { notification_id: 'n', event: 'credential_accepted' };
    await fc.assert(
      fc.property(unknownMembers, (extra) => {
        expect(parseDeferredRequest({ ...extra, ...deferred })).toEqual(parseDeferredRequest(deferred));
        expect(parseNotificationRequest({ ...extra, ...notification })).toEqual(parseNotificationRequest(notification));
      }),
    );
  });

  it('of any shape are read or refused, soon', async () => {
    const deferred = fc.oneof(jsonValue, changed({ transaction_id: 't' }, ['credential_response_encryption']));
    const notification = orAnything(
      changed({ notification_id: 'n', event: 'credential_failure' }, ['event_description']),
    );
    await fc.assert(
      fc.asyncProperty(deferred, notification, async (one, other) => {
        await keepsToRules(() => parseDeferredRequest(one));
        await keepsToRules(() => parseNotificationRequest(other));
      }),
    );
  });
});

describe('findDuplicateMember', () => {
  const names = fc.uniqueArray(fc.string({ unit: 'binary' }), { minLength: 1 });

  it('CE-15 finds the one name that stands twice, however it is escaped and wherever it is', async () => {
    const escaped = (name: string): string =>
      `"${[...Array(name.length).keys()].map((at) => `\\u${name.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`;
    await fc.assert(
      fc.property(names, jsonText, fc.nat({ max: 50 }), (all, value, depth) => {
        const members = all.map((name) => `${JSON.stringify(name)}:${value}`);
        const wrap = (inner: string): string => `${'[{"deep":'.repeat(depth)}${inner}${'}]'.repeat(depth)}`;
        fc.pre(findDuplicateMember(value) === undefined);
        expect(findDuplicateMember(wrap(`{${members.join(',')}}`))).toBeUndefined();
        const twice = `{${members.join(',')},${escaped(all[0] as string)}:1}`;
        JSON.parse(twice);
        expect(findDuplicateMember(wrap(twice))).toBe(all[0]);
      }),
    );
  });

  it.each([
    ['one text of two megabytes', `{"a":"${'a'.repeat(2 ** 21)}"}`],
    ['one of nothing but escapes', `{"a":"${'\\"'.repeat(2 ** 20)}"}`],
    ['a hundred thousand members', `{${Array.from({ length: 100_000 }, (_, index) => `"n${index}":1`).join(',')}}`],
    ['a hundred thousand levels', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
  ])('X-12 takes no longer for %s', async (_name, text) => {
    await keepsToRules(() => expect(findDuplicateMember(text)).toBeUndefined());
  });
});
