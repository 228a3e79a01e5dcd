/** The OpenID providers that persons log in at, as each configuration names them. */

import { dirname } from 'node:path';
import type { ProviderClientAuth } from '../../adapters/openid-provider/create-openid-provider.js';
import { createOpenidProvider } from '../../adapters/openid-provider/create-openid-provider.js';
import { asFetch } from '../../adapters/outbound/as-fetch.js';
import type { Config } from '../../platform/config.js';
import { ConfigurationError } from '../../platform/config.js';
import { readNamedSecret } from '../../platform/read-named-secret.js';
import type { LoginProvider } from '../../ports/login.js';
import type { SendOutbound } from '../../ports/outbound.js';
import type { IssuerConfiguration } from '../../protocol/metadata/z-issuer-configuration.js';
import type { OpenidLogin } from '../../protocol/metadata/z-login-configuration.js';

const SECOND = 1000;
/** Bytes; a discovery document or a key set has a few thousand. */
const PROVIDER_ANSWER_LIMIT = 512 * 1024;

/** What calls the provider is handed in, so that there is one way out for all calls to addresses others name. */
export function createLoginProvider(
  config: Config,
  { id, login }: IssuerConfiguration,
  send: SendOutbound,
): LoginProvider | undefined {
  if (login?.kind !== 'openid') return undefined;
  const fault = (message: string): never => {
    throw new ConfigurationError(`${config.VOUCHSAFE_CONFIG} is not usable:\n✖ issuer ${id}, login: ${message}`);
  };
  if (config.isProduction && login.issuer.startsWith('http:')) fault('the provider must be https in production');
  try {
    const clientAuth = readClientAuth(login.client_auth, dirname(config.VOUCHSAFE_CONFIG));
    const { issuer, client_id: clientId, scopes, acr_values: acrValues, prompt, userinfo, timeout } = login;
    const wishes = { ...(acrValues === undefined ? {} : { acrValues }), ...(prompt === undefined ? {} : { prompt }) };
    const settings = { issuer, clientId, clientAuth, scopes, userinfo, timeout, ...wishes };
    const limits = { timeoutMs: timeout * SECOND, maxBytes: PROVIDER_ANSWER_LIMIT };
    return createOpenidProvider(settings, { fetch: asFetch(send, limits), now: Date.now });
  } catch (error) {
    return fault((error as Error).message);
  }
}

/**
 * Of a configuration that sessions still have: its secret may be gone by now, which is trouble for logins that were to use
 * it, and for nothing else of those sessions.
 */
export function createKeptLoginProvider(
  config: Config,
  configuration: IssuerConfiguration,
  send: SendOutbound,
): LoginProvider | undefined {
  if (configuration.login?.kind !== 'openid') return undefined;
  const unavailable = { kind: 'unavailable', why: 'an earlier configuration names a secret that is gone' } as const;
  let made: LoginProvider | undefined;
  const use = async <T>(act: (provider: LoginProvider) => Promise<T>): Promise<T | typeof unavailable> => {
    try {
      made ??= createLoginProvider(config, configuration, send);
    } catch {
      // Looked for again with the next login: it may be back then.
    }
    return made === undefined ? unavailable : act(made);
  };
  return {
    begin: (attempt) => use((provider) => provider.begin(attempt)),
    finish: (attempt, query) => use((provider) => provider.finish(attempt, query)),
  };
}

function readClientAuth(auth: OpenidLogin['client_auth'], folder: string): ProviderClientAuth {
  switch (auth.method) {
    case 'none':
      return { method: 'none' };
    case 'private_key_jwt': {
      const { method, alg, kid } = auth;
      return {
        method,
        alg,
        pem: readNamedSecret(auth.key, folder, process.env),
        ...(kid === undefined ? {} : { kid }),
      };
    }
    default:
      return { method: auth.method, secret: readNamedSecret(auth.secret, folder, process.env) };
  }
}
