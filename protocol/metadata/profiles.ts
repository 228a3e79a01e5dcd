/**
 * The profiles: for each, what it defaults to, what it demands and what it refuses. The configuration check, the metadata
 * and the checks of requests ask here, and nowhere else is a profile known by its name.
 */
import { CREDENTIAL_OFFER_SCHEME } from '../spec-constants.js';
import { av } from './profiles/av.js';
import { eudi } from './profiles/eudi.js';
import { haip } from './profiles/haip.js';
import type { JudgedIssuer, Profile, ProfileFault } from './profiles/profile.js';
import { findReuseFaults } from './reuse-policy.js';
import type { ClientAuthentication } from './z-attestation-policy.js';
import type { IssuerMembers } from './z-issuer-configuration.js';

const base: Profile = {
  offerSchemes: [CREDENTIAL_OFFER_SCHEME],
  requiresPar: false,
  infersSelector: false,
  infersClient: false,
  demandsAccessCertificate: false,
  clientAuthentication: ['none'],
  attestationStatus: { lookup: 'ignore', whenUnknown: 'accept', follows: false },
  demandsAssurance: false,
  attestedKeysOnce: false,
  strictAssertions: false,
  refreshTokens: 'when_needed',
  findFaults: () => [],
};

const profiles = { base, haip, av, eudi } as const satisfies Record<IssuerMembers['profile'], Profile>;

export function profileOf({ profile }: Pick<IssuerMembers, 'profile'>): Profile {
  return profiles[profile];
}

/** The schemes of an issuer's offer links, the one for QR codes first. */
export function offerSchemesOf(issuer: Pick<IssuerMembers, 'profile' | 'offer_schemes'>): readonly string[] {
  return issuer.offer_schemes ?? profileOf(issuer).offerSchemes;
}

export function isParRequired(issuer: Pick<IssuerMembers, 'profile' | 'authorization_code'>): boolean {
  return issuer.authorization_code.require_par ?? profileOf(issuer).requiresPar;
}

export function refreshTokensOf(issuer: Pick<IssuerMembers, 'profile' | 'refresh_tokens'>): Profile['refreshTokens'] {
  return issuer.refresh_tokens ?? profileOf(issuer).refreshTokens;
}

export function clientAuthenticationOf(issuer: {
  readonly profile: IssuerMembers['profile'];
  readonly client_authentication?: ClientAuthentication | undefined;
}): ClientAuthentication {
  return issuer.client_authentication ?? profileOf(issuer).clientAuthentication;
}

/** All that is wrong with an issuer's configuration by its profile, and by what profiles' members promise. */
export function findProfileFaults(issuer: IssuerMembers): readonly ProfileFault[] {
  const judged = { ...issuer, client_authentication: clientAuthenticationOf(issuer) };
  return [...profileOf(issuer).findFaults(judged), ...findPromiseFaults(judged)];
}

function findPromiseFaults(issuer: JudgedIssuer): ProfileFault[] {
  const isIdle = issuer.access_certificate !== undefined && !issuer.signed_metadata;
  const idle = isIdle ? [{ path: ['access_certificate'], message: 'signs nothing without signed_metadata' }] : [];
  const promises = Object.entries(issuer.credential_configurations).flatMap(([id, configuration]) => [
    ...findReuseFaults(issuer, configuration).map((message) => ({
      path: ['credential_configurations', id, 'credential_reuse_policy'],
      message,
    })),
    // ISSU_65: whoever holds the refresh token gets new credentials for weeks, so it must be of one wallet only.
    ...(configuration.reissuance !== undefined && !issuer.require_dpop && issuer.client_authentication.includes('none')
      ? [
          {
            path: ['credential_configurations', id, 'reissuance'],
            message: 'needs tokens bound to the wallet: require_dpop, or client_authentication without none',
          },
        ]
      : []),
  ]);
  const isStatusless = Object.values(issuer.credential_configurations).every((one) => one.status === undefined);
  const revokesNothing =
    issuer.revoke_on_notification && isStatusless
      ? [{ path: ['revoke_on_notification'], message: 'revokes nothing: no credential configuration has a status' }]
      : [];
  return [...idle, ...revokesNothing, ...promises];
}
