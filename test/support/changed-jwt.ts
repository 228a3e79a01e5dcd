/** For tables of JWTs that differ in one thing from a correct one. */
import type { TestKey } from '../protocol/signed-jwt.js';
import { makeKey, signJwt } from '../protocol/signed-jwt.js';

export type JwtParts = { header: Record<string, unknown>; claims: Record<string, unknown> };

/** Changes the parts in place, or answers a whole JWT of its own. */
export type Change = (parts: JwtParts, key: TestKey) => unknown;

/** The JWT of these parts, but for what `change` does to them. */
export async function signChanged(parts: JwtParts, key: TestKey, change: Change): Promise<string> {
  const own = await change(parts, key);
  return typeof own === 'string' ? own : signJwt(parts.header, parts.claims, key);
}

export function set(part: keyof JwtParts, name: string, value: unknown): Change {
  return (parts) => {
    if (value === undefined) delete parts[part][name];
    else parts[part][name] = value;
  };
}

/** Signed with a key nobody named. */
export const signedByAnother: Change = async ({ header, claims }) => signJwt(header, claims, await makeKey());
