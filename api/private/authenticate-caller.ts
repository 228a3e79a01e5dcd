/** Who presents a key or a token. The private API and the console's login ask here alike. */
import type { VerifyAccessToken } from '../../ports/access-tokens.js';
import type { ApiKey } from '../../ports/api-keys.js';
import type { Caller } from '../../ports/caller.js';
import type { Reason } from '../../protocol/errors/catalogue.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { Roles } from './access-token-roles.js';
import { callerOfToken } from './access-token-roles.js';
import type { ApiKeyCache } from './api-key-cache.js';
import { apiKeyIdIn, findSecret, isAlive, nameSecret } from './api-key-format.js';
import type { FailedLogins } from './failed-logins.js';
import { isSameKey } from './require-api-key.js';

export type CallerDependencies = {
  /** Opens everything; how the first API key is made. */
  readonly adminKey: string;
  readonly keys: ApiKeyCache;
  /** Absent: only keys. */
  readonly oidc?: { readonly verify: VerifyAccessToken; readonly roles: Roles } | undefined;
  readonly failedLogins: FailedLogins;
  readonly now: () => Date;
};

/** `name` says who showed which secret, for `findCaller`. Absent: what was presented cannot be asked for again. */
export type Login = { readonly caller: Caller; readonly name?: string };

export type CallerAuthentication = {
  /** @throws ProtocolError why what was presented opens nothing */
  readonly authenticate: (presented: string, address: string) => Promise<Caller>;
  /** As `authenticate`, for whoever is to stay logged in. */
  readonly logIn: (presented: string, address: string) => Promise<Login>;
  /** Whoever logged in, as they may act now; undefined when they no longer may, or the secret they showed has ended. */
  readonly findCaller: (login: string) => Promise<Caller | undefined>;
};

const ADMIN: Caller = { id: 'admin-key', scopes: ['admin'] };
const KEY_LOGIN = /^key:([^:]+):([^:]+)$/;
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

export function createCallerAuthentication(deps: CallerDependencies): CallerAuthentication {
  const { adminKey, keys, oidc, failedLogins, now } = deps;

  /** The pause is for guesses: keys with 256 bits and signatures cannot be guessed, so they keep working behind a shared address. */
  async function fail(reason: Reason, address: string, evidence = {}): Promise<never> {
    await failedLogins.check(address);
    await failedLogins.note(address);
    throw refuse(reason, evidence);
  }

  async function byKey(id: string, presented: string, address: string): Promise<Login> {
    const key = await keys.load(id);
    const secret = key === undefined ? undefined : findSecret(key, presented);
    if (key === undefined || secret === undefined) return fail('api_key_wrong', address);
    if (!isAlive(key, secret, now().getTime())) throw refuse('api_key_expired');
    keys.touch(key);
    return { caller: callerOfKey(key), name: `key:${id}:${nameSecret(secret)}` };
  }

  async function byToken(token: string, address: string, { verify, roles }: NonNullable<typeof oidc>): Promise<Login> {
    const verified = await verify(token);
    if ('unavailable' in verified) throw refuse('temporarily_unavailable', {}, verified.unavailable);
    if ('invalid' in verified) return fail('access_token_refused', address, { reason: verified.invalid });
    return { caller: callerOfToken(verified, roles) };
  }

  async function logIn(presented: string, address: string): Promise<Login> {
    const id = apiKeyIdIn(presented);
    if (id !== undefined) return byKey(id, presented, address);
    if (oidc !== undefined && JWT.test(presented)) return byToken(presented, address, oidc);
    // The configured key was thought of by a person.
    await failedLogins.check(address);
    return isSameKey(presented, adminKey) ? { caller: ADMIN, name: ADMIN.id } : fail('api_key_wrong', address);
  }

  return {
    logIn,
    authenticate: async (presented, address) => (await logIn(presented, address)).caller,
    findCaller: async (login) => {
      if (login === ADMIN.id) return ADMIN;
      const [, id, name] = KEY_LOGIN.exec(login) ?? [];
      const key = id === undefined ? undefined : await keys.load(id);
      const secret = key?.secrets.find((one) => nameSecret(one) === name);
      if (key === undefined || secret === undefined) return undefined;
      return isAlive(key, secret, now().getTime()) ? callerOfKey(key) : undefined;
    },
  };
}

function callerOfKey({ id, scopes, issuer }: ApiKey): Caller {
  return { id: `key:${id}`, scopes, ...(issuer === undefined ? {} : { issuer }) };
}
