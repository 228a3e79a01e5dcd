import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readIssuersFile } from '../../adapters/issuers-file/read-issuers-file.js';
import { checkContent, parseKeptConfiguration, readConfiguredIssuers } from '../../credentials/configured-issuers.js';

const checkClaims = () => [];
const ID = 'eu.europa.ec.eudi.pid_sd_jwt';
type Members = Record<string, any>;
const shipped = (): Members => JSON.parse(readFileSync(new URL('../../config/issuers.json', import.meta.url), 'utf8'));

/** Of the shipped file, changed. */
function mistakesOf(change: (issuer: Members, configuration: Members, file: Members) => void): string[] {
  const file = shipped();
  change(file['issuers'][0], file['issuers'][0].credential_configurations[ID], file);
  const checked = readConfiguredIssuers(file, checkClaims);
  return 'mistakes' in checked ? checked.mistakes.split('\n').map((line) => line.trim()) : [];
}

describe('a member of the issuers file that is not known', () => {
  const unknown = (path: string, nearest?: string) => [
    `✖ is not a known member${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
    `→ at ${path}`,
  ];
  const inConfiguration = `issuers[0].credential_configurations["${ID}"]`;

  it.each<[string, Parameters<typeof mistakesOf>[0], string, string?]>([
    ['of the file', (_, __, file) => Object.assign(file, { verison: '1' }), 'verison'],
    ['of an issuer', (one) => Object.assign(one, { require_dpopp: true }), 'issuers[0].require_dpopp', 'require_dpop'],
    [
      'in other letters',
      (one) => Object.assign(one, { signedMetadata: true }),
      'issuers[0].signedMetadata',
      'signed_metadata',
    ],
    ['with a default', (one) => Object.assign(one, { lifetimes: { ofer: 9 } }), 'issuers[0].lifetimes.ofer', 'offer'],
    [
      'with rules of its own',
      (one) => Object.assign(one, { encryption: { reqeust: 'off' } }),
      'issuers[0].encryption.reqeust',
      'request',
    ],
    ['of a list', (one) => Object.assign(one['display'][0], { locle: 'de' }), 'issuers[0].display[0].locle'],
    ['of a configuration', (_, one) => Object.assign(one, { vctt: 'a' }), `${inConfiguration}.vctt`],
    ['of another format', (_, one) => Object.assign(one, { namespaces: 'a' }), `${inConfiguration}.namespaces`],
    [
      'where the schema is strict',
      (_, one) => Object.assign(one, { signing: { key: 'a', algo: 'ES256' } }),
      `${inConfiguration}.signing.algo`,
      'alg',
    ],
    [
      'of a kind',
      (one) => Object.assign(one, { login: { kind: 'development', require_logins: true } }),
      'issuers[0].login.require_logins',
      'require_login',
    ],
    ['that every object has', (one) => Object.assign(one, { constructor: 1 }), 'issuers[0].constructor'],
  ])('is a mistake: %s', (_what, change, path, nearest) => {
    expect(mistakesOf(change)).toEqual(unknown(path, nearest));
  });

  it('is told with every other mistake', () => {
    const mistakes = mistakesOf((issuer, configuration) => {
      Object.assign(issuer, { batch_size: 0, draft_13: true });
      Object.assign(configuration, { dispaly: [] });
    });
    expect(mistakes).toContain('→ at issuers[0].batch_size');
    expect(mistakes).toContain('✖ is not a known member; did you mean draft13?');
    expect(mistakes).toContain(`→ at ${inConfiguration}.dispaly`);
  });

  it('is none in a JSON Schema', () => {
    expect(mistakesOf((_, one) => Object.assign(one['claims_schema'], { 'x-anything': { a: 1 } }))).toEqual([]);
  });

  it('is left out of a configuration that was kept, perhaps by another release', () => {
    const [issuer] = shipped()['issuers'];
    expect(parseKeptConfiguration(JSON.stringify({ ...issuer, of_a_later_release: true }))).not.toHaveProperty(
      'of_a_later_release',
    );
  });
});

it('SV-21 configurations that share the address of their type metadata are refused where it would differ', () => {
  const share = (change: object) => (issuer: Members, one: Members) => {
    Object.assign(one, { vct: '/vct/pid' });
    issuer['credential_configurations'].twin = { ...one, ...change };
  };
  expect(mistakesOf(share({ display: [{ name: 'Another' }] }))).toEqual([
    `✖ issuer default: ${ID} and twin share the vct /vct/pid and would publish different type metadata under it`,
  ]);
  expect(mistakesOf(share({ validity: { days: 1 } }))).toEqual([]);
  expect(mistakesOf(share({ display: [{ name: 'Another' }], vct: '/vct/other' }))).toEqual([]);
});

const folder = new URL('../../config/', import.meta.url);
it.each(['issuers.json', ...readdirSync(new URL('examples/', folder)).map((name) => `examples/${name}`)])(
  'config/%s has no mistakes',
  (name) => {
    const read = readIssuersFile(new URL(name, folder).pathname);
    const checked = checkContent({ ...read, mistakes: [] }, checkClaims);
    expect('mistakes' in checked ? checked.mistakes : '').toBe('');
  },
);

it('CM-18 a background image may be a file, which is read as a logo is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouchsafe-images-'));
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>';
  writeFileSync(join(folder, 'back.svg'), svg);
  const file = shipped();
  const configuration = file['issuers'][0].credential_configurations[ID];
  Object.assign(configuration.display[0], { background_image: { file: 'back.svg' } });
  writeFileSync(join(folder, 'issuers.json'), JSON.stringify(file));
  const read = readIssuersFile(join(folder, 'issuers.json'));
  const checked = checkContent(read, checkClaims);
  if ('mistakes' in checked) throw new Error(checked.mistakes);
  const [image] = read.logos.get('default') ?? [];
  expect(image?.bytes.toString()).toBe(svg);
  const [display] = checked.issuers[0]?.configuration.credential_configurations[ID]?.display ?? [];
  expect(display?.background_image).toEqual({ uri: `/logos/${image?.name}` });
});
