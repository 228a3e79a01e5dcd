/** Which parts of a configuration are a session's own, and which are always of today. */
import { expect, it } from 'vitest';
import type { ServedIssuer } from '../../api/http/wallet-context.js';
import { pinnedBy } from '../../api/issuers/pin-configuration.js';
import { serveVersion } from '../../api/issuers/serve-version.js';
import { zIssuersFile } from '../../protocol/metadata/z-issuer-configuration.js';
import { shippedIssuer } from '../support/issuers-file.js';

function served(version: string, change: Record<string, unknown>, own: Partial<ServedIssuer> = {}): ServedIssuer {
  const { issuers } = zIssuersFile.parse({ issuers: [{ ...shippedIssuer(), id: 'i', ...change }] });
  const [configuration] = issuers;
  if (configuration === undefined) throw new Error('no issuer');
  const requestKeys = {
    published: [],
    find: (kid: string) => (kid === version ? ({ alg: version } as never) : undefined),
  };
  const trustAnchors = { keyAttestation: [], walletAttestation: [] };
  return {
    id: 'i',
    identifier: `https://${version}.example`,
    version,
    configuration,
    requestKeys,
    trustAnchors,
    ...own,
  };
}
const client = (client_id: string, client_name: string) => ({
  client_id,
  client_name,
  redirect_uris: ['https://a.example/cb'],
});

it('a session keeps its rules, and meets the trust, the address and the clients of today', () => {
  const anchors = { keyAttestation: [], walletAttestation: [] };
  const begun = served('old', { batch_size: 7, clients: [client('both', 'Old'), client('gone', 'Gone')] });
  const today = served('new', { batch_size: 2, clients: [client('both', 'New')] }, { trustAnchors: anchors });
  const met = serveVersion(begun, today);
  expect(met.configuration.batch_size).toBe(7);
  expect([met.version, met.identifier]).toEqual(['old', 'https://new.example']);
  expect(met.trustAnchors).toBe(anchors);
  expect(met.configuration.clients.map((one) => one.client_name)).toEqual(['New', 'Gone']);
  expect(serveVersion(today, today)).toBe(today);
});

it('EN-02 encryption is as lenient as either version, and earlier keys open as long as today says', () => {
  const request = (mode: string, generation: number, previous_generations = 1) => ({
    encryption: { request: mode, request_key_generation: generation, previous_generations },
  });
  const meet = (begun: object, today: object) =>
    serveVersion(served('old', begun as never), served('new', today as never));
  expect(meet(request('off', 1), request('required', 1)).configuration.encryption.request).toBe('optional');
  expect(meet(request('required', 1), request('required', 1)).configuration.encryption.request).toBe('required');
  const opens = (generation: number, previous?: number) =>
    meet(request('required', 1), request('required', generation, previous)).requestKeys.find('old') !== undefined;
  expect([opens(2), opens(3), opens(3, 2)]).toEqual([true, false, true]);
  expect(meet(request('required', 1), request('off', 9)).requestKeys.find('old')).toBeDefined();
});

it.each<[string, unknown, string, readonly [string, string | undefined]]>([
  [
    'the code of its grant',
    pinnedBy.token,
    'grant_type=authorization_code&pre-authorized_code=old&code=new',
    ['authorization_code', 'new'],
  ],
  ['the token of its grant', pinnedBy.token, 'grant_type=refresh_token&code=old&refresh_token=new', ['refresh', 'new']],
  [
    'none of two codes',
    pinnedBy.token,
    'grant_type=authorization_code&code=old&code=new',
    ['authorization_code', undefined],
  ],
  ['its issuer_state', pinnedBy.par, 'code=old&request_uri=old&issuer_state=new', ['issuer_state', 'new']],
  ['its request_uri', pinnedBy.authorize, 'issuer_state=old&request_uri=new', ['request_uri', 'new']],
])('a request has the configuration of %s, whatever it carries beside it', (_what, pinned, body, expected) => {
  const request = { method: 'POST', originalUrl: '/x?code=older', headers: { authorization: 'Bearer older' }, body };
  expect((pinned as (request: unknown) => unknown)(request)).toEqual(expected);
});

it('a login that is configured as it was has the provider of today, for the secret may have been changed', () => {
  const login = (issuer: string) => ({ kind: 'openid', issuer, client_id: 'c', client_auth: { method: 'none' } });
  const meet = (issuer: string) => {
    const of = (name: string, at: string) =>
      served(name, { login: login(at), batch_size: name.length }, { loginProvider: { name } as never });
    return serveVersion(of('old', 'https://a.example'), of('today', issuer)).loginProvider;
  };
  expect(meet('https://a.example')).toEqual({ name: 'today' });
  expect(meet('https://b.example')).toEqual({ name: 'old' });
});
