/** The list of sessions, and the form that makes one. */
import { randomBytes } from 'node:crypto';
import { type Response, Router } from 'express';
import type { NewSession } from '../../ports/back-office.js';
import type { SessionFilter } from '../../ports/session-records.js';
import type { SessionStatus } from '../../protocol/session-view.js';
import { addresses, readCursor } from '../addresses.js';
import type { ConsoleIssuer } from '../dependencies.js';
import { takeSmallForm, textOf } from '../http/read-form.js';
import { readOperatorForm } from '../http/require-operator.js';
import { sendPage } from '../http/send-page.js';
import { type GrantChoice, type NewSessionDraft, NewSessionPage } from '../pages/new-session-page.js';
import { OfferMadePage } from '../pages/offer-made-page.js';
import { SessionsPage } from '../pages/sessions-page.js';
import { statusMeanings } from '../words.js';
import { frameOf, pageOf } from './page-context.js';
import { stalledOf } from './session-state.js';

const PAGE = 50;

export function createSessionsRouter(): Router {
  const router = Router();
  router.get('/', async (request, response) => {
    const { deps } = pageOf(response);
    const id = wordOf(request.query['id']);
    if (id !== undefined) {
      response.redirect(303, addresses.session(id));
      return;
    }
    const filter = filterOf(request.query);
    // One more than is shown tells whether there is another page.
    const found = await deps.backOffice.listSessions({ ...filter, limit: PAGE + 1 });
    const listed = found.slice(0, PAGE).map((record) => ({ record, ...stalledOf(deps, record, record.view) }));
    const page = { frame: frameOf(response), filter, sessions: listed, hasOlder: found.length > PAGE };
    sendPage(response, <SessionsPage {...page} issuerIds={deps.issuers.map((one) => one.id)} />);
  });

  router.get('/sessions', (_request, response) => response.redirect(303, addresses.list));
  router.get('/sessions/new', (request, response) => {
    const { issuers } = pageOf(response).deps;
    showForm(response, issuerOf(issuers, request.query['issuer']), emptyDraft());
  });
  router.post('/sessions/new', takeSmallForm, async (request, response) => {
    const { deps, sessions } = pageOf(response);
    const form = await readOperatorForm(sessions, request, response);
    const issuer = issuerOf(deps.issuers, form.get('issuer'));
    const draft = draftOf(form);
    try {
      const offered = await deps.backOffice.createSession(toNewSession(issuer, draft));
      sendPage(response, <OfferMadePage frame={frameOf(response)} title="The offer is ready" offered={offered} />, 201);
    } catch (error) {
      const { refusal, evidence, reason } = deps.asRefusal(error);
      if (refusal.status >= 500) throw error;
      deps.noteRefusal(response, reason);
      // A refusal is final for its request key; the corrected form is another request.
      const retry = { ...draft, requestKey: mintRequestKey() };
      const problem = whyNotMade(draft, `${refusal.sentence} ${evidence.reason ?? refusal.help}`);
      showForm(response, issuer, retry, { status: refusal.status, problem });
    }
  });
  return router;
}

function showForm(
  response: Response,
  issuer: ConsoleIssuer,
  draft: NewSessionDraft,
  refused?: { status: number; problem: string },
): void {
  const { issuers } = pageOf(response).deps;
  const problem = refused === undefined ? {} : { problem: refused.problem };
  const props = { frame: frameOf(response), issuers, issuer, draft, ...problem };
  sendPage(response, <NewSessionPage {...props} />, refused?.status);
}

function filterOf(query: Readonly<Record<string, unknown>>): Omit<SessionFilter, 'limit'> {
  const { issuer, reference, problem } = query;
  const status = wordOf(query['status']);
  const before = readCursor(wordOf(query['before']));
  const words = { issuer: wordOf(issuer), reference: wordOf(reference), problem: wordOf(problem) };
  const given = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
  return {
    ...given,
    ...(status !== undefined && Object.hasOwn(statusMeanings, status) ? { status: status as SessionStatus } : {}),
    ...(before === undefined ? {} : { before }),
  };
}

function wordOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function issuerOf(issuers: readonly ConsoleIssuer[], id: unknown): ConsoleIssuer {
  const issuer = issuers.find((one) => one.id === id) ?? issuers[0];
  if (issuer === undefined) throw new Error('The console has no issuer');
  return issuer;
}

const mintRequestKey = (): string => randomBytes(16).toString('base64url');

function emptyDraft(): NewSessionDraft {
  const grants = 'pre-authorized_code';
  return {
    configurationIds: [],
    grants,
    reference: '',
    hasTxCode: false,
    requireDpop: false,
    requestKey: mintRequestKey(),
  };
}

function draftOf(form: FormData): NewSessionDraft {
  return {
    configurationIds: form.getAll('configuration').filter((one): one is string => typeof one === 'string'),
    grants: grantsOf(form.get('grants')),
    reference: textOf(form, 'reference') ?? '',
    hasTxCode: form.has('tx_code'),
    requireDpop: form.has('require_dpop'),
    requestKey: textOf(form, 'request_key') ?? mintRequestKey(),
  };
}

function grantsOf(chosen: unknown): GrantChoice {
  return chosen === 'authorization_code' || chosen === 'both' ? chosen : 'pre-authorized_code';
}

function toNewSession(issuer: ConsoleIssuer, draft: NewSessionDraft): NewSession {
  return {
    issuer: issuer.id,
    configurationIds: draft.configurationIds,
    grants: draft.grants === 'both' ? ['pre-authorized_code', 'authorization_code'] : [draft.grants],
    claims: {},
    ...(draft.reference === '' ? {} : { reference: draft.reference }),
    ...(draft.hasTxCode ? { txCode: {} } : {}),
    requireWalletAttestation: false,
    requireKeyAttestation: false,
    requireDpop: draft.requireDpop,
    idempotencyKey: `console ${draft.requestKey}`,
  };
}

function whyNotMade(draft: NewSessionDraft, refusal: string): string {
  return draft.configurationIds.length === 0 ? 'Choose at least one credential configuration.' : refusal;
}
