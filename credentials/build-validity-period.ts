/** The technical validity of a credential, coarse enough not to identify whom or which batch it was issued to. */
import type { CredentialConfiguration } from '../protocol/metadata/z-credential-configuration.js';
import type { CredentialSigner } from './credential-format.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export type ValidityPeriod = { readonly from: Date; readonly until: Date };

type ValidityRules = CredentialConfiguration['validity'];
type SignerWindow = Pick<CredentialSigner, 'notBefore' | 'notAfter'>;

/**
 * Rounds down, so that `from` never lies in the future (SV-17) and all credentials of one hour or day carry equal times
 * (RFC 9901 section 10.1), then keeps both ends inside the certificate's life: a verifier refuses a signature made
 * outside it, and a new certificate may be younger than the start of the day (MD-14).
 * @throws Error when the certificate is not valid at `now`, which is a fault of the installation
 */
export function buildValidityPeriod(rules: ValidityRules, signer: SignerWindow, now: Date): ValidityPeriod {
  if (now < signer.notBefore || now >= signer.notAfter) {
    throw new Error('the issuer certificate is not valid at the time of signing');
  }
  const step = rules.rounding === 'hour' ? HOUR : DAY;
  const start = roundDown(now.getTime(), step);
  const from = Math.max(start, roundUpToSecond(signer.notBefore.getTime()));
  const until = Math.min(start + rules.days * DAY, lastEndInside(signer, step, from));
  return { from: new Date(from), until: new Date(until) };
}

/** The certificate's end, rounded as well unless that leaves no period at all. */
function lastEndInside(signer: SignerWindow, step: number, from: number): number {
  const rounded = roundDown(signer.notAfter.getTime(), step);
  return rounded > from ? rounded : roundDown(signer.notAfter.getTime(), 1000);
}

function roundDown(time: number, step: number): number {
  return Math.floor(time / step) * step;
}

function roundUpToSecond(time: number): number {
  return Math.ceil(time / 1000) * 1000;
}
