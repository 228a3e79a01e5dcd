/** What an issuer does about the status that attestations name (WA-09, PR-30): as configured, else as its profile has it. */
export type AttestationStatusPolicy = {
  /** `check` looks up what an attestation names; `require` refuses attestations that name nothing. */
  readonly lookup: 'ignore' | 'check' | 'require';
  /** Of an attestation whose list cannot be had or is not to be believed. */
  readonly whenUnknown: 'accept' | 'refuse';
  /** Credentials end before the status does, and are revoked when it turns out so later (EU-13). */
  readonly follows: boolean;
};

type Configured = {
  readonly profile: 'base' | 'haip' | 'av' | 'eudi';
  readonly attestation_status?: AttestationStatusPolicy['lookup'] | undefined;
  readonly attestation_status_unknown?: AttestationStatusPolicy['whenUnknown'] | undefined;
  readonly follow_attestation_status?: boolean | undefined;
};

/**
 * In the EUDI an issuer has to look before it issues (TS3 section 2.2, ARF VCR_12a), so that not knowing is a reason to
 * refuse. HAIP demands no status; there a provider's bad hour should not stop every wallet.
 */
const OF_PROFILE: Readonly<Record<Configured['profile'], AttestationStatusPolicy>> = {
  base: { lookup: 'ignore', whenUnknown: 'accept', follows: false },
  av: { lookup: 'ignore', whenUnknown: 'accept', follows: false },
  haip: { lookup: 'check', whenUnknown: 'accept', follows: false },
  eudi: { lookup: 'check', whenUnknown: 'refuse', follows: true },
};

export function deriveAttestationStatusPolicy(issuer: Configured): AttestationStatusPolicy {
  const usual = OF_PROFILE[issuer.profile];
  const lookup = issuer.attestation_status ?? usual.lookup;
  return {
    lookup,
    whenUnknown: issuer.attestation_status_unknown ?? usual.whenUnknown,
    follows: lookup !== 'ignore' && (issuer.follow_attestation_status ?? usual.follows),
  };
}
