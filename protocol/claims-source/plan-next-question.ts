/** When a back office that said "not yet" is asked again. */

/** Each question stands in history with about a dozen events; a session that asks for ever would outgrow it. */
const MOST_QUESTIONS = 200;
/** From here on the questions that are left are spread over the time that is left. */
const SPREAD_FROM = 40;
const SECOND = 1000;

/**
 * Milliseconds to wait; undefined when it is given up. Never sooner than the back office said.
 *
 * @param asked how many questions there were; `left`: milliseconds until it is given up; the rest in seconds
 */
export function planNextQuestion(question: {
  readonly asked: number;
  readonly left: number;
  readonly retryAfter?: number;
  readonly retryInterval: number;
  readonly maxRetryInterval: number;
}): number | undefined {
  const { asked, left, retryAfter = 0, retryInterval, maxRetryInterval } = question;
  if (asked >= MOST_QUESTIONS) return undefined;
  const backOff = Math.min(retryInterval * 2 ** Math.min(asked - 1, 30), maxRetryInterval) * SECOND;
  const spread = asked < SPREAD_FROM ? 0 : Math.ceil(left / (MOST_QUESTIONS - asked + 1));
  // A back office that names a time is believed, also where it is sooner than our own patience.
  const wait = Math.max(retryAfter > 0 ? retryAfter * SECOND : backOff, spread);
  return wait < left ? wait : undefined;
}
