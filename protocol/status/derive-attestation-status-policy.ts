/** What an issuer does about the status that attestations name (WA-09, PR-30): as configured, else as its profile has it. */
export type AttestationStatusPolicy = {
  /** `check` looks up what an attestation names; `require` refuses attestations that name nothing. */
  readonly lookup: 'ignore' | 'check' | 'require';
  /** Of an attestation whose list cannot be had or is not to be believed. */
  readonly whenUnknown: 'accept' | 'refuse';
};

type Configured = {
  readonly profile: 'base' | 'haip' | 'av' | 'eudi';
  readonly attestation_status?: AttestationStatusPolicy['lookup'] | undefined;
  readonly attestation_status_unknown?: AttestationStatusPolicy['whenUnknown'] | undefined;
};

/**
 * In the EUDI an issuer has to look before it issues (TS3 section 2.2, ARF VCR_12a), so that not knowing is a reason to
 * refuse. HAIP demands no status; there a provider's bad hour should not stop every wallet.
 */
const OF_PROFILE: Readonly<Record<Configured['profile'], AttestationStatusPolicy>> = {
  base: { lookup: 'ignore', whenUnknown: 'accept' },
  av: { lookup: 'ignore', whenUnknown: 'accept' },
  haip: { lookup: 'check', whenUnknown: 'accept' },
  eudi: { lookup: 'check', whenUnknown: 'refuse' },
};

export function deriveAttestationStatusPolicy(issuer: Configured): AttestationStatusPolicy {
  const usual = OF_PROFILE[issuer.profile];
  return {
    lookup: issuer.attestation_status ?? usual.lookup,
    whenUnknown: issuer.attestation_status_unknown ?? usual.whenUnknown,
  };
}
