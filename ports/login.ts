/** An OpenID Connect provider at which a person says who they are. */

/** One login under way. All three secrets are this attempt's alone. */
export type LoginAttempt = {
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string;
  /** PKCE, RFC 7636: 43 to 128 characters. */
  readonly verifier: string;
};

/** Claims of the ID token, and of userinfo where that is asked; the ID token's win. */
export type ProvidedClaims = Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string };

/** `why` speaks of members and rules, and has no token and no claim value in it. */
export type LoginFault =
  /** The person turned back, or the provider turned them away. */
  | { readonly kind: 'denied' }
  | { readonly kind: 'refused'; readonly error: string }
  /** No answer, not in time, or trouble at the provider's side. */
  | { readonly kind: 'unavailable'; readonly why: string }
  /** An answer that is not to be believed. */
  | { readonly kind: 'invalid'; readonly why: string };
export type LoginOutcome<T> = { readonly kind: 'done'; readonly value: T } | LoginFault;

export type LoginProvider = {
  /** The address to send the person to. */
  readonly begin: (attempt: LoginAttempt) => Promise<LoginOutcome<string>>;
  /**
   * Redeems the provider's answer. Guarantees a signed ID token of this provider, for us, for this attempt and in time.
   *
   * @param query the parameters the person came back with
   */
  readonly finish: (attempt: LoginAttempt, query: URLSearchParams) => Promise<LoginOutcome<ProvidedClaims>>;
};
