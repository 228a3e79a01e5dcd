/** Logins by openid-client: discovery, authorization request, code exchange, userinfo. */
import { createPrivateKey } from 'node:crypto';
import { importPKCS8 } from 'jose';
import * as openid from 'openid-client';
import type { LoginOutcome, LoginProvider, ProvidedClaims } from '../../ports/login.js';
import { describeFault } from './describe-fault.js';

export type ProviderClientAuth =
  | { readonly method: 'client_secret_basic' | 'client_secret_post'; readonly secret: string }
  | { readonly method: 'private_key_jwt'; readonly pem: string; readonly alg: string; readonly kid?: string }
  | { readonly method: 'none' };

export type ProviderSettings = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientAuth: ProviderClientAuth;
  readonly scopes: readonly string[];
  readonly acrValues?: readonly string[];
  readonly prompt?: string;
  readonly userinfo: boolean;
  /** Seconds, for each answer. */
  readonly timeout: number;
};

/** A provider that moves an endpoint is followed within this. */
const DISCOVERY_KEPT = 3_600_000;
/** A provider that is down is not asked by everybody who comes meanwhile. */
const FAILURE_KEPT = 2000;

/**
 * @param outside.fetch all that ever calls the provider: hand in one that is guarded
 * @param outside.now milliseconds since 1970, for how long the discovery is kept
 * @throws Error for a private key that cannot be read
 */
export function createOpenidProvider(
  settings: ProviderSettings,
  outside: { readonly fetch: openid.CustomFetch; readonly now: () => number },
): LoginProvider {
  // Read now, so that a bad key is met at the start and not by the first person.
  if (settings.clientAuth.method === 'private_key_jwt') createPrivateKey(settings.clientAuth.pem);
  const discovered = keepFor(outside.now, () => discover(settings, outside.fetch));
  return {
    begin: (attempt) =>
      judged(async () => {
        const url = openid.buildAuthorizationUrl(await discovered(), {
          redirect_uri: attempt.redirectUri,
          scope: settings.scopes.join(' '),
          state: attempt.state,
          nonce: attempt.nonce,
          code_challenge: await openid.calculatePKCECodeChallenge(attempt.verifier),
          code_challenge_method: 'S256',
          ...(settings.acrValues === undefined ? {} : { acr_values: settings.acrValues.join(' ') }),
          ...(settings.prompt === undefined ? {} : { prompt: settings.prompt }),
        });
        return isWebAddress(url, settings.issuer)
          ? { kind: 'done', value: url.href }
          : { kind: 'invalid', why: 'the authorization_endpoint of the discovery is no https address' };
      }),
    finish: ({ redirectUri, state, nonce, verifier }, query) =>
      judged(async () => {
        const configuration = await discovered();
        const checks = {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        };
        const tokens = await openid.authorizationCodeGrant(configuration, new URL(`${redirectUri}?${query}`), checks);
        const idToken = tokens.claims();
        if (idToken === undefined) return { kind: 'invalid', why: 'there is no ID token' };
        const more = settings.userinfo
          ? await openid.fetchUserInfo(configuration, tokens.access_token, idToken.sub)
          : {};
        return { kind: 'done', value: { ...more, ...idToken } as ProvidedClaims };
      }),
  };
}

async function discover(settings: ProviderSettings, fetch: openid.CustomFetch): Promise<openid.Configuration> {
  const { method } = settings.clientAuth;
  const metadata = { token_endpoint_auth_method: method };
  return openid.discovery(new URL(settings.issuer), settings.clientId, metadata, await authOf(settings.clientAuth), {
    [openid.customFetch]: fetch,
    timeout: settings.timeout,
    execute: [
      // The ID token comes straight from the provider; its signature is checked all the same.
      openid.enableNonRepudiationChecks,
      ...(settings.issuer.startsWith('http:') ? [openid.allowInsecureRequests] : []),
    ],
  });
}

async function authOf(auth: ProviderClientAuth): Promise<openid.ClientAuth> {
  switch (auth.method) {
    case 'client_secret_basic':
      return openid.ClientSecretBasic(auth.secret);
    case 'client_secret_post':
      return openid.ClientSecretPost(auth.secret);
    case 'private_key_jwt': {
      // Whatever form the file has, as PKCS #8.
      const pem = createPrivateKey(auth.pem).export({ format: 'pem', type: 'pkcs8' }) as string;
      const key = await importPKCS8(pem, auth.alg);
      return openid.PrivateKeyJwt(auth.kid === undefined ? key : { key, kid: auth.kid });
    }
    case 'none':
      return openid.None();
  }
}

/** The person's browser is sent there: `javascript:` and the like are not followed on a provider's word. */
function isWebAddress(url: URL, issuer: string): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && issuer.startsWith('http:'));
}

async function judged<T>(act: () => Promise<LoginOutcome<T>>): Promise<LoginOutcome<T>> {
  try {
    return await act();
  } catch (error) {
    return describeFault(error);
  }
}

/** One value, made when it is first wanted; everybody who comes meanwhile waits for the same one. */
function keepFor<T>(now: () => number, make: () => Promise<T>): () => Promise<T> {
  let kept: { readonly value: Promise<T>; until: number } | undefined;
  return () => {
    if (kept !== undefined && now() < kept.until) return kept.value;
    const made = { value: make(), until: now() + DISCOVERY_KEPT };
    kept = made;
    made.value.catch(() => {
      made.until = now() + FAILURE_KEPT;
    });
    return made.value;
  };
}
