/**
 * A login under way, kept nowhere: its state is a handle that names the pushed request and the browser, and nonce and PKCE
 * verifier follow from that state and the browser's cookie, so a callback in another browser has neither.
 */

import type { LoginAttempt } from '../../ports/login.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { PendingAuthorization } from '../authorization/pushed-request.js';
import type { Handle } from '../handles/handle-codec.js';
import type { WalletContext } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';

export const CALLBACK = '/authorize/callback';

export function mintAttempt(
  deps: WalletDependencies,
  context: WalletContext,
  pending: PendingAuthorization,
  browser: string,
): LoginAttempt {
  const state = deps.handles.mint('login_state', {
    issuer: context.issuer.id,
    version: context.issuer.version,
    session: context.sessionId ?? '',
    requestId: pending.id,
    clientId: pending.clientId,
    expiresAt: pending.expiresAt,
    browser: deps.handles.digest(browser),
  });
  return attemptOf(deps, context, state, browser);
}

/** Of a state that was minted here for this browser and is still alive. Uses nothing up. */
export function openAttempt(
  deps: WalletDependencies,
  context: WalletContext,
  state: string | null,
  browser: string | undefined,
): { readonly attempt: LoginAttempt; readonly handle: Handle; readonly browser: string } {
  const handle = state === null ? undefined : deps.handles.open('login_state', state);
  if (state === null || handle === undefined || handle.issuer !== context.issuer.id)
    throw refuse('login_state_unknown');
  if (browser === undefined || deps.handles.digest(browser) !== handle.browser)
    throw refuse('login_other_browser', { provided: browser === undefined ? null : 'another cookie' });
  if (context.now().getTime() >= (handle.expiresAt ?? 0)) throw refuse('login_state_expired');
  return { attempt: attemptOf(deps, context, state, browser), handle, browser };
}

function attemptOf(deps: WalletDependencies, context: WalletContext, state: string, browser: string): LoginAttempt {
  return {
    redirectUri: context.url(CALLBACK),
    state,
    nonce: deps.handles.keyedDigest('login-nonce', state, browser),
    verifier: deps.handles.keyedDigest('login-verifier', state, browser),
  };
}
