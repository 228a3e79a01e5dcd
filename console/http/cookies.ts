/** The console's two cookies: one for who is logged in, one that ties a login form to the browser it was given to. */
import type { CookieOptions, Request, Response } from 'express';
import { BASE } from '../addresses.js';

export type CookieJar = {
  readonly read: (request: Request, name: CookieName) => string | undefined;
  readonly set: (response: Response, name: CookieName, value: string, seconds: number) => void;
  readonly clear: (response: Response, name: CookieName) => void;
};
type CookieName = 'vouchsafe_console' | 'vouchsafe_login';

export function createCookieJar(isSecure: boolean): CookieJar {
  const options: CookieOptions = { httpOnly: true, sameSite: 'strict', secure: isSecure, path: BASE };
  const wireName = (name: CookieName): string => (isSecure ? `__Secure-${name}` : name);
  return {
    read: (request, name) => findCookie(request.headers.cookie ?? '', wireName(name)),
    set: (response, name, value, seconds) =>
      void response.cookie(wireName(name), value, { ...options, maxAge: seconds * 1000 }),
    clear: (response, name) => void response.clearCookie(wireName(name), options),
  };
}

function findCookie(header: string, name: string): string | undefined {
  const pair = header.split(';').find((one) => one.trim().startsWith(`${name}=`));
  return pair?.slice(pair.indexOf('=') + 1).trim();
}
