/** A refusal of a line, as the answer to a single request would have told it. */
import { asRefusal } from '../http/answer-errors.js';

/** Evidence names places and rules, never values of claims. */
export function buildFault(error: unknown): { readonly error: string; readonly [member: string]: unknown } {
  const refused = asRefusal(error);
  const { code, sentence, help, family } = refused.refusal;
  const { reason, ...evidence } = refused.evidence;
  return {
    error: code,
    error_description: sentence,
    reason: refused.reason,
    help,
    ...(family !== 'back_office' || reason === undefined ? {} : { detail: reason }),
    ...(family !== 'back_office' ? {} : evidence),
  };
}
