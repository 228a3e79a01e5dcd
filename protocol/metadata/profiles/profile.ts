/** What a profile is: what it changes where the configuration is silent, and what it refuses in one. */
import type { IssuerMembers } from '../z-issuer-configuration.js';

export type ProfileFault = { readonly path: readonly (string | number)[]; readonly message: string };

type Configuration = IssuerMembers['credential_configurations'][string];

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
  /** Whether credentials of this kind end before the status of the wallet and of its keys does. */
  readonly endsWithWalletStatus: (configuration: Configuration) => boolean;
  /** Every fault at once. */
  readonly findFaults: (issuer: IssuerMembers) => readonly ProfileFault[];
};

/** The faults of each configuration, below its own path. */
export function eachConfiguration(
  issuer: IssuerMembers,
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
