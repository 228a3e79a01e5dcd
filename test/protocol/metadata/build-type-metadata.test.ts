import { describe, expect, it } from 'vitest';
import { buildTypeMetadataTexts, resolveVct } from '../../../protocol/metadata/build-type-metadata.js';
import { zCredentialConfiguration } from '../../../protocol/metadata/z-credential-configuration.js';
import { ISSUER } from '../expect-refusal.js';

const configuration = (vct: string) =>
  zCredentialConfiguration.parse({
    format: 'dc+sd-jwt',
    vct,
    display: [{ name: 'Membership', locale: 'de', background_color: '#123456' }],
    claims_schema: {
      type: 'object',
      properties: {
        level: { type: 'string', title: 'Stufe' },
        clubs: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } },
      },
      required: ['level'],
    },
  });
const textsOf = (vct: string) =>
  buildTypeMetadataTexts({ display: [], credential_configurations: { membership: configuration(vct) } }, ISSUER);

describe('type metadata', () => {
  it('SV-21 names the very type the credential carries, and describes what is issued', () => {
    const text = textsOf('/vct/membership').get('/vct/membership')?.text ?? '';
    expect(JSON.parse(text)).toEqual({
      vct: `${ISSUER}/vct/membership`,
      name: 'Membership',
      display: [{ locale: 'de', name: 'Membership', rendering: { simple: { background_color: '#123456' } } }],
      claims: [
        { path: ['level'], display: [{ locale: 'de', label: 'Stufe' }], mandatory: true, sd: 'always' },
        { path: ['clubs'], mandatory: false, sd: 'always' },
        { path: ['clubs', null, 'name'], mandatory: false, sd: 'always' },
      ],
    });
  });

  it.each(['urn:example:membership', 'https://elsewhere.example/vct/membership', `${ISSUER}/types/membership`])(
    'SV-21 is not made for %s',
    (vct) => expect(textsOf(vct).size).toBe(0),
  );

  it('SV-21 is made for an address that is written out', () => {
    expect([...textsOf(`${ISSUER}/vct/membership`).keys()]).toEqual(['/vct/membership']);
    expect(resolveVct('urn:eudi:pid:1', ISSUER)).toBe('urn:eudi:pid:1');
  });

  it.each(['/membership', '/vct/', '/vct/a/b', '/vct/a?b'])('refuses the type %s', (vct) => {
    expect(() => configuration(vct)).toThrow();
  });
});
