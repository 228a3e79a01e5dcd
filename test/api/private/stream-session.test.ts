/** How many streams there may be, who counts as one, and when they end. What they tell stands in test/webhooks. */
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import express, { type RequestHandler } from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerErrors } from '../../../api/http/answer-errors.js';
import { createRateLimiter } from '../../../api/http/rate-limit.js';
import { API_KEY_AGE } from '../../../api/private/api-key-cache.js';
import { setCaller } from '../../../api/private/caller.js';
import { requireApiKey } from '../../../api/private/require-api-key.js';
import type { ActingOffice } from '../../../api/private/session-routes.js';
import { addStreamRoute } from '../../../api/private/stream-session.js';
import type { Caller } from '../../../ports/caller.js';
import { eventually } from '../../support/eventually.js';
import { ADMIN, createKeysInMemory, createReplica, START } from './keys.js';

const MOST_STREAMS = 200;
const MOST_OF_ISSUER = 100;
const MOST_OF_CALLER = 50;
const WITHIN = 15_000;

let events: { seq: number; type: string; at: number }[];
const office = { loadSession: async () => ({ id: 'one', view: { isOpen: true, events: [...events] } }) };

let server: Server;
let url: string;

async function serve(authenticate: RequestHandler): Promise<void> {
  const router = express.Router();
  addStreamRoute(router, (() => office) as unknown as ActingOffice);
  const app = express().use(authenticate, router);
  app.use(
    answerErrors(
      () => undefined,
      () => undefined,
    ),
  );
  server = createServer(app);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sessions/one/stream`;
}

beforeEach(() => {
  events = [];
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

describe('of streams', () => {
  /** By name alone; a name with a colon is of the issuer before it. */
  const asNamed: RequestHandler = (request, response, next) => {
    const id = String(request.headers['from'] ?? 'someone');
    const [issuer, key] = id.split(':');
    const caller: Caller = {
      id,
      scopes: ['sessions:read'],
      ...(key === undefined || issuer === undefined ? {} : { issuer }),
    };
    setCaller(response, caller);
    next();
  };
  /** An answer nobody holds is hung up on. */
  let held: Response[];
  async function open(from: string, signal?: AbortSignal): Promise<Response> {
    const answer = await fetch(url, { headers: { from }, ...(signal === undefined ? {} : { signal }) });
    held.push(answer);
    return answer;
  }
  async function fill(from: string, count: number): Promise<void> {
    const answers = await Promise.all(Array.from({ length: count }, () => open(from)));
    expect(new Set(answers.map((one) => one.status))).toEqual(new Set([200]));
  }
  beforeEach(async () => {
    held = [];
    await serve(asNamed);
  });

  /** On a connection that stays: most clients hang up when headers were all they wanted, and so end what they began. */
  it('whoever only asks for the headers is told them at once, and has none', async () => {
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
    }, WITHIN);
    expect((await open('someone')).status).toBe(200);
    socket.destroy();
  });

  it('one more than there may be is refused until another has gone', async () => {
    const first = new AbortController();
    expect((await open('a', first.signal)).status).toBe(200);
    await fill('a', MOST_OF_CALLER - 1);
    for (const one of ['b', 'c', 'd']) await fill(one, MOST_OF_CALLER);
    const refused = await open('e');
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ error: 'temporarily_unavailable', reason: 'streams_exhausted' });
    first.abort();
    await eventually(async () => expect((await open('e')).status).toBe(200));
  });

  it('a caller has its share and no more, which leaves the others theirs', async () => {
    await fill('a', MOST_OF_CALLER);
    const refused = await open('a');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect(await refused.json()).toMatchObject({ error: 'too_many_streams', reason: 'stream_share_exhausted' });
    expect((await open('b')).status).toBe(200);
  });

  it('all callers of one issuer have theirs, however many keys they made', async () => {
    for (let key = 0; key * MOST_OF_CALLER < MOST_OF_ISSUER; key += 1) await fill(`x:${key}`, MOST_OF_CALLER);
    expect((await open('x:more')).status).toBe(429);
    expect((await open('y:1')).status).toBe(200);
  });
});

describe('a stream ends, and tells nothing more,', () => {
  let clock: { now: number };
  let replica: ReturnType<typeof createReplica>;
  let tokenIsGood: boolean;
  beforeEach(async () => {
    clock = { now: START };
    tokenIsGood = true;
    const verify = async () => (tokenIsGood ? { subject: 'u', roles: ['reader'] } : { invalid: 'It has expired.' });
    const oidc = { verify, roles: { reader: { scopes: ['sessions:read' as const] } } };
    replica = createReplica(createKeysInMemory().store, clock, { oidc });
    await serve(requireApiKey(replica, createRateLimiter({ points: 1000, seconds: 10 })));
  });

  async function makeKey() {
    const asked = { name: 'clerk', scopes: ['sessions:read'] } as const;
    const { key, text = '' } = await replica.administration.create(ADMIN, asked, undefined);
    return { id: key.id, text };
  }
  /** What a bearer hears until its stream ends, where something becomes of its key between two events. */
  async function hear(key: string, change: () => unknown): Promise<string> {
    const answer = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
    expect(answer.status).toBe(200);
    let text = '';
    const reading = (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of answer.body ?? []) text += decoder.decode(chunk);
    })();
    events.push({ seq: 1, type: 'offer_created', at: START });
    await eventually(() => expect(text).toContain('id: 1\n'), WITHIN);
    await change();
    clock.now += API_KEY_AGE;
    events.push({ seq: 2, type: 'offer_retrieved', at: START });
    await reading;
    return text;
  }

  it('when its key is revoked', async () => {
    const { id, text } = await makeKey();
    expect(await hear(text, () => replica.administration.revoke(ADMIN, id))).not.toContain('id: 2\n');
  });

  it('when its key may not see sessions any more', async () => {
    const { id, text } = await makeKey();
    const narrow = () => replica.administration.change(ADMIN, id, { scopes: ['claims:write'] });
    expect(await hear(text, narrow)).not.toContain('id: 2\n');
  });

  it('when its token has expired, and no address has to pause for it', async () => {
    const expire = () => {
      tokenIsGood = false;
    };
    for (let nth = 0; nth < 3; nth += 1) {
      tokenIsGood = true;
      events = [];
      expect(await hear('a.b.c', expire)).not.toContain('id: 2\n');
    }
    const answer = await fetch(url, { headers: { authorization: 'Bearer a.b.c' } });
    expect(answer.status).toBe(401);
  });

  it('when its key has ended while there is nothing to tell', async () => {
    const { id, text } = await makeKey();
    const answer = await fetch(url, { headers: { authorization: `Bearer ${text}` } });
    await replica.administration.revoke(ADMIN, id);
    expect(await answer.text()).toBe('');
  });
});
