/** What the issuers' file says of the authorization code flow: who may ask, where answers go, who the person is. */
import { z } from 'zod';
import { findRedirectUriFault } from '../authorization/check-redirect-uri.js';
import { hasPrivateMember } from '../jwk.js';

const zRedirectUri = z.string().refine((uri) => findRedirectUriFault(uri) === undefined, {
  error: 'must be an absolute URI without a fragment; http only for loopback addresses',
});

/** Exact, or a beginning followed by `*`; below a web address the beginning has to reach past the host. */
const zRedirectPattern = z.string().refine(
  (pattern) => {
    const isOpen = pattern.endsWith('*');
    const start = isOpen ? pattern.slice(0, -1) : pattern;
    if (start.includes('*')) return false;
    if (isOpen && /^https?:/i.test(start) && !/^https?:\/\/[^/]+\//i.test(start)) return false;
    return /^[a-z][a-z0-9+.-]*:/i.test(start) && findRedirectUriFault(isOpen ? `${start}x` : start) === undefined;
  },
  { error: 'must be a redirect URI, or the beginning of some followed by * (after the host, for https)' },
);

const zPublicKey = z
  .looseObject({ kty: z.string() })
  .refine((jwk) => !hasPrivateMember(jwk), { error: 'must be a public key' });

const zClient = z
  .strictObject({
    client_id: z.string().min(1).max(200),
    /** Shown to the person; absent: the client_id is. */
    client_name: z.string().min(1).max(100).optional(),
    redirect_uris: z.array(zRedirectUri).default([]),
    token_endpoint_auth_method: z.enum(['none', 'private_key_jwt']).default('none'),
    jwks: z.strictObject({ keys: z.array(zPublicKey).min(1) }).optional(),
    /** Where the wallet takes offers (OID4VCI section 12.1): an address of its own, or a link it has claimed. */
    credential_offer_endpoint: zRedirectUri.optional(),
  })
  .refine((client) => client.token_endpoint_auth_method !== 'private_key_jwt' || client.jwks !== undefined, {
    error: 'jwks is needed for private_key_jwt',
    path: ['jwks'],
  });

export const authorizationMembers = {
  authorization_code: z
    .object({
      enabled: z.boolean().default(false),
      /** Absent: as the profile has it. */
      require_par: z.boolean().optional(),
      /** Whether a client nobody registered may ask, with a redirect URI of the patterns. */
      allow_unregistered_clients: z.boolean().default(false),
      redirect_uri_patterns: z.array(zRedirectPattern).default([]),
      /** Seconds. */
      code_lifetime: z.number().int().min(1).max(60).default(60),
      request_lifetime: z.number().int().min(5).max(599).default(300),
    })
    .prefault({}),
  clients: z
    .array(zClient)
    .default([])
    .refine((all) => new Set(all.map((one) => one.client_id)).size === all.length, 'client ids must differ'),
  /** How a person who comes without an offer says who they are; absent: nobody can come without one. */
  login: z.strictObject({ kind: z.literal('development') }).optional(),
};

const zAuthorizationMembers = z.object(authorizationMembers);
export type AuthorizationMembers = z.infer<typeof zAuthorizationMembers>;
export type RegisteredClient = AuthorizationMembers['clients'][number];

/** What holds in every profile; what some demand is in `profiles.ts`. */
export function reportAuthorizationFaults<I extends AuthorizationMembers>(issuer: I, report: z.RefinementCtx<I>): void {
  const { allow_unregistered_clients, redirect_uri_patterns } = issuer.authorization_code;
  if (allow_unregistered_clients && redirect_uri_patterns.length === 0)
    report.addIssue({
      code: 'custom',
      path: ['authorization_code', 'redirect_uri_patterns'],
      message: 'is needed with allow_unregistered_clients',
      input: issuer,
    });
}
