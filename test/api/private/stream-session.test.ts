/** How many streams there may be, and who counts as one. What they tell stands in test/webhooks. */
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { answerErrors } from '../../../api/http/answer-errors.js';
import { setCaller } from '../../../api/private/caller.js';
import type { ActingOffice } from '../../../api/private/session-routes.js';
import { addStreamRoute } from '../../../api/private/stream-session.js';
import type { Caller } from '../../../ports/caller.js';
import { eventually } from '../../support/eventually.js';

const MOST_STREAMS = 200;
const office = { loadSession: async () => ({ id: 'one', view: { isOpen: true, events: [] } }) };

let server: Server;
let url: string;
beforeEach(async () => {
  const router = express.Router();
  addStreamRoute(router, (() => office) as unknown as ActingOffice);
  const app = express().use((_, response, next) => {
    setCaller(response, { id: 'someone', scopes: ['sessions:read'] } as unknown as Caller);
    next();
  });
  app.use(router).use(
    answerErrors(
      () => undefined,
      () => undefined,
    ),
  );
  server = createServer(app);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sessions/one/stream`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** On a connection that stays: most clients hang up when headers were all they wanted, and so end what they began. */
it('whoever only asks for the headers is told them at once, and is no stream', async () => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let heard = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    heard += text;
  });
  for (let index = 0; index <= MOST_STREAMS; index += 1)
    socket.write('HEAD /sessions/one/stream HTTP/1.1\r\nhost: a\r\n\r\n');
  await eventually(() => {
    expect(heard.match(/^HTTP\/1\.1 200 OK\r$/gm)).toHaveLength(MOST_STREAMS + 1);
    expect(heard.match(/^content-type: text\/event-stream\r$/gm)).toHaveLength(MOST_STREAMS + 1);
  }, 15_000);
  const left = new AbortController();
  expect((await fetch(url, { signal: left.signal })).status).toBe(200);
  left.abort();
  socket.destroy();
});

it('one more than there may be is refused until another has gone', async () => {
  const first = new AbortController();
  const others = new AbortController();
  const open = Array.from({ length: MOST_STREAMS }, (_, index) =>
    fetch(url, { signal: (index === 0 ? first : others).signal }),
  );
  expect(new Set((await Promise.all(open)).map((one) => one.status))).toEqual(new Set([200]));
  const refused = await fetch(url);
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({ error: 'temporarily_unavailable' });
  first.abort();
  await eventually(async () => {
    const next = await fetch(url, { signal: others.signal });
    expect(next.status).toBe(200);
  });
  others.abort();
});
