/** Messages of a back office: through the API as updates, or from inside Temporal as signals. */
import { log, proxyLocalActivities, setHandler } from '@temporalio/workflow';
import type { Activities } from '../../activities/types.js';
import { sharedReference } from '../../protocol/shared-reference.js';
import * as messages from '../contract/messages.js';
import { fromFailure } from '../contract/refusals.js';
import { inRequestPath } from './activity-options.js';
import { heard, refusable } from './handlers.js';
import type { Projector } from './projector.js';
import type { Session } from './session.js';

const { admitClaims } = proxyLocalActivities<Activities>(inRequestPath);

export function handleBackOffice(session: Session, projector: Projector): void {
  const supply = async (command: messages.SupplyClaims): Promise<messages.ClaimsSupplied> => {
    const outcomes = session.supplyClaims(command, Date.now());
    if (Object.values(outcomes).some((one) => one !== 'unchanged')) await projector.project();
    return { outcomes: session.toldAgain(command, outcomes) };
  };
  const deny = async ({ configurationId, expected }: messages.DenyClaims): Promise<void> => {
    session.denyClaims(configurationId, Date.now(), expected);
    await projector.project();
  };
  const cancel = async (): Promise<void> => {
    session.cancel(Date.now());
    await projector.project();
  };

  setHandler(messages.supplyClaimsUpdate, refusable(supply));
  setHandler(
    messages.releaseClaimsUpdate,
    refusable(async (command) => {
      const released = session.releaseClaims(command, Date.now());
      if (released.length > 0) await projector.project();
      return { released };
    }),
  );
  setHandler(messages.denyClaimsUpdate, refusable(deny));
  setHandler(messages.cancelUpdate, refusable(cancel));
  setHandler(
    messages.renewOfferUpdate,
    refusable(async (command) => {
      session.renewOffer(command, Date.now());
      await projector.project();
    }),
  );

  setHandler(messages.claimsSuppliedSignal, (signal) =>
    noted(session, projector, 'claimsSupplied', async () =>
      supply({ datasets: await admit(session, projector, signal) }),
    ),
  );
  setHandler(messages.claimsDeniedSignal, (signal) =>
    noted(session, projector, 'claimsDenied', () => {
      const configurationId = signal?.configuration_id;
      return deny(configurationId === undefined ? {} : { configurationId });
    }),
  );
  setHandler(messages.cancelSessionSignal, heard(cancel));
}

/** What was stored for the named configuration, and with it for each that shares its dataset. */
async function admit(
  session: Session,
  projector: Projector,
  signal: messages.ClaimsSuppliedSignal,
): Promise<messages.SuppliedDataset[]> {
  const { sessionId, issuer, configurationVersion } = session.start;
  const named = signal.configuration_id;
  const admitted = session.suppliedWith(named).map(async (configurationId) => {
    const isShared = configurationId !== named;
    const reference = isShared ? sharedReference(signal.reference, configurationId) : signal.reference;
    const place = { sessionId, issuer, configurationVersion, configurationId };
    const { digest } = await projector.inTurn(() => admitClaims({ ...place, reference }));
    return { configurationId, claims: { reference, digest }, ...(isShared ? { isShared } : {}) };
  });
  return Promise.all(admitted);
}

/** A signal's sender waits for no answer, so a refusal becomes a problem the operator sees. */
async function noted(
  session: Session,
  projector: Projector,
  endpoint: string,
  act: () => Promise<unknown>,
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
