/** Whether what a token request asks for by `authorization_details` was offered (OID4VCI sections 5.1.1 and 6.1.1). */
import { shownName } from '../errors/describe-shape.js';
import { refuse } from '../errors/protocol-error.js';
import type { AuthorizationDetail } from './z-token-request.js';

/**
 * The configuration ids asked for, each once, in the order of the request.
 *
 * @param asked.known the issuer's configuration ids
 * @param asked.granted those of the offer
 */
export function checkAuthorizationDetails(asked: {
  readonly details: readonly AuthorizationDetail[];
  readonly issuer: string;
  readonly known: readonly string[];
  readonly granted: readonly string[];
}): string[] {
  for (const detail of asked.details) checkDetail(detail, asked);
  return [...new Set(asked.details.map((detail) => detail.credentialConfigurationId))];
}

function checkDetail(
  detail: AuthorizationDetail,
  asked: { readonly issuer: string; readonly known: readonly string[]; readonly granted: readonly string[] },
): void {
  const id = detail.credentialConfigurationId;
  if (detail.locations && !detail.locations.includes(asked.issuer)) {
    throw refuse('authorization_details_foreign_location', {
      expected: asked.issuer,
      provided: detail.locations.slice(0, 5).map((location) => location.slice(0, 200)),
    });
  }
  if (!asked.known.includes(id)) {
    throw refuse('authorization_details_unknown_configuration', { expected: asked.known, provided: shownName(id) });
  }
  if (!asked.granted.includes(id)) {
    throw refuse('authorization_details_not_granted', { expected: asked.granted, provided: id });
  }
}
