import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAuthorizationDetails } from '../../../protocol/token/check-authorization-details.js';
import { parseAuthorizationDetails } from '../../../protocol/token/z-authorization-details.js';
import { parseTokenRequest } from '../../../protocol/token/z-token-request.js';
import { jsonText, keepsToRules, magicNames, memberName } from '../../support/arbitraries.js';
import { PRE_AUTHORIZED } from '../../support/wallet.js';
import { expectRefusal } from '../expect-refusal.js';

const known = [
  'grant_type',
  'pre-authorized_code',
  'tx_code',
  'client_id',
  'scope',
  'authorization_details',
  'refresh_token',
];
const text = fc.string({ minLength: 1, unit: 'binary' });
const good = fc.record(
  { 'pre-authorized_code': text, tx_code: text, client_id: text, scope: text, resource: text },
  { requiredKeys: ['pre-authorized_code'] },
);
const pairsOf = (form: object): [string, string][] => Object.entries({ grant_type: PRE_AUTHORIZED, ...form });

describe('a token request', () => {
  it('X-02 comes out as it was put in, whatever else is in it', async () => {
    const unknown = fc.array(
      fc.tuple(fc.oneof(fc.constantFrom(...magicNames), fc.stringMatching(/^x_.{1,8}$/)), fc.string()),
    );
    await fc.assert(
      fc.property(good, unknown, (form, more) => {
        const extra = [...new Map(more)];
        const parsed = parseTokenRequest([...extra, ...pairsOf(form)]);
        expect(parsed).toEqual(parseTokenRequest(pairsOf(form)));
        expect(parsed).toMatchObject({
          grantType: 'pre-authorized_code',
          preAuthorizedCode: form['pre-authorized_code'],
        });
        const { tx_code: txCode, client_id: clientId } = form;
        expect(parsed).toEqual(expect.objectContaining({ ...(txCode && { txCode }), ...(clientId && { clientId }) }));
      }),
    );
  });

  it('TK-01 survives its form encoding', async () => {
    await fc.assert(
      fc.property(good, (form) => {
        const body = new URLSearchParams(pairsOf(form)).toString();
        expect(parseTokenRequest([...new URLSearchParams(body)])).toEqual(parseTokenRequest(pairsOf(form)));
      }),
    );
  });

  it('is refused when any parameter but resource stands twice, known or not', async () => {
    const name = memberName(...known).filter((one) => one !== 'resource');
    await fc.assert(
      fc.asyncProperty(good, name, fc.string(), fc.string(), async (form, twice, one, two) => {
        const pairs = [...pairsOf(form).filter(([other]) => other !== twice), [twice, one], [twice, two]] as [
          string,
          string,
        ][];
        await expectRefusal(() => parseTokenRequest(pairs), 'parameter_duplicate', 'invalid_request');
      }),
    );
  });

  it('made of anything is read or refused, soon', async () => {
    const pairs = fc.array(
      fc.tuple(memberName(...known), fc.oneof(fc.constantFrom(PRE_AUTHORIZED, 'refresh_token'), text, jsonText)),
    );
    await fc.assert(fc.asyncProperty(pairs, async (all) => void (await keepsToRules(() => parseTokenRequest(all)))));
  });

  it.each([
    ['a hundred thousand parameters', Array.from({ length: 100_000 }, (_, index) => [`p${index}`, 'x'] as const)],
    ['one of two megabytes', [['grant_type', 'x'.repeat(2 ** 21)]] as const],
  ])('X-12 of %s takes no longer', async (_name, pairs) => {
    await keepsToRules(() => parseTokenRequest(pairs as [string, string][]));
  });
});

describe('authorization_details', () => {
  const entry = fc.record(
    {
      credential_configuration_id: fc.string({ minLength: 1 }),
      locations: fc.array(fc.string()),
    },
    { requiredKeys: ['credential_configuration_id'] },
  );

  it('AZ-05 X-02 come out as they were put in, without what nobody knows', async () => {
    await fc.assert(
      fc.property(
        fc.array(entry, { minLength: 1 }),
        jsonText,
        fc.constantFrom(...magicNames),
        (entries, extra, name) => {
          const json = entries.map(
            (one) => `${JSON.stringify({ type: 'openid_credential', ...one }).slice(0, -1)},"${name}":${extra}}`,
          );
          expect(parseAuthorizationDetails(`[${json.join(',')}]`)).toEqual(
            entries.map(({ credential_configuration_id: credentialConfigurationId, ...rest }) => ({
              credentialConfigurationId,
              ...rest,
            })),
          );
        },
      ),
    );
  });

  it('of anything are read or refused, soon', async () => {
    await fc.assert(
      fc.asyncProperty(jsonText, jsonText, async (any, claims) => {
        await keepsToRules(() => parseAuthorizationDetails(any));
        const near = `[{"type":"openid_credential","credential_configuration_id":"c","claims":${claims}}]`;
        await keepsToRules(() => parseAuthorizationDetails(near));
      }),
    );
  });

  it('are compared with what was granted, and the evidence stays short', async () => {
    const long = fc.constantFrom('https://issuer.example', 'x'.repeat(100_000));
    const detail = fc.record({
      credentialConfigurationId: fc.oneof(fc.constantFrom('c', ...magicNames), fc.string()),
      locations: fc.array(long, { maxLength: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(detail), async (details) => {
        const asked = { details, issuer: 'https://issuer.example', known: ['c'], granted: ['c'] };
        await keepsToRules(() => checkAuthorizationDetails(asked));
      }),
    );
  });

  it('X-12 with a hundred thousand claims take no longer', async () => {
    const claims = Array.from({ length: 100_000 }, (_, index) => ({ path: ['a', `b${index}`] }));
    const json = JSON.stringify([{ type: 'openid_credential', credential_configuration_id: 'c', claims }]);
    await keepsToRules(() => parseAuthorizationDetails(json));
  });
});
