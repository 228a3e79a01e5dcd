/** The kill switch: whether an issuer, or one credential configuration of it, issues at the moment. */
import { refuse } from './errors/protocol-error.js';

export type IssuingState = {
  readonly state: 'on' | 'off';
  /** Credential configurations that are off by themselves, whatever the issuer's state. */
  readonly configurationsOff: readonly string[];
};

/** Seconds a wallet is told to wait: switched on again by people, so not within moments. */
const RETRY_AFTER = 60;

/** An issuer that was never switched is on. */
export function isIssuing(found: IssuingState | undefined, configurationId: string): boolean {
  return found === undefined || (found.state === 'on' && !found.configurationsOff.includes(configurationId));
}

/**
 * Passes while at least one of the configurations can be issued: an offer of several is not held up by one of them.
 * @throws ProtocolError `issuing_switched_off`
 */
export function checkIssuing(found: IssuingState | undefined, configurationIds: readonly string[]): void {
  const areOff = configurationIds.length > 0 && !configurationIds.some((id) => isIssuing(found, id));
  if (found?.state === 'off' || areOff)
    throw refuse('issuing_switched_off', { retry_after: RETRY_AFTER, provided: configurationIds });
}
