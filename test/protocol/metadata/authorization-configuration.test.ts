import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildAuthorizationServerMetadata } from '../../../protocol/metadata/build-authorization-server-metadata.js';
import { zIssuersFile } from '../../../protocol/metadata/z-issuer-configuration.js';

const shipped = JSON.parse(readFileSync('config/issuers.json', 'utf8'));
const fileWith = (change: object) => ({ ...shipped, issuers: [{ ...shipped.issuers[0], ...change }] });
const faultsOf = (change: object): string[] => {
  const parsed = zIssuersFile.safeParse(fileWith(change));
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.slice(2).join('.'));
};
const key = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' };

describe('the authorization code flow in the configuration', () => {
  it('AM-03 is off as shipped, and then publishes nothing of it', () => {
    const issuer = zIssuersFile.parse(shipped).issuers[0]!;
    const metadata = buildAuthorizationServerMetadata({ identifier: 'https://i.example', issuer });
    expect(metadata).not.toHaveProperty('authorization_endpoint');
    expect(metadata.grant_types_supported).not.toContain('authorization_code');
    expect(metadata).not.toHaveProperty('response_types_supported');
  });

  it('CM-13 wants for profile haip a scope everywhere, DPoP and pushed requests, all said at once', () => {
    const [id, configuration] = Object.entries(shipped.issuers[0].credential_configurations)[0] as [string, object];
    const change = {
      profile: 'haip',
      authorization_code: { enabled: true, require_par: false },
      credential_configurations: { [id]: { ...configuration, scope: undefined } },
    };
    expect(faultsOf(change).filter((path) => path !== 'client_authentication')).toEqual([
      'authorization_code.require_par',
      'require_dpop',
      `credential_configurations.${id}.scope`,
    ]);
  });

  it('is on in profile haip, and drafts are off', () => {
    const faults = faultsOf({ profile: 'haip', draft13: true });
    expect(faults.filter((path) => !['client_authentication', 'require_dpop'].includes(path))).toEqual([
      'authorization_code.enabled',
      'draft13',
    ]);
  });

  it('AZ-11 switches client authentication on for profile haip, by wallet attestation unless said', () => {
    const haip = { profile: 'haip', require_dpop: true, authorization_code: { enabled: true } };
    // By attestation, and so it has to be known whose attestations count.
    expect(faultsOf(haip)).toEqual(['client_authentication']);
    expect(faultsOf({ ...haip, client_authentication: ['none'] })).toEqual(['client_authentication']);
    expect(faultsOf({ ...haip, client_authentication: ['private_key_jwt'] })).toEqual(['client_authentication']);
    const trusted = fileWith({ ...haip, trust_anchors: { wallet_attestation: ['root.pem'] } });
    expect(zIssuersFile.parse(trusted).issuers[0]?.client_authentication).toEqual(['attest_jwt_client_auth']);
    const clients = [{ client_id: 'a', token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [key] } }];
    expect(faultsOf({ ...haip, clients, client_authentication: ['private_key_jwt'] })).toEqual([]);
    expect(zIssuersFile.parse(shipped).issuers[0]?.client_authentication).toEqual(['none']);
  });

  it.each<[string, object, string]>([
    ['a fragment', { clients: [{ client_id: 'a', redirect_uris: ['av://x#y'] }] }, 'clients.0.redirect_uris.0'],
    ['a script', { clients: [{ client_id: 'a', redirect_uris: ['javascript:x'] }] }, 'clients.0.redirect_uris.0'],
    ['a client twice', { clients: [{ client_id: 'a' }, { client_id: 'a' }] }, 'clients'],
    ['no keys', { clients: [{ client_id: 'a', token_endpoint_auth_method: 'private_key_jwt' }] }, 'clients.0.jwks'],
    ['a private key', { clients: [{ client_id: 'a', jwks: { keys: [{ ...key, d: 'd' }] } }] }, 'clients.0.jwks.keys.0'],
    [
      'an open host',
      { authorization_code: { redirect_uri_patterns: ['https://*'] } },
      'authorization_code.redirect_uri_patterns.0',
    ],
    [
      'a half host',
      { authorization_code: { redirect_uri_patterns: ['https://w.ex*'] } },
      'authorization_code.redirect_uri_patterns.0',
    ],
    [
      'every scheme',
      { authorization_code: { redirect_uri_patterns: ['*'] } },
      'authorization_code.redirect_uri_patterns.0',
    ],
    [
      'no patterns',
      { authorization_code: { allow_unregistered_clients: true } },
      'authorization_code.redirect_uri_patterns',
    ],
    ['a code for two minutes', { authorization_code: { code_lifetime: 120 } }, 'authorization_code.code_lifetime'],
    [
      'a push for ten minutes',
      { authorization_code: { request_lifetime: 600 } },
      'authorization_code.request_lifetime',
    ],
  ])('AZ-18 AZ-23 refuses %s', (_title, change, path) => expect(faultsOf(change)).toEqual([path]));
});
