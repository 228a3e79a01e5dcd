/** EU Age Verification 1.0.8: annex A for the protocol, sections 3.4.1, 4.1 and 4.3 of the main text for what is issued. */
import { CREDENTIAL_OFFER_SCHEME } from '../../spec-constants.js';
import type { IssuerMembers } from '../z-issuer-configuration.js';
import type { JudgedIssuer, Profile, ProfileFault } from './profile.js';
import { eachConfiguration, faultIf } from './profile.js';

/** A.4: the one configuration there is, and its scope. */
export const PROOF_OF_AGE = 'proof_of_age';
const DOCTYPE = 'eu.europa.ec.av.1';
const SCHEME = 'av';
const RECOMMENDED_BATCH = 30;
/** Three months. */
const LONGEST_VALIDITY = 90;

export const av: Profile = {
  offerSchemes: [SCHEME, CREDENTIAL_OFFER_SCHEME],
  requiresPar: false,
  // The examples of annex A name neither the credential wanted nor, beside an authorization code, the client.
  infersSelector: true,
  infersClient: true,
  demandsAccessCertificate: false,
  clientAuthentication: ['none'],
  attestationStatus: { lookup: 'ignore', whenUnknown: 'accept', follows: false },
  demandsAssurance: true,
  attestedKeysOnce: false,
  strictAssertions: false,
  refreshTokens: 'when_needed',
  findFaults: (issuer) => [
    ...findFlowFaults(issuer),
    ...findNameFaults(issuer),
    ...eachConfiguration(issuer, findConfigurationFaults),
  ],
};

function findFlowFaults(issuer: JudgedIssuer): ProfileFault[] {
  const { authorization_code: code, clients, client_authentication, offer_schemes } = issuer;
  const redirects = [...code.redirect_uri_patterns, ...clients.flatMap((one) => one.redirect_uris)];
  return [
    ...faultIf(!code.enabled, ['authorization_code', 'enabled'], 'profile av requires both grants: set it to true'),
    ...faultIf(
      code.require_par === true,
      ['authorization_code', 'require_par'],
      'wallets of profile av push no authorization requests',
    ),
    ...faultIf(
      !redirects.some((uri) => uri.startsWith(`${SCHEME}:`)),
      ['authorization_code', 'redirect_uri_patterns'],
      'profile av requires a redirect URI with the scheme av, such as av://callback, here or of a client',
    ),
    ...faultIf(
      offer_schemes !== undefined && !offer_schemes.includes(SCHEME),
      ['offer_schemes'],
      'profile av requires offers with the scheme av',
    ),
    ...faultIf(
      !client_authentication.includes('none'),
      ['client_authentication'],
      'wallets of profile av need not authenticate: include none',
    ),
    ...faultIf(
      issuer.refresh_tokens === 'always',
      ['refresh_tokens'],
      'profile av gives no refresh token that nothing asks for: leave it out',
    ),
    ...faultIf(
      issuer.batch_size < RECOMMENDED_BATCH,
      ['batch_size'],
      `profile av issues in batches of ${RECOMMENDED_BATCH} or more`,
    ),
  ];
}

function findNameFaults(issuer: JudgedIssuer): ProfileFault[] {
  const ids = Object.keys(issuer.credential_configurations);
  return faultIf(
    ids.length !== 1 || ids[0] !== PROOF_OF_AGE,
    ['credential_configurations'],
    `profile av has exactly one configuration, ${PROOF_OF_AGE}`,
  );
}

function findConfigurationFaults(one: IssuerMembers['credential_configurations'][string]): ProfileFault[] {
  const isItsType = one.format === 'mso_mdoc' && one.doctype === DOCTYPE && one.namespace === DOCTYPE;
  return [
    ...faultIf(!isItsType, ['doctype'], `profile av issues mso_mdoc with doctype and namespace ${DOCTYPE}`),
    ...faultIf(one.scope !== PROOF_OF_AGE, ['scope'], `profile av has the scope ${PROOF_OF_AGE}`),
    ...faultIf(!one.proof_types.includes('jwt'), ['proof_types'], 'wallets of profile av send jwt proofs'),
    ...faultIf(
      !one.proof_signing_alg_values.includes('ES256'),
      ['proof_signing_alg_values'],
      'wallets of profile av sign with ES256',
    ),
    ...faultIf(one.validity.days > LONGEST_VALIDITY, ['validity', 'days'], 'profile av allows three months, 90 days'),
    ...faultIf(one.validity.rounding !== 'day', ['validity', 'rounding'], 'profile av rounds times to the day'),
    ...faultIf(one.reissuance !== undefined, ['reissuance'], 'profile av has no re-issuance'),
    ...findSchemaFaults(one.claims_schema),
  ];
}

/** AV main 4.1: whether an age is reached, and nothing else about the person. */
function findSchemaFaults(schema: IssuerMembers['credential_configurations'][string]['claims_schema']): ProfileFault[] {
  const strays = Object.entries(schema.properties).filter(
    ([name, property]) => !/^age_over_\d{2}$/.test(name) || property['type'] !== 'boolean',
  );
  return [
    ...strays.map(([name]) => ({
      path: ['claims_schema', 'properties', name],
      message: 'profile av has booleans age_over_NN and no other attribute',
    })),
    ...faultIf(
      schema.required?.includes('age_over_18') !== true,
      ['claims_schema', 'required'],
      'profile av requires age_over_18',
    ),
    ...faultIf(
      schema.additionalProperties !== false || 'patternProperties' in schema,
      ['claims_schema', 'additionalProperties'],
      'profile av has no other attribute: set it to false',
    ),
  ];
}
