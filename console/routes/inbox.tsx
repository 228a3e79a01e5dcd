/** The inbox: what waits for the back office, and who takes it on. */
import { type Request, type Response, Router } from 'express';
import { type InboxShown, inboxAddress } from '../addresses.js';
import { takeSmallForm } from '../http/read-form.js';
import { operatorOf, readOperatorForm } from '../http/require-operator.js';
import { sendPage } from '../http/send-page.js';
import { InboxPage } from '../pages/inbox-page.js';
import { frameOf, type PageContext, pageOf } from './page-context.js';

const PAGE = 50;
const LEASE_SECONDS = 900;

type ItemRequest = Request<{ id: string; configurationId: string }>;
type Item = { readonly sessionId: string; readonly configurationId: string };

export function createInboxRouter(): Router {
  const router = Router();
  router.get('/inbox', async (request, response) => {
    const { deps } = pageOf(response);
    const shown = shownOf(request.query);
    const { items, next } = await deps.inbox.list({
      limit: PAGE,
      ...(shown.issuer === undefined ? {} : { issuer: shown.issuer }),
      ...(shown.claimed_by === undefined ? {} : { claimedBy: shown.claimed_by }),
      ...(shown.after === undefined ? {} : { after: shown.after }),
    });
    const further = next === undefined ? {} : { next: inboxAddress({ ...shown, after: next }) };
    const me = operatorOf(response).caller.id;
    const props = { frame: frameOf(response), shown, items, me, now: deps.now().getTime() };
    sendPage(response, <InboxPage {...props} {...further} />);
  });
  const act = (run: (inbox: PageContext['deps']['inbox'], id: Item) => Promise<unknown>) => [
    takeSmallForm,
    async (request: ItemRequest, response: Response): Promise<void> => {
      const { deps, sessions } = pageOf(response);
      await readOperatorForm(sessions, request, response);
      await run(deps.inbox, { sessionId: request.params.id, configurationId: request.params.configurationId });
      response.redirect(303, inboxAddress(shownOf(request.query)));
    },
  ];
  router.post('/inbox/:id/:configurationId/claim', ...act((inbox, item) => inbox.claim(item, LEASE_SECONDS)));
  router.post('/inbox/:id/:configurationId/unclaim', ...act((inbox, item) => inbox.unclaim(item)));
  return router;
}

function shownOf(query: Readonly<Record<string, unknown>>): InboxShown {
  const names = ['issuer', 'claimed_by', 'after'] as const;
  return Object.fromEntries(
    names.flatMap((name) => (typeof query[name] === 'string' && query[name] !== '' ? [[name, query[name]]] : [])),
  );
}
