import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildAuthorizationRedirect } from '../../../protocol/authorization/build-authorization-redirect.js';
import { checkRedirectUri, findRedirectUriFault } from '../../../protocol/authorization/check-redirect-uri.js';
import {
  parseAuthorizationParameters,
  parseAuthorizationRequest,
} from '../../../protocol/authorization/z-authorization-request.js';
import { jsonText, keepsToRules, magicNames, memberName } from '../../support/arbitraries.js';
import { expectRefusal } from '../expect-refusal.js';

const good = {
  response_type: 'code',
  client_id: 'wallet',
  redirect_uri: 'https://wallet.example/cb',
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
};
const names = [
  ...Object.keys(good),
  'scope',
  'state',
  'authorization_details',
  'issuer_state',
  'dpop_jkt',
  'request_uri',
];
const parse = (pairs: readonly (readonly [string, string])[]) =>
  parseAuthorizationRequest(parseAuthorizationParameters(pairs));

describe('an authorization request', () => {
  it('X-02 means the same whatever unknown parameters it has', async () => {
    const unknown = fc.tuple(fc.oneof(fc.constantFrom(...magicNames), fc.stringMatching(/^x_.{1,8}$/)), fc.string());
    await fc.assert(
      fc.property(fc.uniqueArray(unknown, { selector: ([name]) => name }), (more) => {
        expect(parse([...more, ...Object.entries(good)])).toEqual(parse(Object.entries(good)));
      }),
    );
  });

  it('is refused when a parameter stands twice, known or not', async () => {
    const name = memberName(...names).filter((one) => one !== 'resource');
    await fc.assert(
      fc.asyncProperty(name, fc.string(), fc.string(), async (twice, one, two) => {
        const others = Object.entries(good).filter(([other]) => other !== twice);
        await expectRefusal(() => parse([...others, [twice, one], [twice, two]]), 'authorization_parameter_duplicate');
      }),
    );
  });

  it('of anything is read or refused, soon', async () => {
    const change = fc.tuple(memberName(...names), fc.oneof(fc.string(), jsonText, fc.constant('x'.repeat(30_000))));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 4 }), async (changes) => {
        await keepsToRules(() => parse([...new Map([...Object.entries(good), ...changes])]));
      }),
    );
  });
});

describe('a redirect URI', () => {
  const uri = fc.oneof(
    fc.webUrl({ withQueryParameters: true }),
    fc.string().map((text) => `https://wallet.example/${text}`),
    fc.string().map((text) => `https://${text}`),
    fc.stringMatching(/^[a-z][a-z0-9+.-]{0,12}:[\x21-\x7e]{0,30}$/),
    fc.constantFrom(
      'javascript:alert(1)',
      'https://a.example@b.example/',
      'https://wallet.example\\@evil.example/',
      'data:text/html,x',
      'https:///x',
    ),
  );

  it('AZ-18 that is accepted leads where it reads, and the answer is added to it and to nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(uri, fc.string({ unit: 'binary' }), async (text, state) => {
        const accepted = await keepsToRules(() => checkRedirectUri(text, { exact: [text], patterns: [] }));
        if (accepted === undefined) return;
        const to = new URL(buildAuthorizationRedirect(accepted, { code: 'c', state, iss: 'https://i.example' }));
        const from = new URL(text);
        expect([to.protocol, to.host, to.pathname, to.hash]).toEqual([from.protocol, from.host, from.pathname, '']);
        expect([to.searchParams.get('code'), to.searchParams.get('iss')]).toEqual(['c', 'https://i.example']);
        if (state !== '') expect(to.searchParams.getAll('state').at(-1)).toBe(state);
      }),
      // A query that is a question mark, found by chance.
      { numRuns: 300, examples: [['https://a.aa??', 's']] },
    );
  });

  it('is never accepted with user information, a fragment or a scheme that runs something', async () => {
    await fc.assert(
      fc.property(uri, (text) => {
        if (findRedirectUriFault(text) !== undefined) return;
        expect(text).not.toMatch(/^(javascript|data|vbscript|file|about|blob):|#/i);
        expect(new URL(text).username).toBe('');
      }),
    );
  });

  it('X-12 of two megabytes takes no longer', async () => {
    await keepsToRules(() => findRedirectUriFault(`https://wallet.example/${'%2e/'.repeat(2 ** 19)}`));
    await keepsToRules(() => findRedirectUriFault(`https://wallet.example/${'./'.repeat(900)}`));
  });
});
