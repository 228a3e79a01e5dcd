/** From what a provider says of a person to a dataset of ours. */
import type { LoginClaimsMap } from '../metadata/z-claims-source.js';

/**
 * The dataset the configuration makes of a login. What the login does not have is left out; whether the rest satisfies the
 * claims schema is not judged here.
 *
 * @param login claims of the ID token and of userinfo, verified
 */
export function mapLoginClaims(map: LoginClaimsMap, login: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(map).map(([name, source]) => {
    if (typeof source === 'string') return [name, readPath(login, [source])];
    return [name, Array.isArray(source) ? readPath(login, source) : source.value];
  });
  // Names come from the issuers' file, which may call a claim anything, `__proto__` included.
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== null));
}

function readPath(from: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((place, name) => {
    if (typeof place !== 'object' || place === null || !Object.hasOwn(place, name)) return undefined;
    return (place as Record<string, unknown>)[name];
  }, from);
}
