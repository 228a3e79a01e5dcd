/** One session: the page, the two parts that refresh themselves, and the claims forms. */
import { type Response, Router } from 'express';
import { addresses } from '../addresses.js';
import { buildFields, type FormMember } from '../claims-form/build-fields.js';
import { type ClaimProblem, type ClaimsFormState, placeProblems, typedOf } from '../claims-form/form-state.js';
import { parseClaimsForm } from '../claims-form/parse-form.js';
import { takeForm, textOf } from '../http/read-form.js';
import { readOperatorForm } from '../http/require-operator.js';
import { sendPage, sendPart } from '../http/send-page.js';
import { SessionLogsPart, SessionPage } from '../pages/session-page.js';
import type { ClaimsFormProps } from '../parts/claims-form.js';
import { canSupply } from '../parts/deliverables-table.js';
import { type SessionState, SessionStatePart } from '../parts/session-state.js';
import { doneSentences } from '../words.js';
import { frameOf, type PageContext } from './page-context.js';
import { gatherState, loadFreshView, loadLogs, loadSession } from './session-state.js';

export function createSessionRouter(context: PageContext): Router {
  const { deps, sessions } = context;
  const router = Router();

  router.get('/sessions/:id', async (request, response) => {
    const { logs, done } = request.query;
    await show(response, request.params.id, {
      ...(typeof logs === 'string' && logs !== '' ? { before: logs } : {}),
      ...(typeof done === 'string' && Object.hasOwn(doneSentences, done) ? { done } : {}),
    });
  });

  router.get('/sessions/:id/live/state', async (request, response) => {
    const record = await loadSession(deps, request.params.id);
    const { logs } = record.trouble === undefined ? { logs: [] } : await loadLogs(deps, record.id);
    sendPart(response, <SessionStatePart state={gatherState(deps, record, record.view, logs)} />);
  });
  router.get('/sessions/:id/live/logs', async (request, response) => {
    const record = await loadSession(deps, request.params.id);
    const logs = await loadLogs(deps, record.id);
    sendPart(response, <SessionLogsPart state={{ record, view: record.view }} logs={logs} />);
  });

  router.get('/sessions/:id/claims/:configurationId', (request, response) => {
    response.redirect(303, `${addresses.session(request.params.id)}#supply`);
  });
  router.post('/sessions/:id/claims/:configurationId', takeForm, async (request, response) => {
    const { id, configurationId } = request.params;
    const form = await readOperatorForm(sessions, request, response);
    const refused = await supply(id, configurationId, form);
    if (typeof refused === 'string') response.redirect(303, `${addresses.session(id)}?done=${refused}`);
    else await show(response, id, { form: refused });
  });

  /** The outcome's word, or the form as it is shown again. */
  async function supply(id: string, configurationId: string, form: FormData): Promise<string | ClaimsFormState> {
    const { issuer } = await loadSession(deps, id);
    const members = membersOf(issuer, configurationId);
    const isJson = form.has('json');
    const refused = { configurationId, typed: typedOf(form), isJson };
    let claims: unknown;
    try {
      claims = isJson ? JSON.parse(textOf(form, 'json') ?? '') : await parseClaimsForm(members, form);
    } catch (error) {
      return { ...refused, problems: new Map(), general: [`This is not JSON: ${(error as Error).message}`] };
    }
    try {
      return await deps.backOffice.supplyClaims(id, configurationId, claims);
    } catch (error) {
      const { refusal, evidence } = deps.asRefusal(error);
      if (refusal.status >= 500) throw error;
      const placed = placeProblems(members, problemsOf(evidence['problems']));
      const isPlaced = placed.problems.size + placed.general.length > 0;
      return { ...refused, ...placed, general: isPlaced ? placed.general : [`${refusal.sentence} ${refusal.help}`] };
    }
  }

  function membersOf(issuerId: string, configurationId: string): FormMember[] {
    const issuer = deps.issuers.find((one) => one.id === issuerId);
    const schema = issuer?.configuration.credential_configurations[configurationId]?.claims_schema;
    return schema === undefined ? [] : buildFields(schema);
  }

  type Shown = { readonly before?: string; readonly done?: string; readonly form?: ClaimsFormState };

  async function show(response: Response, id: string, { before, done, form }: Shown): Promise<void> {
    const record = await loadSession(deps, id);
    const logs = await loadLogs(deps, id, before);
    // Right after an act the read model may lag behind what was just done.
    const isFresh = done !== undefined || form !== undefined;
    const view = isFresh ? await loadFreshView(deps, record) : record.view;
    const state = gatherState(deps, record, view, logs.logs);
    const frame = frameOf(context, response);
    const said = done === undefined ? undefined : doneSentences[done];
    const props = { frame, state, logs, forms: formsOf(state, frame.formToken, form) };
    sendPage(response, <SessionPage {...props} {...(said === undefined ? {} : { done: said })} />, form && 422);
  }

  function formsOf({ record, view }: SessionState, formToken: string | undefined, form?: ClaimsFormState): ClaimsFormProps[] {
    const configurations = deps.issuers.find((one) => one.id === record.issuer)?.configuration.credential_configurations;
    const supplied = view.deliverables.filter((one) => canSupply(view, one) || one.configurationId === form?.configurationId);
    return supplied.map(({ configurationId, claims, issuances }) => ({
      sessionId: record.id,
      configurationId,
      name: configurations?.[configurationId]?.display[0]?.name ?? configurationId,
      members: membersOf(record.issuer, configurationId),
      isCorrection: claims !== 'awaiting',
      // A waiting wallet comes first.
      isOpen: form === undefined ? claims === 'awaiting' && issuances.length > 0 : form.configurationId === configurationId,
      formToken,
      state: form?.configurationId === configurationId ? form : undefined,
    }));
  }
  return router;
}

/** What the check of claims found, as far as it has the shape of problems. */
function problemsOf(value: unknown): ClaimProblem[] {
  if (!Array.isArray(value)) return [];
  return value.filter((one): one is ClaimProblem => typeof one?.path === 'string' && typeof one?.message === 'string');
}
