/** What things are called in which language, in both documents that say it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildIssuerMetadata } from '../../../protocol/metadata/build-issuer-metadata.js';
import { buildTypeMetadataTexts } from '../../../protocol/metadata/build-type-metadata.js';
import { zIssuerConfiguration } from '../../../protocol/metadata/z-issuer-configuration.js';
import { ISSUER } from '../expect-refusal.js';

type Shown = { issuer?: object[]; display?: object[]; claim?: object; more?: object };
function read({ issuer = [{ name: 'I' }], display = [{ name: 'C' }], claim = { title: 'Given name' }, more }: Shown) {
  const claims_schema = { type: 'object', properties: { given_name: claim } };
  return zIssuerConfiguration.safeParse({
    id: 'i',
    display: issuer,
    credential_configurations: { one: { format: 'dc+sd-jwt', vct: '/vct/one', display, claims_schema, ...more } },
  });
}

function publish(shown: Shown) {
  const configuration = read(shown).data;
  if (configuration === undefined) throw new Error('not accepted');
  const metadata = buildIssuerMetadata({ identifier: ISSUER, issuer: configuration });
  const { claims, display } = (metadata as any).credential_configurations_supported.one.credential_metadata;
  const type = JSON.parse(buildTypeMetadataTexts(configuration, ISSUER).get('/vct/one')?.text ?? '');
  const labels = type.claims[0].display.map(({ label, ...one }: any) => ({ name: label, ...one }));
  return { issuer: metadata.display, display, type, labels: [claims[0].display, labels] };
}
const mistakesOf = (shown: Shown) => read(shown).error?.issues.map(({ path }) => path.join('.')) ?? [];

describe('the language of a claim', () => {
  const german = [{ name: 'I', locale: 'de' }];
  const english = [{ name: 'C', locale: 'en' }];

  it.each<[string, Shown, string]>([
    ["the configuration's", { issuer: german, display: english }, 'en'],
    ["the issuer's, where the configuration has none", { issuer: german }, 'de'],
  ])('CM-18 SV-21 is %s, in issuer metadata and type metadata', (_whose, shown, locale) => {
    const one = [{ name: 'Given name', locale }];
    expect(publish(shown).labels).toEqual([one, one]);
  });

  it('CM-18 SV-21 is each that x-labels has, once', () => {
    const claim = { title: 'Given name', 'x-labels': { DE: 'Vorname', 'fr-fr': 'Prénom', en: 'First name' } };
    const labels = [
      { name: 'First name', locale: 'en' },
      { name: 'Vorname', locale: 'de' },
      { name: 'Prénom', locale: 'fr-FR' },
    ];
    expect(publish({ display: english, claim }).labels).toEqual([labels, labels]);
  });

  it.each([{}, [], 'Vorname', { german: 'Vorname' }, { de: 1 }, { de: '' }, { de: 'a', DE: 'b' }])(
    'CM-18 x-labels may not be %j',
    (labels) => {
      const path = 'credential_configurations.one.claims_schema.properties.given_name.x-labels';
      expect(mistakesOf({ claim: { 'x-labels': labels } })).toEqual([path]);
    },
  );

  it('CM-18 x-labels is judged below arrays, and a claim may be called so', () => {
    expect(mistakesOf({ claim: { items: { properties: { a: { 'x-labels': {} } } } } })).toHaveLength(1);
    expect(mistakesOf({ claim: { properties: { 'x-labels': { type: 'string' } } } })).toEqual([]);
  });

  it('CM-18 stands in a shipped example', () => {
    const [issuer] = JSON.parse(readFileSync('config/examples/haip.json', 'utf8')).issuers;
    const metadata = buildIssuerMetadata({ identifier: ISSUER, issuer: zIssuerConfiguration.parse(issuer) });
    expect(JSON.stringify(metadata)).toContain('{"name":"Vornamen","locale":"de"}');
  });
});

describe('a display object', () => {
  it.each(['german', 'de_DE', 'x', 'd', 'de-', '', 'de DE', 'i-klingon'])('CM-11 has no locale %j', (locale) => {
    expect(mistakesOf({ issuer: [{ name: 'I', locale }] })).toEqual(['display.0.locale']);
  });

  it('CM-11 has its locale in the registered form', () => {
    expect(publish({ issuer: [{ name: 'I', locale: 'DE-at' }] }).issuer).toEqual([{ name: 'I', locale: 'de-AT' }]);
  });

  it('CM-11 is one of its language, however that is spelt', () => {
    const of = (locale: string) => ({ name: locale, locale });
    expect(mistakesOf({ display: [of('iw'), of('he')] })).toEqual(['credential_configurations.one.display']);
    expect(mistakesOf({ display: [of('he'), of('he-IL')] })).toEqual([]);
  });

  it('SV-21 has a language in type metadata, each once', () => {
    const { type } = publish({ display: [{ name: 'A' }, { name: 'B', locale: 'de' }] });
    expect(type.display.map(({ locale }: { locale: string }) => locale)).toEqual(['en', 'de']);
    const { type: other } = publish({ display: [{ name: 'A', locale: 'en' }, { name: 'B' }] });
    expect(other.display).toEqual([{ locale: 'en', name: 'A' }]);
  });

  it('CM-18 has a background image, in both documents, and below the issuer where it is a file of ours', () => {
    const uri = `/logos/${'a'.repeat(43)}.png`;
    const { display, type } = publish({ display: [{ name: 'C', background_image: { uri } }] });
    const background_image = { uri: ISSUER + uri };
    expect(display).toEqual([{ name: 'C', background_image }]);
    expect(type.display[0].rendering).toEqual({ simple: { background_image } });
    expect(mistakesOf({ display: [{ name: 'C', background_image: {} }] })).toHaveLength(1);
    expect(mistakesOf({ display: [{ name: 'C', background_image: { uri: 'http://a.example/b.png' } }] })).toHaveLength(
      1,
    );
  });
});

it.each(['urn:example:one', 'https://elsewhere.example/vct/one'])(
  'SV-22 no digest is carried of the type %s',
  (vct) => {
    expect(mistakesOf({ more: { vct, vct_integrity: true } })).toEqual(['credential_configurations.one.vct_integrity']);
  },
);
