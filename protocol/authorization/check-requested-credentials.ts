/** Which credentials an authorization request comes to (OID4VCI sections 5.1.1 to 5.1.3). */
import { refuse } from '../errors/protocol-error.js';
import { checkAuthorizationDetails } from '../token/check-authorization-details.js';
import type { AuthorizationDetail } from '../token/z-authorization-details.js';

export type RequestedCredentials = {
  readonly configurationIds: readonly string[];
  /** Those asked for by `authorization_details`: the token response will carry identifiers for them (AZ-05). */
  readonly detailed: readonly string[];
};

type Asked = {
  readonly scope?: string | undefined;
  readonly authorizationDetails?: readonly AuthorizationDetail[] | undefined;
};

/**
 * Each scope value and each entry is read on its own, and unknown scope values are ignored. A scope may stand for several
 * configurations; an entry of authorization_details for one of them wins over it.
 *
 * @param issuer.offered what the offer behind `issuer_state` lists; absent where the wallet began by itself
 */
export function checkRequestedCredentials(
  asked: Asked,
  issuer: {
    readonly identifier: string;
    readonly configurations: Readonly<Record<string, { readonly scope?: string | undefined }>>;
    readonly offered?: readonly string[] | undefined;
  },
): RequestedCredentials {
  const known = Object.keys(issuer.configurations);
  const allowed = issuer.offered ?? known;
  const details = asked.authorizationDetails;
  const detailed =
    details === undefined
      ? []
      : checkAuthorizationDetails({ details, issuer: issuer.identifier, known, granted: allowed });
  // An empty value would stand for the configurations that have no scope.
  const values = (asked.scope ?? '').split(' ').filter((value) => value !== '');
  const scoped = known.filter((id) => values.includes(issuer.configurations[id]?.scope ?? ''));
  const granted = allowed.filter((id) => scoped.includes(id) || detailed.includes(id));
  if (granted.length > 0) return { configurationIds: granted, detailed };
  if (asked.scope === undefined) {
    // The offer is default enough (RFC 6749 section 3.3): a wallet that follows it need not repeat what it lists.
    if (issuer.offered !== undefined) return { configurationIds: issuer.offered, detailed };
    throw refuse('authorization_scope_missing', { expected: ['scope', 'authorization_details'] });
  }
  throw scoped.length > 0
    ? refuse('authorization_scope_not_offered', { expected: allowed, provided: scoped })
    : refuse('authorization_scope_unknown', {
        expected: [...new Set(known.flatMap((id) => issuer.configurations[id]?.scope ?? []))],
      });
}
