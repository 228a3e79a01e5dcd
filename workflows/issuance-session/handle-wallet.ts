/** Messages that come from a wallet, by way of the API. The order in which handlers are set is part of the contract. */
import { setHandler } from '@temporalio/workflow';
import * as messages from '../contract/messages.js';
import { answer } from './deliver-credentials.js';
import { heard, refusable, refusableNow } from './handlers.js';
import type { Projector } from './projector.js';
import type { ClaimsPulls } from './pull-claims.js';
import { revokeReported } from './revoke-reported.js';
import type { Session } from './session.js';

export function handleWallet(session: Session, projector: Projector, pulls: ClaimsPulls): void {
  setHandler(messages.sessionQuery, () => session.view());

  setHandler(
    messages.offerRetrievedSignal,
    heard(async () => {
      if (session.isOpen && session.retrieveOffer(Date.now())) projector.projectLater(Date.now());
    }),
  );

  // Before the exchange: messages that came before the first task are handled in the order their handlers are set.
  setHandler(
    messages.tokenUndeliveredSignal,
    heard(async (command) => {
      if (session.takeBackToken(command, Date.now())) await projector.project();
    }),
  );

  setHandler(
    messages.authorizationRequestedSignal,
    heard(async (command) => {
      if (session.isOpen && session.requestAuthorization(command, Date.now())) await projector.project();
    }),
  );

  setHandler(
    messages.decideAuthorizationUpdate,
    refusable(async (command) => {
      const decided = session.decideAuthorization(command, Date.now());
      await projector.project();
      return decided;
    }),
    { validator: refusableNow((command: messages.DecideAuthorization) => session.checkDecision(command, Date.now())) },
  );

  // The code is checked in the validator, so that a used or foreign code leaves no trace; the transaction code is not,
  // because a wrong one has to be counted.
  setHandler(
    messages.exchangeTokenUpdate,
    refusable(async (command) => {
      try {
        const exchanged = session.exchangeToken(command, Date.now());
        pulls.begin('token_exchanged', exchanged.configurationIds);
        return exchanged;
      } finally {
        await projector.project();
      }
    }),
    { validator: refusableNow((command: messages.ExchangeToken) => session.checkCode(command, Date.now())) },
  );

  setHandler(
    messages.refreshTokenUpdate,
    refusable(async (command) => {
      const refreshed = session.refreshToken(command, Date.now());
      await projector.project();
      return refreshed;
    }),
    { validator: refusableNow((command: messages.RefreshToken) => session.checkRefresh(command, Date.now())) },
  );

  setHandler(
    messages.requestCredentialUpdate,
    refusable((command) => answer(session, projector, () => session.requestCredential(command, Date.now()))),
    { validator: refusableNow((command: messages.RequestCredential) => session.checkRequest(command, Date.now())) },
  );

  setHandler(
    messages.collectDeferredUpdate,
    refusable((command) => answer(session, projector, () => session.collectDeferred(command, Date.now()))),
    { validator: refusableNow((command: messages.CollectDeferred) => session.checkCollect(command, Date.now())) },
  );

  setHandler(
    messages.notificationReceivedSignal,
    heard(async (command) => {
      if (!session.notify(command, Date.now())) return;
      await projector.project();
      await revokeReported(session, command);
    }),
  );

  setHandler(
    messages.problemNotedSignal,
    heard(async (command) => {
      if (session.isOpen && session.noteProblem(command, Date.now())) await projector.project();
    }),
  );
}
