/** How a person says who they are, as the issuers' file has it. Secrets are named here and never written. */
import { z } from 'zod';
import { isLoopback } from '../loopback.js';

/** Name of an environment variable of the process that needs it, or a file, seen from the folder of the issuers' file. */
export const zSecretName = z.union([
  z.strictObject({ env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/) }),
  z.strictObject({ file: z.string().min(1) }),
]);

const zClientAuth = z.discriminatedUnion('method', [
  z.strictObject({ method: z.enum(['client_secret_basic', 'client_secret_post']), secret: zSecretName }),
  z.strictObject({
    method: z.literal('private_key_jwt'),
    /** PKCS #8 in PEM. */
    key: zSecretName,
    alg: z.enum(['ES256', 'ES384', 'PS256', 'RS256', 'EdDSA']).default('ES256'),
    kid: z.string().min(1).optional(),
  }),
  /** A public client: PKCE is what protects it. */
  z.strictObject({ method: z.literal('none') }),
]);

const zProvider = z.string().refine(isProviderIdentifier, 'must be an https URL without query and fragment');

/** OpenID Connect Discovery section 3; http for loopback only, which production refuses. */
function isProviderIdentifier(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  const { protocol, search, hash, username, password } = url;
  if (search !== '' || hash !== '' || username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(url));
}

/** Whether an offer that is for nobody in particular demands a login too. */
const require_login = z.boolean().default(false);

const zDevelopmentLogin = z.strictObject({ kind: z.literal('development'), require_login });

const zOpenidLogin = z.strictObject({
  kind: z.literal('openid'),
  require_login,
  /** Issuer identifier of the provider; its metadata is found from it. */
  issuer: zProvider,
  client_id: z.string().min(1).max(500),
  client_auth: zClientAuth,
  scopes: z
    .array(z.string().regex(/^[\x21\x23-\x5B\x5D-\x7E]+$/))
    .refine((scopes) => scopes.includes('openid'), 'must contain openid')
    .default(['openid']),
  /** Asked for, and one of them must come back. */
  acr_values: z
    .array(z.string().regex(/^[\x21-\x7E]+$/))
    .min(1)
    .optional(),
  prompt: z.enum(['login', 'consent', 'select_account']).optional(),
  /** Whether claims are also fetched from the userinfo endpoint. */
  userinfo: z.boolean().default(false),
  /** The claim that names the person to the back office; absent: issuer and `sub` together, which never change. */
  subject_claim: z.string().min(1).max(200).optional(),
  /** Seconds the provider has for each answer. */
  timeout: z.number().int().min(1).max(30).default(10),
});

export const zLogin = z.discriminatedUnion('kind', [zDevelopmentLogin, zOpenidLogin]).optional();

export type OpenidLogin = z.infer<typeof zOpenidLogin>;
export type SecretName = z.infer<typeof zSecretName>;

type Judged = {
  readonly login?: { readonly kind: string } | undefined;
  readonly credential_configurations: Readonly<
    Record<
      string,
      {
        readonly claims_source?: { readonly kind: string; readonly map?: unknown };
        readonly claims_schema: { readonly properties: object; readonly additionalProperties?: unknown };
      }
    >
  >;
};

/** What of a login and of the claims taken from it does not fit together. */
export function findLoginFaults(issuer: Judged): { readonly message: string; readonly path: string[] }[] {
  return Object.entries(issuer.credential_configurations).flatMap(([id, { claims_source, claims_schema }]) => {
    if (claims_source?.kind !== 'login') return [];
    const path = ['credential_configurations', id, 'claims_source'];
    const unknown =
      claims_schema.additionalProperties === false
        ? Object.keys(claims_source.map ?? {}).filter((name) => !Object.hasOwn(claims_schema.properties, name))
        : [];
    return [
      ...(issuer.login?.kind === 'openid' ? [] : [{ message: 'needs a login of kind openid', path }]),
      ...unknown.map((name) => ({ message: 'is no claim of the claims_schema', path: [...path, 'map', name] })),
    ];
  });
}
