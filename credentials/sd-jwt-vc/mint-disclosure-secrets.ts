/** Randomness for disclosures. */
import { randomBytes } from 'node:crypto';
import type { DisclosureSecrets } from './build-disclosures.js';

/** 128 bits for a salt (RFC 9901, 9.3); a decoy is 256 random bits, which no one can tell from a SHA-256 digest. */
export const mintDisclosureSecrets: DisclosureSecrets = {
  salt: () => randomBytes(16).toString('base64url'),
  decoy: () => randomBytes(32).toString('base64url'),
};
