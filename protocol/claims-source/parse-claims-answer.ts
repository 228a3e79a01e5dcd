/** What a back office that was asked for claims has said. Nothing of its words is repeated: they may be claims. */

export type ClaimsAnswer =
  | { readonly kind: 'claims'; readonly claims: unknown }
  /** Not yet; `retryAfter` in seconds. */
  | { readonly kind: 'pending'; readonly retryAfter?: number }
  /** Never. `word`: a code of the back office's own, where it is one. */
  | { readonly kind: 'denied'; readonly word?: string }
  /** Trouble that passes: the same question again. */
  | { readonly kind: 'trouble'; readonly retryAfter?: number }
  /** It will not have the question, however often it is asked. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'invalid'; readonly why: string };

/** 401 is among them: while keys rotate, the two sides disagree for a moment. */
const PASSING = [401, 408, 425, 429];
const LONGEST = 90 * 86_400;

/** @param now for a `Retry-After` that is a date */
export function parseClaimsAnswer(
  answer: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array },
  now: Date,
): ClaimsAnswer {
  const { status } = answer;
  const later = parseRetryAfter(answer.headers['retry-after'], now);
  if (status === 200) return parseClaims(answer.body);
  if (status === 202 || status === 204) return { kind: 'pending', ...later };
  if (status === 403 || status === 404) return parseDenial(answer.body);
  if (PASSING.includes(status) || status >= 500) return { kind: 'trouble', ...later };
  if (status >= 400) return { kind: 'refused' };
  return { kind: 'invalid', why: 'its status is none that is known here' };
}

function parseClaims(body: Uint8Array): ClaimsAnswer {
  const value = parseObject(body);
  if (value === undefined) return { kind: 'invalid', why: 'it is no JSON object' };
  if (!Object.hasOwn(value, 'claims')) return { kind: 'invalid', why: 'it has no member claims' };
  return { kind: 'claims', claims: value['claims'] };
}

/** A path that is wrong is answered 404 by every server; so the denial has to be said. */
function parseDenial(body: Uint8Array): ClaimsAnswer {
  const value = parseObject(body);
  if (value?.['denied'] !== true) return { kind: 'refused' };
  const { reason } = value;
  // A code, and no sentence: sentences are about people.
  const isWord = typeof reason === 'string' && /^[A-Za-z0-9_.-]{1,64}$/.test(reason);
  return { kind: 'denied', ...(isWord ? { word: reason } : {}) };
}

function parseObject(body: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** RFC 9110 section 10.2.3: seconds, or a date. */
function parseRetryAfter(value: string | undefined, now: Date): { retryAfter?: number } {
  if (value === undefined) return {};
  const isSeconds = /^\d{1,9}$/.test(value.trim());
  const seconds = isSeconds ? Number(value) : Math.ceil((Date.parse(value) - now.getTime()) / 1000);
  return Number.isFinite(seconds) ? { retryAfter: Math.min(Math.max(seconds, 0), LONGEST) } : {};
}
