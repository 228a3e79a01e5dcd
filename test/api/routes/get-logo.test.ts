/** What is remembered of logos. That they are served as they should be stands in test/flow/logos.test.ts. */
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ServedIssuer } from '../../../api/http/wallet-context.js';
import { getLogo } from '../../../api/routes/get-logo.js';

const loaded: string[] = [];
const load = async (_issuer: string, name: string) => {
  loaded.push(name);
  return name.startsWith('none') ? undefined : { name, type: 'image/png', bytes: new Uint8Array([1]) };
};
let server: ReturnType<express.Express['listen']>;

beforeEach(async () => {
  loaded.length = 0;
  const app = express().get('/logos/:name', getLogo({ id: 'one' } as ServedIssuer, load));
  app.use(((_error, _request, response, _next) => response.sendStatus(404)) as express.ErrorRequestHandler);
  server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});

afterEach(() => server.close());

async function get(name: string): Promise<number> {
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/logos/${name}`);
  await answer.arrayBuffer();
  return answer.status;
}

const nameOf = (index: number): string => `${'logo'.padEnd(40, '-')}${String(index).padStart(3, '0')}.png`;

it('is read once, also when as many are remembered as may be', async () => {
  for (let index = 0; index < 100; index += 1) expect(await get(nameOf(index))).toBe(200);
  for (const index of [99, 0, 50, 0, 99]) expect(await get(nameOf(index))).toBe(200);
  expect(loaded).toHaveLength(100);
});

it('one more than may be remembered takes the place of the others, and only once', async () => {
  for (let index = 0; index <= 100; index += 1) await get(nameOf(index));
  await get(nameOf(100));
  await get(nameOf(0));
  await get(nameOf(100));
  expect(loaded).toHaveLength(102);
});

it('what is not there is not remembered', async () => {
  const name = `${'none'.padEnd(43, '-')}.png`;
  expect([await get(name), await get(name)]).toEqual([404, 404]);
  expect(loaded).toEqual([name, name]);
});
