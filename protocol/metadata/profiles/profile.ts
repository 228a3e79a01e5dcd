/** What a profile is: what it changes where the configuration is silent, and what it refuses in one. */
import type { AttestationStatusPolicy } from '../../status/derive-attestation-status-policy.js';
import type { ClientAuthentication } from '../z-attestation-policy.js';
import type { IssuerMembers } from '../z-issuer-configuration.js';

export type ProfileFault = { readonly path: readonly (string | number)[]; readonly message: string };

type Configuration = IssuerMembers['credential_configurations'][string];

/** A configuration whose clients authenticate as it says, or as its profile has it. */
export type JudgedIssuer = Omit<IssuerMembers, 'client_authentication'> & {
  readonly client_authentication: ClientAuthentication;
};

export type Profile = {
  /** Schemes of offer links, the first for QR codes. */
  readonly offerSchemes: readonly string[];
  /** Whether authorization requests have to be pushed. */
  readonly requiresPar: boolean;
  /** Whether a credential request that names nothing means the one configuration its token covers. */
  readonly infersSelector: boolean;
  /** Whether a code may be redeemed without repeating the `client_id`; PKCE still binds it. */
  readonly infersClient: boolean;
  /** Whether claims are taken only with a record of how sure they are. */
  readonly demandsAssurance: boolean;
  /** Whether the metadata is signed with a certificate other than that of the credentials. */
  readonly demandsAccessCertificate: boolean;
  /** How clients authenticate. */
  readonly clientAuthentication: ClientAuthentication;
  /** What is done about the status that attestations name. */
  readonly attestationStatus: AttestationStatusPolicy;
  /** Whether keys that were attested in one credential request are refused in the next. */
  readonly attestedKeysOnce: boolean;
  /** Whether client assertions name the issuer as their one audience, and nothing else. */
  readonly strictAssertions: boolean;
  /** To whom refresh tokens are given. */
  readonly refreshTokens: 'when_needed' | 'always';
  /** Every fault at once. */
  readonly findFaults: (issuer: JudgedIssuer) => readonly ProfileFault[];
};

/** The faults of each configuration, below its own path. */
export function eachConfiguration(
  issuer: Pick<IssuerMembers, 'credential_configurations'>,
  find: (configuration: Configuration, id: string) => readonly ProfileFault[],
): ProfileFault[] {
  return Object.entries(issuer.credential_configurations).flatMap(([id, configuration]) =>
    find(configuration, id).map(({ path, message }) => ({ path: ['credential_configurations', id, ...path], message })),
  );
}

/** One fault, where there is one. */
export function faultIf(isFault: boolean, path: readonly (string | number)[], message: string): ProfileFault[] {
  return isFault ? [{ path, message }] : [];
}
