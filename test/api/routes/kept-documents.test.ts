/** What verifiers of credentials ask for, long after the configuration has changed. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { Router } from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import type { ServedIssuer } from '../../../api/http/wallet-context.js';
import { addJwtVcIssuer } from '../../../api/routes/get-jwt-vc-issuer.js';
import { getTypeMetadata } from '../../../api/routes/get-type-metadata.js';
import type { PublishedType } from '../../../ports/type-metadata.js';
import { zIssuerConfiguration } from '../../../protocol/metadata/z-issuer-configuration.js';
import { ISSUER } from '../../protocol/expect-refusal.js';

const shared = { display: [{ name: 'Member' }], claims_schema: { type: 'object', properties: {} } };
function served(...configurations: object[]): ServedIssuer {
  const all = configurations.map((one, index) => [`c${index}`, { ...shared, format: 'dc+sd-jwt', ...one }]);
  const configuration = zIssuerConfiguration.parse({
    id: 'club',
    path: '/club',
    display: shared.display,
    credential_configurations: Object.fromEntries(all),
  });
  return { id: 'club', identifier: ISSUER, configuration } as ServedIssuer;
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});
async function ask(path: string, add: (router: Router) => void): Promise<Response> {
  const router = Router();
  add(router);
  const server = express().use(router).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
}

describe('GET /vct/:name', () => {
  const published: Record<string, PublishedType> = {
    [`${ISSUER}/vct/former`]: { text: '{"former":1}', isFixed: true },
    [`${ISSUER}/vct/present`]: { text: '{"former":2}', isFixed: false },
  };
  const read = async (name: string) => {
    const issuer = served({ vct: '/vct/present' });
    const load = async (vct: string) => published[vct];
    const response = await ask(`/vct/${name}`, (router) => router.get('/vct/:name', getTypeMetadata(issuer, load)));
    return [response.status, response.headers.get('content-type'), await response.text()];
  };

  it('SV-21 SV-22 has what was published for a type that has left the configuration, to the byte', async () => {
    expect(await read('former')).toEqual([200, 'application/json', '{"former":1}']);
    expect((await read('present'))[2]).toContain(`"vct":"${ISSUER}/vct/present"`);
  });

  it.each(['unknown', 'toString', '%24where', 'a%2Fb'])('SV-21 has nothing at %s', async (name) => {
    expect((await read(name))[0]).toBe(404);
  });
});

describe('GET /.well-known/jwt-vc-issuer', () => {
  const read = async (issuer: ServedIssuer, wasAsked: boolean) => {
    const deps = { loadKeyDiscovery: async (id: string) => id === 'club' && wasAsked, now: () => new Date(0) };
    const response = await ask('/.well-known/jwt-vc-issuer/club', (router) => addJwtVcIssuer(router, issuer, deps));
    return response.status === 200 ? response.json() : response.status;
  };

  it('SV-23 stays when the last configuration that conveys its keys that way is gone', async () => {
    const document = { issuer: ISSUER, jwks_uri: `${ISSUER}/jwks` };
    expect(await read(served({ vct: 'urn:a' }), true)).toEqual(document);
    expect(await read(served({ vct: 'urn:a', issuer_keys: 'web' }), false)).toEqual(document);
  });

  it('SV-23 is not there where no configuration ever did', async () => {
    expect(await read(served({ vct: 'urn:a' }), false)).toBe(404);
  });
});
