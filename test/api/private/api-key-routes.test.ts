/** The list of API keys over HTTP. */
import express, { Router } from 'express';
import { expect, it } from 'vitest';
import { addApiKeyRoutes } from '../../../api/private/api-key-routes.js';
import { setCaller } from '../../../api/private/caller.js';
import { ADMIN, createKeysInMemory, createReplica, START } from './keys.js';
import { serveApp } from './serve-app.js';

async function serve() {
  const clock = { now: START };
  const { administration } = createReplica(createKeysInMemory().store, clock);
  const make = async (issuer?: string): Promise<string> => {
    const bound = issuer === undefined ? {} : { issuer };
    return (await administration.create(ADMIN, { name: 'x', scopes: ['admin'], ...bound }, undefined)).key.id;
  };
  const app = express();
  app.use((request, response, next) => {
    const issuer = request.get('of');
    setCaller(response, issuer === undefined ? ADMIN : { ...ADMIN, issuer });
    next();
  });
  const router = Router();
  addApiKeyRoutes(router, administration, (_response, named) => named);
  app.use(router);
  const url = `${await serveApp(app)}/api-keys`;
  const list = async (query: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(url + query, { headers });
    return {
      status: answer.status,
      body: (await answer.json()) as { api_keys: { id: string }[]; next_after: string | null },
    };
  };
  return { make, list, clock };
}

it('keys are listed to the end, each once, newest first, also those of one moment', async () => {
  const { make, list, clock } = await serve();
  const made = [await make(), await make(), await make()].sort().reverse();
  clock.now += 1;
  made.unshift(...[await make(), await make()].sort().reverse());
  const pages: string[][] = [];
  for (let after: string | null = ''; after !== null; ) {
    const { body } = await list(`?limit=2${after === '' ? '' : `&after=${after}`}`);
    pages.push(body.api_keys.map((one) => one.id));
    after = body.next_after;
  }
  expect(pages.map((one) => one.length)).toEqual([2, 2, 1]);
  expect(pages.flat()).toEqual(made);
});

it('keys of one issuer are paged as if there were no others', async () => {
  const { make, list } = await serve();
  const own = [await make('a'), await make('b'), await make('a'), await make()].filter((_, n) => n % 2 === 0);
  const first = await list('?limit=1', { of: 'a' });
  const second = await list(`?limit=1&after=${first.body.next_after}`, { of: 'a' });
  expect([...first.body.api_keys, ...second.body.api_keys].map((one) => one.id).sort()).toEqual(own.sort());
  expect((await list(`?after=${second.body.next_after}`, { of: 'a' })).body).toEqual({
    api_keys: [],
    next_after: null,
  });
});

it.each(['after=x', 'after=1.', 'after=.0123456789abcdef', 'after=1.0123456789abcdeg', 'limit=0', 'limit=1001'])(
  'a list is refused with %s',
  async (query) => expect((await (await serve()).list(`?${query}`)).status).toBe(400),
);
