/** The time claims of attestations: `exp`, `iat` and `nbf`, with a minute for clocks that differ. */
import { typeName } from '../errors/describe-shape.js';
import type { Evidence } from '../errors/protocol-error.js';

type Fail = (fault: 'malformed' | 'expired' | 'future', evidence?: Evidence) => Error;
export type AttestationTimes = { readonly issuedAt?: number; readonly expiresAt?: number };

export const ATTESTATION_SKEW_SECONDS = 60;

/** @param required which of the claims must be there; whatever else is sent is honoured all the same */
export function checkAttestationTimes(
  claims: Readonly<Record<string, unknown>>,
  { now, required }: { readonly now: Date; readonly required: readonly ('exp' | 'iat')[] },
  fail: Fail,
): AttestationTimes {
  const seconds = Math.floor(now.getTime() / 1000);
  const [exp, iat, nbf] = (['exp', 'iat', 'nbf'] as const).map((name) => {
    const value = claims[name];
    if (value === undefined && !required.some((one) => one === name)) return undefined;
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      throw fail('malformed', {
        reason: `The claim \`${name}\` is ${value === undefined ? 'missing' : 'not a number'}.`,
        expected: name,
        provided: typeName(value),
      });
    }
    return value;
  });
  if (exp !== undefined && seconds > exp + ATTESTATION_SKEW_SECONDS)
    throw fail('expired', { provided: `exp ${seconds - exp} seconds ago` });
  for (const [name, value] of Object.entries({ iat, nbf })) {
    if (value !== undefined && value > seconds + ATTESTATION_SKEW_SECONDS)
      throw fail('future', { provided: `${name} ${value - seconds} seconds ahead` });
  }
  return { ...(iat !== undefined && { issuedAt: iat }), ...(exp !== undefined && { expiresAt: exp }) };
}
