/** Who is logged in, kept in a signed cookie. The key that was given at login is in neither cookie nor memory. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export const OPERATOR_SESSION_SECONDS = 12 * 3600;
const MOST_ENDED = 10_000;

/** `login` says who logged in and with which secret; what they may do is asked at every request. */
export type OperatorSession = { readonly id: string; readonly expiresAt: number; readonly login: string };

export type OperatorSessions = {
  /** The cookie's value for a new login. */
  readonly begin: (login: string) => string;
  /** Undefined when forged, expired or logged out. */
  readonly read: (cookie: string | undefined) => OperatorSession | undefined;
  readonly end: (session: OperatorSession) => void;
  /** The token every form of this session carries. */
  readonly formToken: (id: string) => string;
  readonly isFormToken: (id: string, token: unknown) => boolean;
};

export function createOperatorSessions(secret: Uint8Array, now: () => Date): OperatorSessions {
  const ended = new Map<string, number>();
  const sign = (purpose: string, text: string): string =>
    createHmac('sha256', secret).update(`console ${purpose} ${text}`).digest('base64url');
  const formToken = (id: string): string => sign('form', id);
  return {
    begin: (login) => {
      const expiry = now().getTime() + OPERATOR_SESSION_SECONDS * 1000;
      const claim = `${randomBytes(16).toString('base64url')}.${expiry}.${Buffer.from(login).toString('base64url')}`;
      return `${claim}.${sign('session', claim)}`;
    },
    read: (cookie) => {
      const [id, expiry, login, mac, ...rest] = (cookie ?? '').split('.');
      if (id === undefined || login === undefined || mac === undefined || rest.length > 0) return undefined;
      if (!isSame(mac, sign('session', `${id}.${expiry}.${login}`))) return undefined;
      const expiresAt = Number(expiry);
      if (!(expiresAt > now().getTime()) || ended.has(id)) return undefined;
      return { id, expiresAt, login: Buffer.from(login, 'base64url').toString('utf8') };
    },
    end: ({ id, expiresAt }) => {
      for (const [old, until] of ended) if (until <= now().getTime() || ended.size >= MOST_ENDED) ended.delete(old);
      ended.set(id, expiresAt);
    },
    formToken,
    isFormToken: (id, token) => typeof token === 'string' && isSame(token, formToken(id)),
  };
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
