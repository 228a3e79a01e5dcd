/**
 * One issuance session, from its offer until nobody can act in it any more. Handlers decide through `Session` and then
 * have the decision written down; the main body only keeps time.
 */
import {
  allHandlersFinished,
  condition,
  log,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow';
import type { Activities } from '../../activities/types.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import * as messages from '../contract/messages.js';
import { fromFailure } from '../contract/refusals.js';
import { atTheEnd, inRequestPath } from './activity-options.js';
import { heard, refusable, refusableNow } from './handlers.js';
import { Projector } from './projector.js';
import type { NextStep } from './session.js';
import { Session } from './session.js';
import { handleStatusChanges } from './status-changes.js';

const { forgetSession } = proxyActivities<Activities>(atTheEnd);
const { issueCredentials, admitClaims } = proxyLocalActivities<Activities>(inRequestPath);
const CATCH_UP_PAUSE = 10_000;
const LONGEST_PAUSE = 60_000;

/** Durable entity; see docs/session-lifecycle.md. */
export async function issuanceSession(start: messages.SessionStart): Promise<void> {
  const session = new Session(start);
  const projector = new Projector(session);
  handleWallet(session, projector);
  handleBackOffice(session, projector);
  handleStatusChanges(session, projector);
  // A signature in the making still needs the data key; a message that came meanwhile is still to be answered.
  await settle(session, projector);
  await forgetSession({ sessionId: start.sessionId });
  await settle(session, projector);
}

/** Returns when the session is over, every message answered and the read model at its last state. */
async function settle(session: Session, projector: Projector): Promise<void> {
  do {
    await keepTime(session, projector);
    await condition(allHandlersFinished);
  } while (projector.isBehind);
}

/** Sleeps to the next deadline; a deadline that moved closer wakes it, one that moved away is seen when it wakes. */
async function keepTime(session: Session, projector: Projector): Promise<void> {
  for (let pause = CATCH_UP_PAUSE; ; ) {
    if (projector.isBehind) {
      await projector.catchUp();
      if (projector.isBehind) await condition(() => false, pause);
      // Each try stands in history, and a database may be away for long.
      pause = projector.isBehind ? Math.min(2 * pause, LONGEST_PAUSE) : CATCH_UP_PAUSE;
    }
    const deadline = nextDeadline(session, projector);
    if (deadline === undefined) {
      if (!projector.isBehind) return;
      continue;
    }
    const isEarlier = (): boolean => projector.isBehind || (nextDeadline(session, projector) ?? 0) < deadline;
    const wait = deadline - Date.now();
    if (wait > 0) await condition(isEarlier, wait);
    const isDue = projector.dueAt !== undefined && Date.now() >= projector.dueAt;
    if (session.passDeadlines(Date.now()) || isDue) await projector.project();
  }
}

/** Of the session itself, or of a write that was put off; undefined when both are done. */
function nextDeadline(session: Session, projector: Projector): number | undefined {
  const deadlines = [session.nextDeadline(), projector.dueAt].filter((one) => one !== undefined);
  return deadlines.length === 0 ? undefined : Math.min(...deadlines);
}

function handleWallet(session: Session, projector: Projector): void {
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
        return session.exchangeToken(command, Date.now());
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
  );

  setHandler(
    messages.notificationReceivedSignal,
    heard(async (command) => {
      if (session.notify(command, Date.now())) await projector.project();
    }),
  );

  setHandler(
    messages.problemNotedSignal,
    heard(async (command) => {
      if (session.isOpen && session.noteProblem(command, Date.now())) await projector.project();
    }),
  );
}

function handleBackOffice(session: Session, projector: Projector): void {
  const supply = async (
    configurationId: string,
    claims: messages.ClaimsReference,
  ): Promise<messages.ClaimsSupplied> => {
    const outcome = session.supplyClaims(configurationId, claims, Date.now());
    if (outcome !== 'unchanged') await projector.project();
    return { outcome };
  };
  const deny = async (configurationId: string | undefined): Promise<void> => {
    session.denyClaims(configurationId, Date.now());
    await projector.project();
  };
  const cancel = async (): Promise<void> => {
    session.cancel(Date.now());
    await projector.project();
  };

  setHandler(
    messages.supplyClaimsUpdate,
    refusable(async (command) => supply(command.configurationId, command.claims)),
  );
  setHandler(
    messages.denyClaimsUpdate,
    refusable(async (command) => deny(command.configurationId)),
  );
  setHandler(messages.cancelUpdate, refusable(cancel));
  setHandler(
    messages.renewOfferUpdate,
    refusable(async (command) => {
      session.renewOffer(command, Date.now());
      await projector.project();
    }),
  );

  setHandler(messages.claimsSuppliedSignal, (signal) =>
    noted(session, projector, 'claimsSupplied', async () => {
      const { sessionId, issuer, configurationVersion } = session.start;
      const configurationId = signal.configuration_id;
      session.checkOffered(configurationId);
      const { digest } = await admitClaims({
        sessionId,
        issuer,
        configurationVersion,
        configurationId,
        reference: signal.reference,
      });
      await supply(configurationId, { reference: signal.reference, digest });
    }),
  );
  setHandler(messages.claimsDeniedSignal, (signal) =>
    noted(session, projector, 'claimsDenied', () => deny(signal?.configuration_id)),
  );
  setHandler(messages.cancelSessionSignal, heard(cancel));
}

/** A signal's sender waits for no answer, so a refusal becomes a problem the operator sees. */
async function noted(
  session: Session,
  projector: Projector,
  endpoint: string,
  act: () => Promise<void>,
): Promise<void> {
  try {
    await act();
  } catch (error) {
    const refusal = fromFailure(error);
    log.warn('A signal was refused', { signal: endpoint, reason: refusal?.reason ?? 'server_error' });
    session.noteProblem({ reason: refusal?.reason ?? 'server_error', endpoint }, Date.now());
    await projector.project();
  }
}

async function answer(
  session: Session,
  projector: Projector,
  decide: () => NextStep,
): Promise<messages.CredentialOutcome> {
  let step = decide();
  while (step.kind === 'wait') {
    const { issuance } = step;
    await condition(() => !issuance.isSigning);
    step = decide();
  }
  const { requestId } = step.issuance;
  if (step.kind === 'sign') {
    await sign(session, projector, step);
    return { kind: 'issued', requestId };
  }
  await projector.project();
  if (step.kind === 'redeliver') return { kind: 'issued', requestId };
  return { kind: 'deferred', requestId, interval: session.start.policy.deferredInterval };
}

async function sign(session: Session, projector: Projector, step: Extract<NextStep, { kind: 'sign' }>): Promise<void> {
  const { sessionId, issuer, configurationVersion, subjectDigest } = session.start;
  const delivery = session.deliver(step.deliverable, step.issuance, Date.now());
  // Whatever else is to be destroyed waits for the next plain write.
  const projection = { ...projector.next(), forget: [] };
  try {
    await issueCredentials({
      sessionId,
      issuer,
      configurationVersion,
      configurationId: step.deliverable.configurationId,
      requestId: step.issuance.requestId,
      claimsReference: step.dataset.reference,
      redeliverUntil: step.issuance.redeliverUntil ?? Date.now(),
      projection,
      ...(subjectDigest === undefined ? {} : { subjectDigest }),
    });
    projector.done(projection);
    delivery.settle();
  } catch (error) {
    delivery.rollBack();
    projector.abandon(step.issuance.requestId);
    await projector.project();
    throw fromFailure(error) ?? refuse('temporarily_unavailable', {}, error);
  }
}
