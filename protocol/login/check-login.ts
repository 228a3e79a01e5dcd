/** What a login has to be before it counts, beyond being genuine. */
import { refuse } from '../errors/protocol-error.js';
import type { OpenidLogin } from '../metadata/z-login-configuration.js';

const LONGEST_SUBJECT = 500;

/** Verified claims of one person, as their provider gave them. */
export type LoginClaims = Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string };

/**
 * The name a person has with us and with the back office: never two people's, and the same at every login.
 *
 * @throws ProtocolError when the claim that is to name the person is not there
 */
export function subjectOf(login: Pick<OpenidLogin, 'subject_claim'>, claims: LoginClaims): string {
  // A URL has no space, so nobody's sub can be written to read as another provider's.
  if (login.subject_claim === undefined) return `${claims.iss} ${claims.sub}`;
  const value = Object.hasOwn(claims, login.subject_claim) ? claims[login.subject_claim] : undefined;
  if (typeof value !== 'string' || value.trim() === '' || value.length > LONGEST_SUBJECT)
    throw refuse('login_subject_missing', { expected: login.subject_claim, provided: typeof value });
  return value;
}

/** OpenID Connect Core section 3.1.2.1: `acr_values` is a wish, so what came of it has to be looked at. */
export function checkStrength(login: Pick<OpenidLogin, 'acr_values'>, claims: LoginClaims): void {
  const { acr } = claims;
  if (login.acr_values === undefined || (typeof acr === 'string' && login.acr_values.includes(acr))) return;
  throw refuse('login_too_weak', { expected: login.acr_values, provided: acr === undefined ? null : typeof acr });
}

/** What the page calls the person who is logged in, or nothing. Shown to nobody else. */
export function displayNameOf(claims: LoginClaims): string | undefined {
  const names = [claims.name, claims.preferred_username, claims.email];
  return names.find((one): one is string => typeof one === 'string' && one.trim() !== '')?.slice(0, 100);
}
