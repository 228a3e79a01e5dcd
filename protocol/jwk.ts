/** Public keys as JWK (RFC 7517), reduced to what identifies them. */

export type PublicJwk = { readonly kty: string; readonly crv?: string; readonly x?: string; readonly y?: string };

/** RFC 7518 sections 6.2.2, 6.3.2 and 6.4.1, and RFC 8037: every member that is, or is part of, a secret. */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** Whether the key carries any secret part. Inherited properties do not count, and a secret set to null does. */
export function hasPrivateMember(jwk: Readonly<Record<string, unknown>>): boolean {
  return PRIVATE_MEMBERS.some((member) => Object.hasOwn(jwk, member));
}

/**
 * The members RFC 7638 counts for EC and OKP keys, in no sender's order. `kid`, `use` and the like are dropped: credentials
 * carry the bare key, and two spellings of a key must not look like two keys.
 */
export function toMinimalPublicJwk(jwk: Readonly<Record<string, unknown>>): PublicJwk {
  const text = (member: string) =>
    Object.hasOwn(jwk, member) && typeof jwk[member] === 'string' ? { [member]: jwk[member] } : {};
  return { ...text('crv'), kty: typeof jwk.kty === 'string' ? jwk.kty : '', ...text('x'), ...text('y') };
}
