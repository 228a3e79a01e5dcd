/** Until when a wallet provider keeps up the status of what it attests (TS3 section 2.4): `client_status`, `key_storage_status`. */
import { isJsonObject } from '../errors/describe-shape.js';

/** Seconds since 1970; undefined where the claim is absent, or says no time that can be read. */
export function readStatusEnd(claim: unknown): number | undefined {
  const exp = isJsonObject(claim) ? claim.exp : undefined;
  return typeof exp === 'number' && Number.isFinite(exp) && exp > 0 ? Math.floor(exp) : undefined;
}

/** The earliest of them. */
export function earliestEnd(...ends: readonly (number | undefined)[]): number | undefined {
  const known = ends.filter((end) => end !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
