/** Names by which a question and its answer are known, on both sides and over every retry. */
import { createHash } from 'node:crypto';
import type { PullClaims } from '../types.js';

/** `requestId`: of the whole pull, however often it is asked in it; `questionId`: of one question. Header-safe. */
export function nameQuestion(input: Pick<PullClaims, 'sessionId' | 'configurationId' | 'run' | 'question'>): {
  readonly requestId: string;
  readonly questionId: string;
} {
  const named = JSON.stringify([input.sessionId, input.configurationId, input.run]);
  const requestId = `pull_${createHash('sha256').update(named).digest('base64url').slice(0, 22)}`;
  return { requestId, questionId: `${requestId}.${input.question}` };
}
