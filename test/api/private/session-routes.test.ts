/** One session over HTTP, from the read model and from its workflow. */
import express, { Router } from 'express';
import { expect, it } from 'vitest';
import { createBackOffice } from '../../../api/back-office/create-back-office.js';
import type { BackOfficeDependencies } from '../../../api/back-office/dependencies.js';
import { setCaller } from '../../../api/private/caller.js';
import { addSessionRoutes } from '../../../api/private/session-routes.js';
import type { Reason } from '../../../protocol/errors/catalogue.js';
import { refuse } from '../../../protocol/errors/protocol-error.js';
import { createFakeBackOffice, makeRecord, START } from '../../console/fake-back-office.js';
import { serveApp } from './serve-app.js';

/** Of a Temporal that has none of the workflows any more. */
async function serve() {
  const office = createFakeBackOffice();
  office.records.set('open', makeRecord('open'));
  office.records.set('closed', makeRecord('closed', {}, { isOpen: false, status: 'credential_accepted' }));
  const gateway = {
    query: async (_id: string, whenGone: Reason) => {
      throw refuse(whenGone);
    },
  };
  const { querySession } = createBackOffice({ gateway } as unknown as BackOfficeDependencies, { id: 'key:1' });
  const app = express();
  app.use((_request, response, next) => {
    setCaller(response, { id: 'key:1', scopes: ['sessions:read'] });
    next();
  });
  const router = Router();
  addSessionRoutes(
    router,
    () => ({ ...office, querySession }),
    () => new Date(START),
  );
  app.use(router);
  const url = await serveApp(app);
  return async (path: string) => {
    const answer = await fetch(url + path);
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
}

it('a closed session is answered as it ended, though Temporal has forgotten its workflow', async () => {
  const get = await serve();
  const answer = await get('/sessions/closed?consistent=true');
  expect(answer).toMatchObject({ status: 200, body: { status: 'credential_accepted', is_open: false } });
  expect(answer).toEqual(await get('/sessions/closed'));
});

it('an open session without a workflow is not denied: the answer comes later', async () => {
  const get = await serve();
  expect((await get('/sessions/open')).status).toBe(200);
  const { status, body } = await get('/sessions/open?consistent=true');
  expect([status, body['error']]).toEqual([503, 'temporarily_unavailable']);
  expect((await get('/sessions/nowhere?consistent=true')).status).toBe(404);
});
