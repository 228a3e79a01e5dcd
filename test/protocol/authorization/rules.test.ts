import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildAuthorizationRedirect,
  buildFormTarget,
} from '../../../protocol/authorization/build-authorization-redirect.js';
import { checkMandatoryClaims } from '../../../protocol/authorization/check-mandatory-claims.js';
import { checkRedirectUri, findRedirectUriFault } from '../../../protocol/authorization/check-redirect-uri.js';
import { checkRequestedCredentials } from '../../../protocol/authorization/check-requested-credentials.js';
import { verifyCodeVerifier } from '../../../protocol/authorization/verify-code-verifier.js';
import {
  parseAuthorizationParameters,
  parseAuthorizationRequest,
} from '../../../protocol/authorization/z-authorization-request.js';
import type { Reason } from '../../../protocol/errors/catalogue.js';
import { zCredentialConfiguration } from '../../../protocol/metadata/z-credential-configuration.js';
import { expectRefusal, refusesOrReturns } from '../expect-refusal.js';

describe('findRedirectUriFault', () => {
  it.each([
    'av://callback',
    'eudi-openid4ci://authorize',
    'https://w.example/cb?x=1',
    'http://127.0.0.1:8080/cb',
    'com.example.app:/cb',
  ])('AZ-18 finds nothing wrong with %s', (uri) => expect(findRedirectUriFault(uri)).toBeUndefined());

  it.each([
    '',
    '/cb',
    'https://w.example/cb#fragment',
    'https://user:pw@w.example/cb',
    'http://w.example/cb',
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'data:text/html,x',
    'https://w.example/cb/../evil',
    'https://w.example/%2e%2e/evil',
    'https://w.example/a b',
    'https://w.example/\r\nSet-Cookie:x',
    'https:///cb',
  ])('AZ-18 refuses %j', (uri) => expect(findRedirectUriFault(uri)).toBeDefined());
});

describe('checkRedirectUri', () => {
  const allowed = { exact: ['https://w.example/cb'], patterns: ['av://*', 'https://x.example/in/*'] };

  it.each(['https://w.example/cb', 'av://callback', 'https://x.example/in/a'])('AZ-18 accepts %s', (uri) =>
    expect(checkRedirectUri(uri, allowed)).toBe(uri),
  );

  it.each([
    'https://w.example/cb/',
    'https://w.example/CB',
    'https://w.example:443/cb',
    'avx://callback',
    'https://x.example.evil/in/a',
  ])('AZ-18 refuses %s', async (uri) => {
    await expectRefusal(() => checkRedirectUri(uri, allowed), 'redirect_uri_unregistered', 'invalid_request');
  });
});

describe('checkRequestedCredentials', () => {
  const issuer = {
    identifier: 'https://i.example',
    configurations: { a: { scope: 'pid' }, b: { scope: 'pid' }, c: { scope: 'av' }, d: {} },
  };
  const detail = (credentialConfigurationId: string) => ({ credentialConfigurationId });

  it('AZ-06 grants every configuration of a shared scope', () => {
    expect(checkRequestedCredentials({ scope: 'pid unknown' }, issuer)).toEqual({
      configurationIds: ['a', 'b'],
      detailed: [],
    });
  });

  it('AZ-05 reads scope and authorization_details each on its own', () => {
    expect(
      checkRequestedCredentials({ scope: 'pid', authorizationDetails: [detail('d'), detail('a')] }, issuer),
    ).toEqual({
      configurationIds: ['a', 'b', 'd'],
      detailed: ['d', 'a'],
    });
  });

  it('AZ-08 grants of a scope only what the offer lists, and all of the offer where nothing is named', () => {
    const offer = { ...issuer, offered: ['b', 'c'] };
    expect(checkRequestedCredentials({ scope: 'pid' }, offer).configurationIds).toEqual(['b']);
    expect(checkRequestedCredentials({}, offer).configurationIds).toEqual(['b', 'c']);
  });

  it.each<[string, Parameters<typeof checkRequestedCredentials>[0], string[] | undefined, Reason]>([
    ['nothing named', {}, undefined, 'authorization_scope_missing'],
    ['unknown scopes only', { scope: 'x y' }, undefined, 'authorization_scope_unknown'],
    ['an empty-looking scope', { scope: ' ' }, undefined, 'authorization_scope_unknown'],
    ['a scope beyond the offer', { scope: 'av' }, ['a'], 'authorization_scope_not_offered'],
    ['a detail beyond the offer', { authorizationDetails: [detail('c')] }, ['a'], 'authorization_details_not_granted'],
    [
      'an unknown detail',
      { authorizationDetails: [detail('x')] },
      undefined,
      'authorization_details_unknown_configuration',
    ],
    [
      'an inherited property name',
      { authorizationDetails: [detail('constructor')] },
      undefined,
      'authorization_details_unknown_configuration',
    ],
  ])('AZ-01 AZ-04 refuses %s', async (_title, asked, offered, reason) => {
    await expectRefusal(() => checkRequestedCredentials(asked, { ...issuer, offered }), reason);
  });
});

