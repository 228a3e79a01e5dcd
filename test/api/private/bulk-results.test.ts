/** How the results of a bulk job go out, however slowly they are read. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Response as Answer } from 'express';
import { afterEach, expect, it } from 'vitest';
import type { Bulk } from '../../../api/bulk/create-bulk.js';
import { answerErrors } from '../../../api/http/answer-errors.js';
import { addBulkRoutes } from '../../../api/private/bulk-routes.js';
import { setCaller } from '../../../api/private/caller.js';

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function serve(readResults: (answer: Answer) => AsyncGenerator<Record<string, unknown>>) {
  const reported: unknown[] = [];
  const app = express().use((_request, response, next) => {
    setCaller(response, { id: 'someone', scopes: ['sessions:read'] });
    next();
  });
  const bulkOf = (response: Answer) => ({ readResults: async () => readResults(response) }) as unknown as Bulk;
  addBulkRoutes(app, bulkOf, () => new Date());
  app.use(
    answerErrors(
      (error) => reported.push(error),
      () => undefined,
    ),
  );
  server = createServer(app);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/bulk/1/results`, reported };
}

/** More than a socket takes at once. */
const text = 'x'.repeat(100_000);

it('a wait for the reader leaves no listener behind', async () => {
  const seen: number[] = [];
  const { url } = await serve(async function* (answer) {
    for (let line = 1; line <= 50; line += 1) {
      seen.push(Math.max(...['close', 'drain', 'error'].map((name) => answer.listenerCount(name))));
      yield { line, text };
    }
  });
  const lines = (await (await fetch(url)).text()).trimEnd().split('\n');
  expect(lines.map((one) => JSON.parse(one).line)).toEqual(seen.map((_, index) => index + 1));
  expect(seen).toHaveLength(50);
  expect(Math.max(...seen)).toBeLessThan(10);
});

it('a reader that goes ends the reading, and is no fault of ours', async () => {
  let isOver = false;
  const { url, reported } = await serve(async function* () {
    try {
      for (let line = 1; ; line += 1) yield { line, text };
    } finally {
      isOver = true;
    }
  });
  const gone = new AbortController();
  expect((await fetch(url, { signal: gone.signal })).status).toBe(200);
  gone.abort();
  await expect.poll(() => isOver).toBe(true);
  expect(reported).toEqual([]);
});

it('what fails before the first line is answered as a refusal', async () => {
  // biome-ignore lint/correctness/useYield: it fails before there is anything
  const { url, reported } = await serve(async function* () {
    throw Object.assign(new Error('away'), { name: 'MongoNetworkError' });
  });
  const answer = await fetch(url);
  expect([answer.status, await answer.json()]).toMatchObject([503, { error: 'temporarily_unavailable' }]);
  expect(reported).toHaveLength(1);
});
