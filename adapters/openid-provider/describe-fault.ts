/** What openid-client throws, as an outcome. Its errors hold tokens and claims; nothing of them but names gets past here. */
import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import type { LoginFault } from '../../ports/login.js';

/** OpenID Connect Core section 3.1.2.6: the provider's own trouble, as it calls it itself. */
const passing = ['temporarily_unavailable'];
const unanswered = ['OAUTH_TIMEOUT', 'OAUTH_ABORT'];

/** @throws what is our own mistake and no fault of the provider */
export function describeFault(error: unknown): LoginFault {
  if (error instanceof AuthorizationResponseError) return ofCode(error.error);
  if (error instanceof ResponseBodyError)
    return error.status >= 500 ? { kind: 'unavailable', why: `HTTP ${error.status}` } : ofCode(error.error);
  if (error instanceof WWWAuthenticateChallengeError) return { kind: 'refused', error: `HTTP ${error.status}` };
  const code = (error as { code?: unknown } | null)?.code;
  if (error instanceof TypeError && typeof code === 'string' && code.startsWith('ERR_INVALID_ARG')) throw error;
  // Building an address fails with the error of the library below, which has the same codes.
  const isJudged = error instanceof ClientError || (error instanceof Error && String(code).startsWith('OAUTH_'));
  if (!isJudged) return { kind: 'unavailable', why: nameOf(error) };
  if (unanswered.includes(code as string)) return { kind: 'unavailable', why: error.message };
  const { cause } = error;
  if (cause instanceof Response)
    return cause.status >= 500
      ? { kind: 'unavailable', why: `HTTP ${cause.status}` }
      : { kind: 'invalid', why: `${error.message}: HTTP ${cause.status}` };
  // Without a code it is whatever fetch threw.
  if (code === undefined) return { kind: 'unavailable', why: nameOf(cause) };
  return { kind: 'invalid', why: [error.message, messageOf(cause)].filter(Boolean).join(': ') };
}

function ofCode(code: string): LoginFault {
  if (code === 'access_denied') return { kind: 'denied' };
  const shown = /^[\x21\x23-\x5B\x5D-\x7E]{1,60}$/.test(code) ? code : 'an error code that is none';
  return passing.includes(code) ? { kind: 'unavailable', why: shown } : { kind: 'refused', error: shown };
}

/** The library's sentences are fixed texts with names of claims and members in them. */
function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message.slice(0, 200) : '';
}

/** An error of the network names an address and a port at most. */
function nameOf(error: unknown): string {
  const inner = (error as { cause?: { code?: unknown } } | null)?.cause?.code;
  if (typeof inner === 'string') return inner;
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : String(name ?? 'no answer');
}
