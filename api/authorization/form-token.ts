/** Ties the page's form to the browser it was shown in (AZ-26): a cookie, and its keyed digest in the form. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { WalletContext } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';

const COOKIE = 'vouchsafe-authorize';
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** The form token for one request; the cookie is kept over several tabs. */
export function giveFormToken(
  deps: WalletDependencies,
  context: WalletContext,
  request: Request,
  response: Response,
  id: string,
): string {
  return tokenOf(deps, giveBrowser(context, request, response), id);
}

/** The secret of this browser, given to it now if it has none. */
export function giveBrowser(context: WalletContext, request: Request, response: Response): string {
  const browser = readBrowser(context, request) ?? randomBytes(32).toString('base64url');
  const { name, attributes } = cookieOf(context);
  response.append('Set-Cookie', `${name}=${browser}; ${attributes}`);
  return browser;
}

export function checkFormToken(
  deps: WalletDependencies,
  context: WalletContext,
  request: Request,
  id: string,
  given: string,
): void {
  const browser = readBrowser(context, request);
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

/** The secret of the browser that sends this request, or nothing. */
export function readBrowser(context: WalletContext, request: Request): string | undefined {
  const start = `${cookieOf(context).name}=`;
  const cookies = (request.headers.cookie ?? '').split(';').map((one) => one.trim());
  const value = cookies.find((one) => one.startsWith(start))?.slice(start.length);
  return value !== undefined && SECRET.test(value) ? value : undefined;
}

/**
 * One cookie for each issuer. Over TLS its prefix keeps other hosts of the domain from planting one, which would let
 * somebody log a person in under a foreign account; the prefix allows no path, so there the name tells issuers apart.
 */
function cookieOf(context: WalletContext): { readonly name: string; readonly attributes: string } {
  const url = new URL(context.url('/authorize'));
  // Lax and not Strict: the page is opened from another application, and its cookie must reach the next page too.
  const always = 'HttpOnly; SameSite=Lax';
  return url.protocol === 'https:'
    ? { name: `__Host-${COOKIE}-${context.issuer.id}`, attributes: `Path=/; Secure; ${always}` }
    : { name: COOKIE, attributes: `Path=${url.pathname}; ${always}` };
}
