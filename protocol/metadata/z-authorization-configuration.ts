/** What the issuers' file says of the authorization code flow: who may ask, where answers go, who the person is. */
import { z } from 'zod';
import { findRedirectUriFault } from '../authorization/check-redirect-uri.js';
import { LONGEST_CLIENT_ID } from '../client/longest-client-id.js';
import { hasPrivateMember } from '../jwk.js';
import { clientAuthenticationOf } from './profiles.js';
import { findLoginFaults, zLogin } from './z-login-configuration.js';

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
    client_id: z.string().min(1).max(LONGEST_CLIENT_ID),
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
  login: zLogin,
};

const zAuthorizationMembers = z.object(authorizationMembers);
export type AuthorizationMembers = z.infer<typeof zAuthorizationMembers>;
export type RegisteredClient = AuthorizationMembers['clients'][number];

type Judged = AuthorizationMembers &
  Parameters<typeof clientAuthenticationOf>[0] &
  Pick<Parameters<typeof findLoginFaults>[0], 'credential_configurations'>;

/** What holds in every profile; what some demand is in `profiles.ts`. */
export function reportAuthorizationFaults(issuer: Judged, report: z.RefinementCtx<Judged>): void {
  const fault = (path: (string | number)[], message: string): void =>
    report.addIssue({ code: 'custom', path, message, input: issuer });
  const { allow_unregistered_clients, redirect_uri_patterns } = issuer.authorization_code;
  if (allow_unregistered_clients && redirect_uri_patterns.length === 0)
    fault(['authorization_code', 'redirect_uri_patterns'], 'is needed with allow_unregistered_clients');
  for (const { path, message } of findLoginFaults(issuer)) fault(path, message);
  const methods = clientAuthenticationOf(issuer);
  if (methods.includes('private_key_jwt') && !hasAssertingClient(issuer))
    fault(['client_authentication'], 'private_key_jwt needs a client that is registered with it');
}

export function hasAssertingClient({ clients }: Pick<Judged, 'clients'>): boolean {
  return clients.some((one) => one.token_endpoint_auth_method === 'private_key_jwt');
}
