/** The links that carry one offer by reference: one for each scheme of the issuer, then one for each wallet with a place of its own. */
import { offerSchemesOf } from '../metadata/profiles.js';
import type { IssuerConfiguration } from '../metadata/z-issuer-configuration.js';
import { buildOfferLink } from './build-credential-offer.js';

/** The first is for QR codes. */
export function buildOfferLinks(issuer: IssuerConfiguration, offerUri: string): [string, ...string[]] {
  const [first, ...others] = offerSchemesOf(issuer).map((scheme) => buildOfferLink({ scheme, offerUri }));
  const endpoints = issuer.clients.flatMap(({ credential_offer_endpoint: endpoint }) => endpoint ?? []);
  return [
    first ?? buildOfferLink({ offerUri }),
    ...others,
    ...[...new Set(endpoints)].map((endpoint) => appendOffer(endpoint, offerUri)),
  ];
}

/** OID4VCI section 12.1: the endpoint may have a query of its own, which is kept. */
function appendOffer(endpoint: string, offerUri: string): string {
  const separator = !endpoint.includes('?') ? '?' : /[?&]$/.test(endpoint) ? '' : '&';
  return `${endpoint}${separator}credential_offer_uri=${encodeURIComponent(offerUri)}`;
}
