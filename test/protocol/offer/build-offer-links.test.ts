import { describe, expect, it } from 'vitest';
import { zIssuerConfiguration } from '../../../protocol/metadata/z-issuer-configuration.js';
import { buildOfferLinks } from '../../../protocol/offer/build-offer-links.js';
import { shippedIssuer } from '../../support/issuers-file.js';
import { exampleIssuer } from '../metadata/profiles/faults.js';

const offerUri = 'https://issuer.example/credential_offers/abc';
const query = `?credential_offer_uri=${encodeURIComponent(offerUri)}`;
const base = (change: object = {}) => zIssuerConfiguration.parse({ id: 'base', ...shippedIssuer(), ...change });

describe('the links of an offer', () => {
  it('CO-13 AV-04 have the schemes of the profile', () => {
    expect(buildOfferLinks(base(), offerUri)).toEqual([`openid-credential-offer://${query}`]);
    expect(buildOfferLinks(exampleIssuer('haip'), offerUri)).toEqual([
      `openid-credential-offer://${query}`,
      `haip-vci://${query}`,
    ]);
    expect(buildOfferLinks(exampleIssuer('eudi'), offerUri)).toContain(`haip-vci://${query}`);
    expect(buildOfferLinks(exampleIssuer('av'), offerUri)[0]).toBe(`av://${query}`);
  });

  it('CO-13 have the schemes of the issuer instead, where it says some', () => {
    const issuer = base({ offer_schemes: ['haip-vci', 'eudi-openid4ci'] });
    expect(buildOfferLinks(issuer, offerUri)).toEqual([`haip-vci://${query}`, `eudi-openid4ci://${query}`]);
  });

  it('CO-13 lead to the places registered wallets have for offers', () => {
    const clients = ['https://w.example/offer', 'https://v.example/offer?from=here', 'app.wallet:/offer'].map(
      (credential_offer_endpoint, index) => ({ client_id: `client-${index}`, credential_offer_endpoint }),
    );
    expect(buildOfferLinks(base({ clients }), offerUri).slice(1)).toEqual([
      `https://w.example/offer${query}`,
      `https://v.example/offer?from=here&${query.slice(1)}`,
      `app.wallet:/offer${query}`,
    ]);
  });

  it.each(['https', 'javascript', 'AV', 'av://', 'data', ''])('CO-13 have no scheme like %j', (scheme) => {
    expect(() => base({ offer_schemes: [scheme] })).toThrow();
  });
});
