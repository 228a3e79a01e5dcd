import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildCredentialOffer,
  buildOfferLink,
  buildOfferLinkByValue,
  buildOfferUri,
} from '../../../protocol/offer/build-credential-offer.js';
import { ISSUER } from '../expect-refusal.js';

const GRANT = 'urn:ietf:params:oauth:grant-type:pre-authorized_code';
const offer = { issuer: ISSUER, configurationIds: ['pid', 'mdl'], preAuthorizedCode: 'code' };

describe('buildCredentialOffer', () => {
  it('CO-02 CO-04 CO-16 CO-17 has the members of the specification and no other', () => {
    expect(buildCredentialOffer(offer)).toEqual({
      credential_issuer: ISSUER,
      credential_configuration_ids: ['pid', 'mdl'],
      grants: { [GRANT]: { 'pre-authorized_code': 'code' } },
    });
  });

  it('CO-09 keeps an empty tx_code object, which means a code is required', () => {
    expect(buildCredentialOffer({ ...offer, txCode: {} }).grants[GRANT]).toEqual({
      'pre-authorized_code': 'code',
      tx_code: {},
    });
  });

  it('CO-09 describes the transaction code and drops what is undefined', () => {
    const txCode = { length: 6, input_mode: 'numeric', description: undefined } as const;
    expect(Object.keys(buildCredentialOffer({ ...offer, txCode }).grants[GRANT]?.tx_code ?? {})).toEqual([
      'input_mode',
      'length',
    ]);
  });
});

describe('offer links', () => {
  it('CO-01 CO-13 carries the offer by reference, encoded, in the form scheme://?', () => {
    const offerUri = buildOfferUri(ISSUER, 'Ge5G7t9f');
    expect(offerUri).toBe('https://issuer.example/tenant/credential_offers/Ge5G7t9f');
    expect(buildOfferLink({ offerUri })).toBe(
      'openid-credential-offer://?credential_offer_uri=https%3A%2F%2Fissuer.example%2Ftenant%2Fcredential_offers%2FGe5G7t9f',
    );
    expect(buildOfferLink({ offerUri, scheme: 'haip-vci' })).toMatch(/^haip-vci:\/\/\?/);
  });

  it('CO-01 round-trips through URLSearchParams, with exactly one parameter', async () => {
    await fc.assert(
      fc.property(fc.string(), (preAuthorizedCode) => {
        const value = buildCredentialOffer({ ...offer, preAuthorizedCode });
        const parameters = new URLSearchParams(buildOfferLinkByValue({ offer: value }).split('?')[1]);
        expect([...parameters.keys()]).toEqual(['credential_offer']);
        expect(JSON.parse(parameters.get('credential_offer') ?? '')).toEqual(value);
      }),
    );
  });
});
