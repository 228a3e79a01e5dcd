/** The High Assurance Interoperability Profile 1.0, sections 4, 4.1, 4.4.1 and 6. */
import { CREDENTIAL_OFFER_SCHEME } from '../../spec-constants.js';
import type { JudgedIssuer, Profile, ProfileFault } from './profile.js';
import { eachConfiguration, faultIf } from './profile.js';

export const haip: Profile = {
  offerSchemes: [CREDENTIAL_OFFER_SCHEME, 'haip-vci'],
  requiresPar: true,
  infersSelector: false,
  infersClient: false,
  demandsAccessCertificate: false,
  // Section 4.4.1: clients authenticate at the push and at the token endpoint.
  clientAuthentication: ['attest_jwt_client_auth'],
  // No status is demanded, and a provider's bad hour should not stop every wallet.
  attestationStatus: { lookup: 'check', whenUnknown: 'accept', follows: false },
  demandsAssurance: false,
  attestedKeysOnce: false,
  // FAPI 2.0 section 5.3.2.1, by section 4 of HAIP.
  strictAssertions: true,
  // Section 4.4 recommends them.
  refreshTokens: 'always',
  findFaults: (issuer) => findHaipFaults(issuer, 'haip'),
};

/** @param profile the one to name in messages: others are built on this */
export function findHaipFaults(issuer: JudgedIssuer, profile: string): ProfileFault[] {
  return [
    // Section 4: issuers support the flow, whatever else they do.
    ...faultIf(
      !issuer.authorization_code.enabled,
      ['authorization_code', 'enabled'],
      `profile ${profile} requires the authorization code flow: set it to true`,
    ),
    // What it demands is of the final text; the answers to drafts leave parts of that out.
    ...faultIf(issuer.draft13, ['draft13'], `profile ${profile} speaks the final text only`),
    ...faultIf(
      issuer.authorization_code.require_par === false,
      ['authorization_code', 'require_par'],
      `profile ${profile} requires pushed authorization requests`,
    ),
    ...faultIf(
      issuer.client_authentication.includes('none'),
      ['client_authentication'],
      `profile ${profile} requires every client to authenticate: leave none out`,
    ),
    ...faultIf(!issuer.require_dpop, ['require_dpop'], `profile ${profile} requires DPoP: set it to true`),
    ...eachConfiguration(issuer, (one) => [
      ...faultIf(one.scope === undefined, ['scope'], `profile ${profile} requires a scope for every configuration`),
      // A credential that can only be shown whole is not of its kind (JV-06).
      ...faultIf(one.format === 'jwt_vc_json', ['format'], `the ${profile} profile has no jwt_vc_json`),
      ...faultIf(
        one.format === 'dc+sd-jwt' && one.issuer_keys === 'web',
        ['issuer_keys'],
        `profile ${profile} conveys issuer keys by certificate: x5c`,
      ),
    ]),
  ];
}
