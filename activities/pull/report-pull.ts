/** What an operator is told of questions to a back office. */
import type { Reason } from '../../protocol/errors/catalogue.js';
import { catalogue } from '../../protocol/errors/catalogue.js';
import type { ActivityDependencies } from '../dependencies.js';
import type { PullClaims } from '../types.js';
import { nameQuestion } from './name-question.js';

/**
 * Of questions and attempts the 1st, 2nd, 4th, 8th … are told: a back office may be away for days. A report that cannot
 * be stored is left out; what it would have told of goes on.
 */
export function createPullReports(
  deps: Pick<ActivityDependencies, 'storePullReport' | 'now'>,
  input: PullClaims,
  attempt: number,
) {
  const { sessionId, issuer, configurationId } = input;
  const isTold = isPowerOfTwo(attempt) && isPowerOfTwo(input.question);
  const common = {
    credential_configuration_id: configurationId,
    pull_request_id: nameQuestion(input).requestId,
    question: input.question,
    attempt,
  };
  const store = async (line: Omit<Parameters<typeof deps.storePullReport>[0], 'sessionId' | 'issuer' | 'at'>) => {
    await deps.storePullReport({ sessionId, issuer, at: deps.now().getTime(), ...line }).catch(() => undefined);
  };
  return {
    told: async (message: string, data: object): Promise<void> => {
      if (isTold) await store({ level: 'info', message, data: { ...common, ...data } });
    },
    failed: async (reason: Reason, data: object): Promise<void> => {
      const { sentence, help, specRef, retryable } = catalogue()[reason];
      if (retryable && !isTold) return;
      await store({
        level: retryable ? 'warn' : 'error',
        message: sentence,
        data: { reason, help, spec_ref: specRef, ...common, ...data },
        problem: { reason, retryable },
      });
    },
  };
}

function isPowerOfTwo(count: number): boolean {
  return (count & (count - 1)) === 0;
}
