/** Access tokens of an OpenID Connect provider, verified with the keys that its discovery document names. */
import type { JWTVerifyGetKey } from 'jose';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { VerifyAccessToken } from '../../ports/access-tokens.js';

export type OidcProvider = {
  readonly issuer: string;
  readonly audience: string;
  /** Where the roles stand; dots lead into objects (`realm_access.roles`). */
  readonly rolesClaim: string;
};

/** Asymmetric only: a shared secret or `none` is nobody's signature. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'];
const TYPES = ['jwt', 'at+jwt', 'application/at+jwt'];
const TIMEOUT = 5000;
const CLOCK_TOLERANCE_SECONDS = 30;

export function createAccessTokenVerifier(provider: OidcProvider): VerifyAccessToken {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const loadKeys = (): Promise<JWTVerifyGetKey> => {
    keys ??= discoverKeys(provider.issuer);
    // What could not be had is asked for again by the next request.
    keys.catch(() => {
      keys = undefined;
    });
    return keys;
  };
  return async (token) => {
    let keySet: JWTVerifyGetKey;
    try {
      keySet = await loadKeys();
    } catch (error) {
      return { unavailable: error };
    }
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keySet, {
        issuer: provider.issuer,
        audience: provider.audience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['sub', 'exp'],
      });
      const { typ } = protectedHeader;
      if (typ !== undefined && !TYPES.includes(typ.toLowerCase()))
        return { invalid: 'typ is not that of an access token' };
      return { subject: payload.sub as string, roles: rolesIn(payload, provider.rolesClaim) };
    } catch (error) {
      return isAboutToken(error) ? { invalid: explain(error) } : { unavailable: error };
    }
  };
}

/** OpenID Connect Discovery 1.0 section 4: the document must name the issuer it was asked for. */
async function discoverKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT), redirect: 'error' });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  const { issuer: named, jwks_uri: jwksUri } = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (named !== issuer) throw new Error(`${address} names another issuer than VOUCHSAFE_OIDC_ISSUER`);
  if (typeof jwksUri !== 'string' || !URL.canParse(jwksUri)) throw new Error(`${address} names no jwks_uri`);
  if (new URL(jwksUri).protocol !== new URL(issuer).protocol)
    throw new Error(`jwks_uri of ${address} has another scheme`);
  return createRemoteJWKSet(new URL(jwksUri), { timeoutDuration: TIMEOUT, cooldownDuration: 10_000 });
}

/** The library's other errors are about the provider: a time-out, an answer that is no key set. */
function isAboutToken(error: unknown): error is Error {
  return (
    error instanceof errors.JWTExpired ||
    error instanceof errors.JWTClaimValidationFailed ||
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys
  );
}

function explain(error: Error): string {
  if (error instanceof errors.JWTExpired) return 'it has expired';
  if (error instanceof errors.JWTClaimValidationFailed) return `the claim ${error.claim} is missing or wrong`;
  if (error instanceof errors.JOSEAlgNotAllowed) return 'its algorithm is not allowed';
  if (error instanceof errors.JWKSNoMatchingKey) return 'its key is none of the provider';
  return 'it is not a JWT of the provider';
}

function rolesIn(payload: Readonly<Record<string, unknown>>, path: string): string[] {
  const found = Object.hasOwn(payload, path)
    ? payload[path]
    : path.split('.').reduce<unknown>((at, name) => memberOf(at, name), payload);
  // `scope` is one string of words, everything else a list.
  const words = typeof found === 'string' ? found.split(' ') : Array.isArray(found) ? found : [];
  return words.filter((one): one is string => typeof one === 'string' && one !== '');
}

function memberOf(value: unknown, name: string): unknown {
  return value !== null && typeof value === 'object' && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
