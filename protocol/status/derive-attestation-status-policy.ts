/** What an issuer does about the status that attestations name (WA-09, PR-30): as configured, else as its profile has it. */
import { profileOf } from '../metadata/profiles.js';
import type { IssuerMembers } from '../metadata/z-issuer-configuration.js';

export type AttestationStatusPolicy = {
  /** `check` looks up what an attestation names; `require` refuses attestations that name nothing. */
  readonly lookup: 'ignore' | 'check' | 'require';
  /** Of an attestation whose list cannot be had or is not to be believed. */
  readonly whenUnknown: 'accept' | 'refuse';
  /** Credentials end before the status does, and are revoked when it turns out so later (EU-13). */
  readonly follows: boolean;
};

type Configured = {
  readonly profile: IssuerMembers['profile'];
  readonly attestation_status?: AttestationStatusPolicy['lookup'] | undefined;
  readonly attestation_status_unknown?: AttestationStatusPolicy['whenUnknown'] | undefined;
  readonly follow_attestation_status?: boolean | undefined;
};

export function deriveAttestationStatusPolicy(issuer: Configured): AttestationStatusPolicy {
  const usual = profileOf(issuer).attestationStatus;
  const lookup = issuer.attestation_status ?? usual.lookup;
  return {
    lookup,
    whenUnknown: issuer.attestation_status_unknown ?? usual.whenUnknown,
    follows: lookup !== 'ignore' && (issuer.follow_attestation_status ?? usual.follows),
  };
}
