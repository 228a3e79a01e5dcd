/**
 * How sure a back office is of the claims it supplies: the level, the way, and the time, and nothing of the evidence
 * (AV-08, AV-12). Levels are those of the eIDAS regulation, article 8; `low` is enough for nobody who asks.
 */
import type { Evidence } from '../errors/protocol-error.js';
import { refuse } from '../errors/protocol-error.js';
import { profileOf } from '../metadata/profiles.js';
import type { IssuerConfiguration } from '../metadata/z-issuer-configuration.js';

export const ASSURANCE_LEVELS = ['substantial', 'high'] as const;

export type Assurance = {
  readonly level: (typeof ASSURANCE_LEVELS)[number];
  /** A word of the back office's for the way, such as `national-eid`. */
  readonly method: string;
  /** Ms since 1970. */
  readonly verifiedAt: number;
};

const DAY = 86_400_000;
/** AV main 3.4.1: a person is identified anew at least every three months. */
const OLDEST = 90 * DAY;
/** Clocks differ. */
const SKEW = 5 * 60_000;

/** The record, if it is of the past and not too old to rely on. */
export function checkAssurance(assurance: Assurance, now: number): Assurance {
  const fail = (reason: string, evidence: Evidence = {}) => refuse('assurance_unusable', { reason, ...evidence });
  if (assurance.verifiedAt > now + SKEW) throw fail('The time of verification is in the future.');
  if (now - assurance.verifiedAt > OLDEST)
    throw fail('The verification is older than 90 days.', { expected: new Date(now - OLDEST).toISOString() });
  return assurance;
}

/** Refuses claims without a usable record, where the issuer's profile demands one. */
export function checkAssured(
  issuer: Pick<IssuerConfiguration, 'profile'>,
  assurance: Assurance | undefined,
  now: number,
): void {
  if (!profileOf(issuer).demandsAssurance) return;
  if (assurance === undefined) throw refuse('assurance_missing', { expected: ['level', 'method', 'verified_at'] });
  checkAssurance(assurance, now);
}
