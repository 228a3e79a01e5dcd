/** Revoke, suspend, reinstate one credential of a session: each first says what it does, then does it. */
import { type Request, type Response, Router } from 'express';
import type { RegisteredCredential } from '../../ports/credential-registry.js';
import type { CredentialStatusName } from '../../protocol/status/check-status-change.js';
import { addresses, type CredentialAct } from '../addresses.js';
import { PageProblem } from '../http/page-problem.js';
import { takeSmallForm } from '../http/read-form.js';
import { readOperatorForm } from '../http/require-operator.js';
import { sendPage } from '../http/send-page.js';
import { ConfirmPage } from '../pages/confirm-page.js';
import { frameOf, pageOf } from './page-context.js';

type Act = {
  readonly status: CredentialStatusName;
  readonly title: string;
  readonly consequence: string;
  readonly button: string;
  readonly isDangerous: boolean;
};
const ACTS: Readonly<Record<CredentialAct, Act>> = {
  revoke: {
    status: 'revoked',
    title: 'Revoke this credential?',
    consequence: 'Verifiers refuse it as soon as they see the new status list. A revocation is final.',
    button: 'Revoke the credential',
    isDangerous: true,
  },
  suspend: {
    status: 'suspended',
    title: 'Suspend this credential?',
    consequence: 'Verifiers refuse it until it is reinstated.',
    button: 'Suspend the credential',
    isDangerous: true,
  },
  reinstate: {
    status: 'valid',
    title: 'Reinstate this credential?',
    consequence: 'Verifiers accept it again as soon as they see the new status list.',
    button: 'Reinstate the credential',
    isDangerous: false,
  },
};

type Named = { readonly id: string; readonly credentialId: string };

export function createCredentialActsRouter(): Router {
  const router = Router();
  for (const [act, { status, ...question }] of Object.entries(ACTS) as [CredentialAct, Act][]) {
    const path = `/sessions/:id/credentials/:credentialId/${act}`;
    router.get(path, async (request: Request<Named>, response: Response) => {
      const { id, sessionId } = await find(response, request.params);
      const action = addresses.credentialAct(sessionId, id, act);
      const frame = frameOf(response);
      sendPage(response, <ConfirmPage frame={frame} sessionId={sessionId} action={action} {...question} />);
    });
    router.post(path, takeSmallForm, async (request: Request<Named>, response: Response) => {
      const { deps, sessions } = pageOf(response);
      await readOperatorForm(sessions, request, response);
      const { id, sessionId } = await find(response, request.params);
      await deps.credentials.changeStatus(id, status);
      response.redirect(303, `${addresses.session(sessionId)}?done=${act}`);
    });
  }
  return router;
}

/** @throws PageProblem for one of another session: a mistyped address must not revoke somebody else's */
async function find(response: Response, { id, credentialId }: Named): Promise<RegisteredCredential> {
  const found = await pageOf(response).deps.credentials.loadCredential(credentialId);
  if (found.sessionId === id) return found;
  throw new PageProblem(404, 'This session has no such credential', 'Go back to the session and choose again.');
}
