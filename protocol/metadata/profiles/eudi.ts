/** The EUDI wallet: HAIP, TS3 (wallet attestations) and the ARF's high-level requirements for issuers of PIDs and attestations. */
import { CREDENTIAL_OFFER_SCHEME } from '../../spec-constants.js';
import type { IssuerMembers } from '../z-issuer-configuration.js';
import { findHaipFaults } from './haip.js';
import type { JudgedIssuer, Profile, ProfileFault } from './profile.js';
import { eachConfiguration, faultIf } from './profile.js';

type Configuration = IssuerMembers['credential_configurations'][string];

/** TS3 section 2.2.2.2: keys of a PID live in a certified device. */
const PID_LEVEL = 'iso_18045_high';
const PID_DOCTYPE = 'eu.europa.ec.eudi.pid.1';
/** PID_14: the common type, and domestic ones extend its name. */
const PID_VCT = /^urn:eudi:pid:/;

export const eudi: Profile = {
  offerSchemes: [CREDENTIAL_OFFER_SCHEME, 'haip-vci'],
  requiresPar: true,
  infersSelector: false,
  infersClient: false,
  // ISSU_22, ISSU_32.
  demandsAccessCertificate: true,
  // ISSU_21, ISSU_30a: nobody gets a token without a wallet attestation.
  clientAuthentication: ['attest_jwt_client_auth'],
  // TS3 section 2.2, ARF VCR_12a: an issuer looks before it issues, so that not knowing is a reason to refuse; TS3 section 2.4.3.
  attestationStatus: { lookup: 'check', whenUnknown: 'refuse', follows: true },
  demandsAssurance: false,
  // TS3 section 2.2.2.2, ARF VCR_12a.
  attestedKeysOnce: true,
  strictAssertions: true,
  refreshTokens: 'always',
  findFaults: (issuer) => [
    ...findHaipFaults(issuer, 'eudi'),
    ...findIssuerFaults(issuer),
    ...eachConfiguration(issuer, (one) => [
      ...findKeyFaults(one),
      ...findLifeFaults(one),
      ...(isPid(one) ? findPidFaults(one, issuer) : []),
    ]),
  ],
};

export function isPid(one: Configuration): boolean {
  if (one.format === 'mso_mdoc') return one.doctype === PID_DOCTYPE;
  return one.format === 'dc+sd-jwt' && PID_VCT.test(one.vct);
}

function findIssuerFaults(issuer: JudgedIssuer): ProfileFault[] {
  return [
    // ISSU_21, ISSU_30: revocation is looked up before anything is issued.
    ...faultIf(
      issuer.attestation_status === 'ignore',
      ['attestation_status'],
      'profile eudi looks up the status of attestations: check or require',
    ),
    // TS3 section 2.4.3.
    ...faultIf(
      issuer.follow_attestation_status === false,
      ['follow_attestation_status'],
      'profile eudi requires credentials to follow the status of attestations: leave it out',
    ),
    // ISSU_21, ISSU_30a; that nobody comes without authenticating is said of HAIP.
    ...faultIf(
      issuer.client_authentication.includes('private_key_jwt') ||
        issuer.clients.some((one) => one.token_endpoint_auth_method === 'private_key_jwt'),
      ['client_authentication'],
      'profile eudi takes wallets by attestation only: no private_key_jwt, here or of a client',
    ),
    // ISSU_22, ISSU_32.
    ...faultIf(!issuer.signed_metadata, ['signed_metadata'], 'profile eudi requires signed metadata: set it to true'),
    ...faultIf(
      issuer.attested_keys_once === false,
      ['attested_keys_once'],
      'profile eudi takes attested keys once: leave it out',
    ),
    // ISSU_64.
    ...faultIf(issuer.batch_size < 2, ['batch_size'], 'profile eudi requires batches: 2 or more'),
  ];
}

/** TS3 section 2.2.2.2. What is not bound to a device has neither proof types nor binding methods, which is how we serve it. */
function findKeyFaults(one: Configuration): ProfileFault[] {
  if (!one.key_binding) return [];
  return [
    ...faultIf(
      !['jwt', 'attestation'].every((type) => one.proof_types.some((known) => known === type)),
      ['proof_types'],
      'profile eudi requires both jwt and attestation',
    ),
    ...faultIf(
      one.key_attestations_required === undefined,
      ['key_attestations_required'],
      'profile eudi requires key attestations',
    ),
    // ISSU_39.
    ...faultIf(
      one.credential_reuse_policy === undefined,
      ['credential_reuse_policy'],
      'profile eudi requires a policy of reuse',
    ),
  ];
}

/** VCR_01, VCR_01b. */
function findLifeFaults(one: Configuration): ProfileFault[] {
  return faultIf(
    one.status === undefined && one.validity.days > 1,
    ['status'],
    'profile eudi requires a status, or a validity of one day',
  );
}

function findPidFaults(one: Configuration, issuer: JudgedIssuer): ProfileFault[] {
  const { key_storage, user_authentication } = one.key_attestations_required ?? {};
  const isHighest = (levels: readonly string[] | undefined) => levels?.length === 1 && levels[0] === PID_LEVEL;
  const others = Object.values(issuer.credential_configurations).filter((other) => other.format !== one.format);
  return [
    ...faultIf(
      !isHighest(key_storage) || !isHighest(user_authentication),
      ['key_attestations_required'],
      `a PID requires key_storage and user_authentication of ${PID_LEVEL}`,
    ),
    ...faultIf(
      issuer.attested_proof_key !== 'first',
      [],
      'a PID requires attested_proof_key of the issuer to be first',
    ),
    // PID_02.
    ...faultIf(!others.some(isPid), ['format'], 'a PID is issued as mso_mdoc and as dc+sd-jwt: the other is missing'),
    ...faultIf(!one.key_binding, ['key_binding'], 'a PID is bound to a key'),
  ];
}
