/** Ties the page's form to the browser it was shown in (AZ-26): a cookie, and its keyed digest in the form. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { WalletContext } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';

const COOKIE = 'vouchsafe-authorize';

/** The form token for one request; the cookie is kept over several tabs. */
export function giveFormToken(
  deps: WalletDependencies,
  context: WalletContext,
  request: Request,
  response: Response,
  id: string,
): string {
  const browser = readCookie(request) ?? randomBytes(32).toString('base64url');
  const url = new URL(context.url('/authorize'));
  response.append(
    'Set-Cookie',
    // Lax and not Strict: the page is opened from another application, and its cookie must reach the next page too.
    `${COOKIE}=${browser}; Path=${url.pathname}; HttpOnly; SameSite=Lax${url.protocol === 'https:' ? '; Secure' : ''}`,
  );
  return tokenOf(deps, browser, id);
}

export function checkFormToken(deps: WalletDependencies, request: Request, id: string, given: string): void {
  const browser = readCookie(request);
  if (browser === undefined)
    throw refuse('authorization_form_forged', { reason: 'The cookie of the page is missing.' });
  const expected = Buffer.from(tokenOf(deps, browser, id));
  const provided = Buffer.from(given);
  if (expected.length !== provided.length || !timingSafeEqual(expected, provided))
    throw refuse('authorization_form_forged', { reason: 'The form token is not that of this browser and request.' });
}

function tokenOf(deps: WalletDependencies, browser: string, id: string): string {
  return deps.handles.keyedDigest('authorization-form', browser, id);
}

function readCookie(request: Request): string | undefined {
  return new RegExp(`(?:^|;\\s*)${COOKIE}=([A-Za-z0-9_-]{43})(?:;|$)`).exec(request.headers.cookie ?? '')?.[1];
}