describe('authorization responses', () => {
  it('AZ-19 AZ-21 keeps the redirect URI as it is and carries any state verbatim', async () => {
    await fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (state) => {
        const location = buildAuthorizationRedirect('av://cb?keep=1', { code: 'c', state, iss: 'https://i.example' });
        expect(location.startsWith('av://cb?keep=1&')).toBe(true);
        expect(new URL(location).searchParams.get('state')).toBe(state);
        expect(location).toMatch(/^[\x21-\x7e]+$/);
      }),
    );
  });

  it('AZ-26 names the place a form may end up at', () => {
    expect(buildFormTarget('https://w.example/cb?x')).toBe('https://w.example');
    expect(buildFormTarget('av://callback')).toBe('av:');
  });
});

describe('PKCE', () => {
  // RFC 7636 appendix B.
  const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
  const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

  it('AZ-17 accepts the verifier of RFC 7636', () =>
    expect(() => verifyCodeVerifier(verifier, challenge)).not.toThrow());

  it.each([
    ['another verifier', `${verifier}x`, challenge],
    ['a short one', 'short', challenge],
    ['one too long', 'v'.repeat(129), challenge],
    ['a code without a challenge', verifier, undefined],
    ['the challenge itself', challenge, challenge],
  ])('TK-03 refuses %s', async (_title, given, of) => {
    await expectRefusal(() => verifyCodeVerifier(given, of), 'code_verifier_wrong', 'invalid_grant');
  });
});

describe('parseAuthorizationRequest', () => {
  const good = {
    response_type: 'code',
    client_id: 'w',
    redirect_uri: 'av://cb',
    code_challenge: 'c'.repeat(43),
    code_challenge_method: 'S256',
  };
  const parse = (change: Record<string, string>) =>
    parseAuthorizationRequest(parseAuthorizationParameters(Object.entries({ ...good, ...change })));

  it('takes the least there can be, and leaves out what is empty', () => {
    expect(parse({ state: '' })).toEqual({ clientId: 'w', redirectUri: 'av://cb', codeChallenge: 'c'.repeat(43) });
  });

  it.each<[string, Record<string, string>, Reason]>([
    ['no response_type', { response_type: '' }, 'authorization_parameter_missing'],
    ['no client', { client_id: '' }, 'authorization_parameter_missing'],
    ['a long client_id', { client_id: 'w'.repeat(201) }, 'authorization_parameter_too_long'],
    ['a long state', { state: 's'.repeat(4097) }, 'authorization_parameter_too_long'],
    ['a padded challenge', { code_challenge: `${'c'.repeat(43)}=` }, 'pkce_challenge_malformed'],
    ['malformed details', { authorization_details: '{' }, 'authorization_details_malformed'],
  ])('AZ-16 AZ-17 refuses %s', async (_title, change, reason) => {
    await expectRefusal(() => parse(change), reason);
  });

  it('refuses or returns, whatever it is given', async () => {
    const name = fc.oneof(fc.constantFrom(...Object.keys(good), '__proto__', 'resource'), fc.string());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, fc.string())), (pairs) =>
        refusesOrReturns(() => parseAuthorizationRequest(parseAuthorizationParameters(pairs))),
      ),
    );
  });
});

describe('checkMandatoryClaims', () => {
  const claims_schema = { type: 'object', properties: { name: { type: 'string' } }, additionalProperties: false };
  const common = { display: [{ name: 'n' }], claims_schema };

  it.each<[string, object, string[]]>([
    ['mso_mdoc', { doctype: 'd', namespace: 'ns' }, ['ns', 'name']],
    ['dc+sd-jwt', { vct: 'v' }, ['name']],
    ['jwt_vc_json', { credential_definition: { type: ['VerifiableCredential'] } }, ['credentialSubject', 'name']],
  ])('AZ-02 reads paths of %s as the metadata writes them', async (format, members, path) => {
    const configurations = { c: zCredentialConfiguration.parse({ ...common, format, ...members }) };
    const wanting = (wanted: string[]) => [{ credentialConfigurationId: 'c', mandatoryClaims: [wanted] }];
    checkMandatoryClaims(wanting(path), configurations);
    await expectRefusal(
      () => checkMandatoryClaims(wanting(['elsewhere', ...path]), configurations),
      'authorization_details_claim_unavailable',
    );
  });
});
