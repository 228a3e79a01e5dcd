/** The session as a file for the wallet's vendor: nothing personal is in it, so it can be sent as it is. */
import { Router } from 'express';
import { pageOf } from './page-context.js';
import { loadSession } from './session-state.js';

export function createExportRouter(): Router {
  const router = Router();
  router.get('/sessions/:id/export', async (request, response, next) => {
    const { deps } = pageOf(response);
    if (deps.exportSession === undefined) return next();
    const { id } = await loadSession(deps, request.params.id);
    const bundle = JSON.stringify(await deps.exportSession(id), null, 2);
    response.attachment(`session-${id}.json`).set('Cache-Control', 'no-store').type('json').send(bundle);
  });
  return router;
}
