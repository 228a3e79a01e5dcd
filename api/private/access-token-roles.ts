/** From the roles in an access token to what its bearer may do here. */
import { z } from 'zod';
import type { VerifiedAccessToken } from '../../ports/access-tokens.js';
import type { Caller, Scope } from '../../ports/caller.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { zScope } from './z-api-keys.js';

/** `VOUCHSAFE_OIDC_ROLES`: by role, its scopes and the issuer it is bound to. */
const zRoles = z.record(
  z.string().min(1),
  z.strictObject({ scopes: z.array(zScope).min(1), issuer: z.string().min(1).optional() }),
);
export type Roles = z.infer<typeof zRoles>;

/** Undefined for what is no such table. */
export function readRoles(text: string): Roles | undefined {
  try {
    return zRoles.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const LONGEST_SUBJECT = 255;

/**
 * Several roles add up only where they are bound alike: joined, the scopes of one issuer's role would reach another's.
 *
 * @throws ProtocolError `access_token_without_role`
 */
export function callerOfToken({ subject, roles }: VerifiedAccessToken, known: Roles): Caller {
  const held = roles.flatMap((role) => (Object.hasOwn(known, role) ? [known[role] as Roles[string]] : []));
  const issuers = new Set(held.map((one) => one.issuer));
  if (held.length === 0) throw refuse('access_token_without_role', { expected: Object.keys(known) });
  if (issuers.size > 1)
    throw refuse('access_token_without_role', { reason: 'The roles of the token are bound to different issuers.' });
  const [issuer] = issuers;
  const scopes = [...new Set(held.flatMap((one): Scope[] => one.scopes))];
  const id = `oidc:${subject.slice(0, LONGEST_SUBJECT)}`;
  return { id, scopes, ...(issuer === undefined ? {} : { issuer }) };
}
