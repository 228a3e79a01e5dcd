/** A session erased: every collection's step, its history, and what came in between. */
import type { PrivacyDependencies } from './dependencies.js';
import type { PrivacyActivities } from './types.js';

type Erasing = Pick<PrivacyActivities, 'eraseSession' | 'deleteSessionHistory' | 'finishErasure'>;

export function createEraseSession(deps: PrivacyDependencies): Erasing {
  const eraseEverywhere = async (sessionId: string): Promise<void> => {
    for (const { erase } of deps.steps) await erase?.(sessionId);
  };
  return {
    eraseSession: async ({ sessionId, issuer }) => {
      await deps.beginErasure({ sessionId, issuer, requestedAt: deps.now().getTime() });
      await eraseEverywhere(sessionId);
    },
    deleteSessionHistory: async ({ sessionId }) => {
      if (!(await deps.deleteHistory(sessionId))) throw new Error('The history of the session is not gone yet');
    },
    finishErasure: async ({ sessionId, issuer }) => {
      // A signature in the making, or a log batch, may have been written after the first time.
      await eraseEverywhere(sessionId);
      const at = (await deps.loadErasure(sessionId))?.requestedAt ?? deps.now().getTime();
      await deps.announceErasure({ sessionId, issuer, at });
      await deps.finishErasure(sessionId, deps.now().getTime());
    },
  };
}
