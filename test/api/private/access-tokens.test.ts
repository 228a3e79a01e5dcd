/** Access tokens of an identity provider, which is a server of this test's own. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccessTokenVerifier } from '../../../adapters/oidc/verify-access-token.js';
import { readRoles } from '../../../api/private/access-token-roles.js';
import { createKeysInMemory, createReplica } from './keys.js';

const AUDIENCE = 'https://vouchsafe.example/api';
const now = () => Math.floor(Date.now() / 1000);
const roles = readRoles(
  JSON.stringify({
    clerk: { scopes: ['sessions:read', 'claims:write'], issuer: 'a' },
    reader: { scopes: ['sessions:read'], issuer: 'a' },
    other: { scopes: ['admin'], issuer: 'b' },
    boss: { scopes: ['admin'] },
  }),
);

let server: Server;
let issuer: string;
let pair: CryptoKeyPair;
let foreign: CryptoKeyPair;
beforeAll(async () => {
  pair = (await generateKeyPair('ES256')) as CryptoKeyPair;
  foreign = (await generateKeyPair('ES256')) as CryptoKeyPair;
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256' };
  server = createServer((request, response) => {
    const isDiscovery = request.url === '/realm/.well-known/openid-configuration';
    const body = isDiscovery ? { issuer, jwks_uri: `${issuer}/jwks` } : { keys: [jwk] };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/realm`;
});
afterAll(() => void server.close());

type Change = {
  readonly claims?: Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  readonly key?: CryptoKey;
};

function token({ claims = {}, header = {}, key = pair.privateKey }: Change = {}): Promise<string> {
  const all = {
    iss: issuer,
    aud: AUDIENCE,
    sub: 'u1',
    exp: now() + 300,
    realm: { roles: ['clerk', 'stranger'] },
    ...claims,
  };
  return new SignJWT(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)))
    .setProtectedHeader({ alg: 'ES256', kid: 'k1', typ: 'at+jwt', ...header })
    .sign(key);
}

function replica(provider: { issuer: string } = { issuer }) {
  const verify = createAccessTokenVerifier({ ...provider, audience: AUDIENCE, rolesClaim: 'realm.roles' });
  return createReplica(
    createKeysInMemory().store,
    { now: Date.now() },
    { oidc: { verify, roles: roles! }, mostFailures: 99 },
  );
}
const outcome = async (text: string, at = replica()) =>
  at.authenticate(text, '192.0.2.1').then(
    (caller) => caller,
    (error) => ({ reason: error.reason as string, detail: error.evidence.reason as string | undefined }),
  );

describe('an access token of the configured provider', () => {
  it('makes its bearer a caller with the scopes and the issuer of its roles', async () => {
    expect(await outcome(await token())).toEqual({
      id: 'oidc:u1',
      scopes: ['sessions:read', 'claims:write'],
      issuer: 'a',
    });
  });

  it.each<[string, Change, string]>([
    ['for another audience', { claims: { aud: 'https://elsewhere.example' } }, 'aud'],
    ['of another issuer', { claims: { iss: 'https://elsewhere.example' } }, 'iss'],
    ['that has expired', { claims: { exp: now() - 120 } }, 'expired'],
    ['without an end', { claims: { exp: null } }, 'exp'],
    ['without a subject', { claims: { sub: null } }, 'sub'],
    ['of another type', { header: { typ: 'logout+jwt' } }, 'typ'],
    ['under an unknown key', { header: { kid: 'k2' } }, 'key'],
  ])('is refused %s, and it is said why', async (_what, change, why) => {
    const found = await outcome(await token(change));
    expect(found).toMatchObject({ reason: 'access_token_refused' });
    expect((found as { detail?: string }).detail).toContain(why);
  });

  it('is refused when somebody else signed it', async () => {
    expect(await outcome(await token({ key: foreign.privateKey }))).toMatchObject({ reason: 'access_token_refused' });
  });

  it('is refused unsigned, and signed with a shared secret', async () => {
    const [, payload] = (await token()).split('.');
    const header = (alg: string) => Buffer.from(JSON.stringify({ alg, kid: 'k1' })).toString('base64url');
    for (const alg of ['none', 'HS256'])
      expect(await outcome(`${header(alg)}.${payload}.AAAA`)).toMatchObject({ reason: 'access_token_refused' });
  });

  it.each<[string, string[], string]>([
    ['no role', [], 'access_token_without_role'],
    ['only roles nobody knows', ['stranger', '__proto__', 'constructor'], 'access_token_without_role'],
    ['roles of different issuers', ['clerk', 'other'], 'access_token_without_role'],
    ['a role of one issuer beside one of all', ['clerk', 'boss'], 'access_token_without_role'],
  ])('with %s gives no access', async (_what, held, reason) => {
    expect(await outcome(await token({ claims: { realm: { roles: held } } }))).toMatchObject({ reason });
  });

  it('is answered 503 while the provider cannot be reached, and as soon as it can be, served', async () => {
    const away = replica({ issuer: 'http://127.0.0.1:9/realm' });
    expect(await outcome(await token(), away)).toMatchObject({ reason: 'temporarily_unavailable' });
  });

  it('is not believed where the provider names another issuer than the configured one', async () => {
    const wrong = replica({ issuer: `${issuer}/` });
    expect(await outcome(await token(), wrong)).toMatchObject({ reason: 'temporarily_unavailable' });
  });
});

it.each(['', '{', '[]', '{"a": {}}', '{"a": {"scopes": []}}', '{"a": {"scopes": ["everything"]}}'])(
  'a table of roles that is none is refused at the start: %s',
  (text) => {
    expect(readRoles(text)).toBeUndefined();
  },
);
