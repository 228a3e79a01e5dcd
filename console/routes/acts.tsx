/** Cancel, deny, renew, release: each first says what it does, then does it. */
import { type Request, type Response, Router } from 'express';
import type { SessionRecord } from '../../ports/session-records.js';
import { addresses, type SessionAct } from '../addresses.js';
import { PageProblem } from '../http/page-problem.js';
import { takeSmallForm } from '../http/read-form.js';
import { readOperatorForm } from '../http/require-operator.js';
import { sendPage } from '../http/send-page.js';
import { ConfirmPage } from '../pages/confirm-page.js';
import { OfferMadePage } from '../pages/offer-made-page.js';
import { frameOf, pageOf } from './page-context.js';
import { loadSession } from './session-state.js';

type Question = {
  readonly title: string;
  readonly consequence: string;
  readonly button: string;
  readonly isDangerous: boolean;
};
const ACTS: readonly SessionAct[] = ['cancel', 'deny', 'renew', 'release'];

export function createActsRouter(): Router {
  const router = Router();
  for (const act of ACTS) {
    router.get(`/sessions/:id/${act}`, async (request: Request<{ id: string }>, response: Response) => {
      const record = await loadSession(pageOf(response).deps, request.params.id);
      const configurationId = configurationOf(request, record);
      const action = actionOf(request, act, record.id, configurationId);
      const question = questionOf(act, record, configurationId);
      sendPage(response, <ConfirmPage frame={frameOf(response)} sessionId={record.id} action={action} {...question} />);
    });
    router.post(`/sessions/:id/${act}`, takeSmallForm, async (request: Request<{ id: string }>, response: Response) => {
      const { deps, sessions } = pageOf(response);
      await readOperatorForm(sessions, request, response);
      const record = await loadSession(deps, request.params.id);
      await run(act, record.id, configurationOf(request, record), response, digestOf(request));
    });
  }

  return router;
}

async function run(
  act: SessionAct,
  id: string,
  configurationId: string | undefined,
  response: Response,
  digest: string | undefined,
): Promise<void> {
  const { backOffice } = pageOf(response).deps;
  if (act === 'renew') {
    const offered = await backOffice.renewOffer(id);
    const frame = frameOf(response);
    sendPage(response, <OfferMadePage frame={frame} title="The offer was renewed" offered={offered} />);
    return;
  }
  if (act === 'cancel') await backOffice.cancel(id);
  else if (act === 'release') await backOffice.releaseClaims(id, given({ configurationId, digest }));
  else await backOffice.denyClaims(id, configurationId);
  response.redirect(303, `${addresses.session(id)}?done=${DONE[act]}`);
}

const DONE = { cancel: 'cancelled', deny: 'denied', release: 'released' } as const;

/** Of the claims that the operator was shown; the workflow compares it with those it would release. */
function digestOf(request: Request<{ id: string }>): string | undefined {
  const { digest } = request.query;
  return typeof digest === 'string' && digest !== '' ? digest : undefined;
}

function actionOf(request: Request<{ id: string }>, act: SessionAct, id: string, configurationId?: string): string {
  const digest = digestOf(request);
  if (act === 'release' && configurationId !== undefined && digest !== undefined)
    return addresses.release(id, configurationId, digest);
  return addresses.act(id, act, configurationId);
}

function given(asked: { configurationId: string | undefined; digest: string | undefined }) {
  const { configurationId, digest } = asked;
  return { ...(configurationId === undefined ? {} : { configurationId }), ...(digest === undefined ? {} : { digest }) };
}

/** @throws PageProblem for a configuration the session does not offer: a mistyped one must not deny everything */
function configurationOf(request: Request<{ id: string }>, record: SessionRecord): string | undefined {
  const wanted = request.query['configuration'];
  if (wanted === undefined) return undefined;
  const found = record.view.deliverables.find((one) => one.configurationId === wanted);
  if (found !== undefined) return found.configurationId;
  throw new PageProblem(404, 'This session does not offer that', 'Go back to the session and choose again.');
}

function questionOf(act: SessionAct, record: SessionRecord, configurationId: string | undefined): Question {
  switch (act) {
    case 'cancel':
      return {
        title: 'Cancel this session?',
        consequence: 'Offer and tokens stop working at once and nothing more can be issued. This cannot be undone.',
        button: 'Cancel the session',
        isDangerous: true,
      };
    case 'deny':
      return {
        title: configurationId === undefined ? 'Deny this session?' : `Deny ${configurationId}?`,
        consequence: `${configurationId === undefined ? 'No credential of this session will' : 'This credential will not'} be issued, and the wallet is told so when it asks. A denial is final.`,
        button: 'Deny',
        isDangerous: true,
      };
    case 'renew':
      return {
        title: 'Renew the offer?',
        consequence: `The session gets a new code${record.offer.txCode === undefined ? '' : ' and a new transaction code'}; the old one stops working. The address of the offer and its QR code stay the same. Use it when a wallet lost its token or the offer expired.`,
        button: 'Renew the offer',
        isDangerous: false,
      };
    case 'release':
      return {
        title: configurationId === undefined ? 'Release all claims?' : `Release the claims for ${configurationId}?`,
        consequence:
          'The credential will be issued with the claims as they were supplied, and with whatever shares their dataset. Whoever supplied them cannot release them.',
        button: 'Release the claims',
        isDangerous: false,
      };
    default:
      return act satisfies never;
  }
}
