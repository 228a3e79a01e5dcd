/** One session: the page, the two parts that refresh themselves, and what the claims forms post. */
import { Router } from 'express';
import { addresses } from '../addresses.js';
import { takeForm } from '../http/read-form.js';
import { readOperatorForm } from '../http/require-operator.js';
import { sendPart } from '../http/send-page.js';
import { SessionLogsPart } from '../pages/session-page.js';
import { SessionStatePart } from '../parts/session-state.js';
import { doneSentences } from '../words.js';
import { pageOf } from './page-context.js';
import { gatherState, loadCredentials, loadDeliveries, loadLogs, loadSession } from './session-state.js';
import { showSession } from './show-session.js';
import { supplyClaims } from './supply-claims.js';

export function createSessionRouter(): Router {
  const router = Router();
  router.get('/sessions/:id', async (request, response) => {
    const { logs, done } = request.query;
    await showSession(response, request.params.id, {
      ...(typeof logs === 'string' && logs !== '' ? { before: logs } : {}),
      ...(typeof done === 'string' && Object.hasOwn(doneSentences, done) ? { done } : {}),
    });
  });
  router.get('/sessions/:id/live/state', async (request, response) => {
    const { deps } = pageOf(response);
    const record = await loadSession(deps, request.params.id);
    const { logs } = record.trouble === undefined ? { logs: [] } : await loadLogs(deps, record.id);
    const credentials = await loadCredentials(deps, record.id);
    sendPart(response, <SessionStatePart state={{ ...gatherState(deps, record, record.view, logs), credentials }} />);
  });
  router.get('/sessions/:id/live/logs', async (request, response) => {
    const { deps } = pageOf(response);
    const record = await loadSession(deps, request.params.id);
    const logs = await loadLogs(deps, record.id);
    const deliveries = await loadDeliveries(deps, record.id);
    const state = { record, view: record.view };
    sendPart(response, <SessionLogsPart state={state} logs={logs} deliveries={deliveries} />);
  });
  router.get('/sessions/:id/claims/:configurationId', (request, response) => {
    response.redirect(303, `${addresses.session(request.params.id)}#supply`);
  });
  router.post('/sessions/:id/claims/:configurationId', takeForm, async (request, response) => {
    const { deps, sessions } = pageOf(response);
    const { id, configurationId } = request.params;
    const form = await readOperatorForm(sessions, request, response);
    const supplied = await supplyClaims(deps, id, configurationId, form);
    if ('outcome' in supplied) {
      response.redirect(303, `${addresses.session(id)}?done=${supplied.outcome}`);
      return;
    }
    if (supplied.reason !== undefined) deps.noteRefusal(response, supplied.reason);
    await showSession(response, id, { form: supplied.refused, status: supplied.status });
  });
  return router;
}
