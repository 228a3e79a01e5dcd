/** Which methods an address takes, by the document and not by what the router would make of it. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerErrors } from '../../../api/http/answer-errors.js';
import { buildOpenApi } from '../../../api/private/build-open-api.js';
import { keepToMethods } from '../../../api/private/other-methods.js';

const document = buildOpenApi('/') as { paths: Record<string, object> };
const METHODS = ['get', 'put', 'post', 'patch', 'delete'];
const nothing = () => undefined;

let server: Server;
let url: string;
beforeAll(async () => {
  const app = express();
  app.use(keepToMethods(document));
  // Stands for all routes: what comes this far is an operation.
  app.use((_request, response) => void response.status(299).end());
  app.use(answerErrors(nothing, nothing));
  server = createServer(app);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const ask = async (method: string, path: string) => {
  const { status, headers } = await fetch(url + path, { method: method.toUpperCase() });
  return { status, allow: headers.get('allow') };
};

describe('an address of the private API', () => {
  it.each(Object.entries(document.paths))('%s takes the methods of the document and names them', async (path, item) => {
    const address = path.replaceAll(/\{\w+\}/g, 'some-id');
    const taken = METHODS.filter((method) => Object.hasOwn(item, method));
    const names = taken.flatMap((one) => (one === 'get' ? ['GET', 'HEAD'] : [one.toUpperCase()]));
    const allow = [...names, 'OPTIONS'].join(', ');
    expect(await ask('options', address)).toEqual({ status: 204, allow });
    for (const method of METHODS)
      expect(await ask(method, address), method).toEqual(
        taken.includes(method) ? { status: 299, allow: null } : { status: 405, allow },
      );
  });

  it.each([
    '/credentials/revoke',
    '/credentials/suspend',
    '/credentials/reinstate',
    '/credentials/bulk',
    '/bulk/sessions',
    '/bulk/claims',
    '/Bulk/Claims/',
  ])('%s is not taken for the id of something', async (path) => {
    expect(await ask('get', path)).toEqual({ status: 405, allow: 'POST, OPTIONS' });
  });

  it('that is in no document is left to the router', async () => {
    for (const method of ['get', 'options']) expect((await ask(method, '/nowhere')).status).toBe(299);
  });
});
