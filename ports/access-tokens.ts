/** Access tokens of the operators' identity provider. */

/** What a verified token says: who it is about, and the names under the configured claim. */
export type VerifiedAccessToken = { readonly subject: string; readonly roles: readonly string[] };

/**
 * Signature under the provider's keys, issuer, audience, expiry and algorithm checked. `invalid` says in words what is
 * wrong, without anything of the token; `unavailable` that the provider's keys could not be had.
 */
export type VerifyAccessToken = (
  token: string,
) => Promise<VerifiedAccessToken | { readonly invalid: string } | { readonly unavailable: unknown }>;
