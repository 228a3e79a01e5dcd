/** Everything the processes take from their environment, read once, checked at once, frozen. */
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';

const port = (fallback: number) => z.coerce.number().int().min(1).max(65_535).default(fallback);
const optional = z
  .string()
  .optional()
  .transform((value) => (value === '' ? undefined : value));

export const zEnvironment = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'])
    .default('development')
    .describe('`production` refuses development defaults'),
  VOUCHSAFE_PUBLIC_URL: optional.describe(
    'What wallets see, without a trailing slash; `http:` only for loopback outside production',
  ),
  VOUCHSAFE_PUBLIC_HOST: z.string().default('127.0.0.1').describe('Address the public listener binds'),
  VOUCHSAFE_PUBLIC_PORT: port(3000).describe('Port of the public listener (wallets)'),
  VOUCHSAFE_PRIVATE_HOST: z.string().default('127.0.0.1').describe('Address the private listener binds'),
  VOUCHSAFE_PRIVATE_PORT: port(3001).describe('Port of the private listener (back office, console, metrics)'),
  VOUCHSAFE_PRIVATE_URL: optional.describe('What operators see; default from host and port'),
  VOUCHSAFE_TLS_CERT: optional.describe('PEM file; with VOUCHSAFE_TLS_KEY both listeners serve TLS themselves'),
  VOUCHSAFE_TLS_KEY: optional.describe('PEM file'),
  VOUCHSAFE_ADMIN_KEY: optional.describe('Key of the private API and the console, at least 16 characters'),
  VOUCHSAFE_CONFIG: z.string().default('config/issuers.json').describe("The issuers' configuration file"),
  VOUCHSAFE_DATA_DIR: z.string().default('.local').describe('Where generated keys and the development PKI live'),
  VOUCHSAFE_KEYS: optional.describe('Sealing keys; made on first start outside production'),
  VOUCHSAFE_ISSUER_KEY: optional.describe(
    'PEM private key (P-256) of the document signer; default is the development PKI',
  ),
  VOUCHSAFE_ISSUER_CHAIN: optional.describe('PEM certificates of the document signer, leaf first, root left out'),
  VOUCHSAFE_ISSUER_KEYS: optional.describe(
    'JSON file of the keys that `signing.key` in the issuers file names: `{"<name>": {"key": "<PEM file>", "chain": "<PEM file>"}}`',
  ),
  VOUCHSAFE_RATE_LIMIT: z.coerce
    .number()
    .int()
    .min(1)
    .default(3000)
    .describe('Requests one address may make in ten seconds of offers, authorizations, logins, tokens and nonces'),
  VOUCHSAFE_PRIVATE_RATE_LIMIT: z.coerce
    .number()
    .int()
    .min(1)
    .default(5000)
    .describe('Requests to the private API one key or person may make in ten seconds'),
  VOUCHSAFE_FAILED_LOGINS: z.coerce
    .number()
    .int()
    .min(1)
    .default(100)
    .describe('Wrong keys one address may present in five minutes, at the form of the console too'),
  VOUCHSAFE_BULK_AT_ONCE: z.coerce
    .number()
    .int()
    .min(0)
    .max(64)
    .default(4)
    .describe('Lines of bulk jobs that an API process works at once, beside wallets; 0 leaves them to others'),
  VOUCHSAFE_OIDC_ISSUER: optional.describe(
    'OpenID Connect provider whose access tokens the private API takes; with VOUCHSAFE_OIDC_AUDIENCE and VOUCHSAFE_OIDC_ROLES',
  ),
  VOUCHSAFE_OIDC_AUDIENCE: optional.describe('What the tokens must name as their audience'),
  VOUCHSAFE_OIDC_ROLES_CLAIM: z
    .string()
    .min(1)
    .default('roles')
    .describe('The claim that holds the roles; dots lead into objects'),
  VOUCHSAFE_OIDC_ROLES: optional.describe(
    'JSON object by role: `{"clerk": {"scopes": ["sessions:read"], "issuer": "default"}}`',
  ),
  VOUCHSAFE_TRUSTED_PROXIES: z
    .string()
    .default('')
    .describe('Comma-separated addresses or networks whose X-Forwarded-For is believed'),
  VOUCHSAFE_OUTBOUND_ALLOW: z
    .string()
    .default('')
    .describe(
      'Comma-separated private networks that calls to named addresses (webhooks, status lists, DID documents) may reach; loopback is among them outside production',
    ),
  VOUCHSAFE_DISPATCH: z
    .enum(['on', 'off'])
    .default('on')
    .transform((value) => value === 'on')
    .describe('`off`: this worker starts no dispatchers of events and webhooks; those that run already go on'),
  VOUCHSAFE_WEBHOOK_RETRIES: z
    .string()
    .regex(/^\d+(,\d+)*$/)
    .default('5,30,120,600,3600,21600')
    .transform((value) => value.split(',').map(Number))
    .describe('Seconds between the attempts of a webhook delivery; the last one repeats'),
  VOUCHSAFE_WEBHOOK_GIVE_UP: z.coerce
    .number()
    .int()
    .min(1)
    .default(259_200)
    .describe('Seconds after which a webhook delivery is given up'),
  VOUCHSAFE_EVENT_RETENTION_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3650)
    .default(90)
    .describe('How long events of the feed and webhook deliveries are kept'),
  VOUCHSAFE_SWEEP_INTERVAL: z.coerce
    .number()
    .int()
    .min(1)
    .max(86_400)
    .default(60)
    .describe('Seconds between two looks for what the retention rules have ended'),
  VOUCHSAFE_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal'])
    .default('info')
    .describe('Least level that is logged'),
  VOUCHSAFE_WORKFLOW_BUNDLE: optional.describe('Prebuilt workflow bundle; default `dist/workflow-bundle.js`'),
  TEMPORAL_ADDRESS: z
    .string()
    .default('127.0.0.1:7233')
    .describe('As in the Temporal environment configuration, like every TEMPORAL_* variable'),
  TEMPORAL_NAMESPACE: z.string().default('default').describe('Temporal namespace'),
  TEMPORAL_UI_URL: optional.describe('Base of the Temporal UI, for links in the console'),
  MONGODB_URI: z.string().default('mongodb://127.0.0.1:27027/?directConnection=true').describe('Database'),
  MONGODB_DATABASE: z.string().default('vouchsafe').describe('Database name'),
});

export type Environment = z.infer<typeof zEnvironment>;
export type Config = Readonly<
  Omit<Environment, 'VOUCHSAFE_PUBLIC_URL' | 'VOUCHSAFE_PRIVATE_URL' | 'VOUCHSAFE_KEYS'>
> & {
  readonly publicUrl: string;
  readonly privateUrl: string;
  readonly keysPath: string;
  readonly isProduction: boolean;
};

/** Bad configuration: one message that lists every mistake. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

export type ProcessName = 'api' | 'worker';

/** Each process is asked for what it needs, and for no secret of the other. @throws ConfigurationError naming every bad variable */
export function loadConfig(processName: ProcessName, env: NodeJS.ProcessEnv = process.env): Config {
  const { values, mistakes: wrongValues } = readValues(env);
  const { VOUCHSAFE_PUBLIC_URL, VOUCHSAFE_PRIVATE_URL, VOUCHSAFE_KEYS, ...rest } = values;
  const isProduction = rest.NODE_ENV === 'production';
  const scheme = rest.VOUCHSAFE_TLS_CERT === undefined ? 'http' : 'https';
  const publicUrl =
    VOUCHSAFE_PUBLIC_URL ?? `${scheme}://${urlHost(rest.VOUCHSAFE_PUBLIC_HOST)}:${rest.VOUCHSAFE_PUBLIC_PORT}`;
  const privateUrl =
    VOUCHSAFE_PRIVATE_URL ?? `${scheme}://${urlHost(rest.VOUCHSAFE_PRIVATE_HOST)}:${rest.VOUCHSAFE_PRIVATE_PORT}`;
  const mistakes = [
    ...wrongValues,
    ...mistakesInPublicUrl(publicUrl, isProduction),
    ...mistakesTogether(rest),
    ...(isProduction ? missingInProduction(processName, rest, VOUCHSAFE_KEYS) : []),
  ];
  if (mistakes.length > 0)
    throw new ConfigurationError(`The environment is not usable:\n${mistakes.map((one) => `✖ ${one}`).join('\n')}`);
  const keysPath = VOUCHSAFE_KEYS ?? join(rest.VOUCHSAFE_DATA_DIR, 'keys.json');
  return Object.freeze({ ...rest, publicUrl, privateUrl, keysPath, isProduction });
}

/** Each variable by itself; in the place of a wrong one stands its default, so that the rest can be judged all the same. */
function readValues(env: NodeJS.ProcessEnv): { values: Environment; mistakes: string[] } {
  const read = Object.entries(zEnvironment.shape).map(([name, schema]) => {
    const parsed = schema.safeParse(env[name]);
    if (parsed.success) return { name, value: parsed.data, mistakes: [] };
    const mistakes = parsed.error.issues.map((issue) => `${name}: ${issue.message}`);
    return { name, value: schema.parse(undefined), mistakes };
  });
  return {
    values: Object.fromEntries(read.map(({ name, value }) => [name, value])) as Environment,
    mistakes: read.flatMap((one) => one.mistakes),
  };
}

/** An address to listen on as an address to call. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return isIPv6(host) ? `[${host}]` : host;
}

/** OID4VCI 12.2.1: an https URL with no query and no fragment; nothing is ever computed from a request. */
function mistakesInPublicUrl(value: string, isProduction: boolean): string[] {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined) return [`VOUCHSAFE_PUBLIC_URL is not a URL`];
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  const isAllowedHttp = url.protocol === 'http:' && isLoopback && !isProduction;
  return [
    ...(url.protocol === 'https:' || isAllowedHttp
      ? []
      : ['VOUCHSAFE_PUBLIC_URL must be https (http only for loopback outside production)']),
    ...(url.search === '' && url.hash === '' ? [] : ['VOUCHSAFE_PUBLIC_URL must have no query and no fragment']),
    ...(value.endsWith('/') ? ['VOUCHSAFE_PUBLIC_URL must not end in a slash'] : []),
  ];
}

function mistakesTogether(env: Partial<Environment>): string[] {
  const pair = (a: keyof Environment, b: keyof Environment): string[] =>
    (env[a] === undefined) === (env[b] === undefined) ? [] : [`${a} and ${b} are needed together`];
  return [
    ...pair('VOUCHSAFE_TLS_CERT', 'VOUCHSAFE_TLS_KEY'),
    ...pair('VOUCHSAFE_ISSUER_KEY', 'VOUCHSAFE_ISSUER_CHAIN'),
    ...pair('VOUCHSAFE_OIDC_ISSUER', 'VOUCHSAFE_OIDC_AUDIENCE'),
    ...pair('VOUCHSAFE_OIDC_ISSUER', 'VOUCHSAFE_OIDC_ROLES'),
    ...mistakesInProvider(env.VOUCHSAFE_OIDC_ISSUER),
    ...((env.VOUCHSAFE_ADMIN_KEY?.length ?? 16) < 16 ? ['VOUCHSAFE_ADMIN_KEY needs at least 16 characters'] : []),
  ];
}

/** Its keys decide who is an operator: nobody on the way may put others in their place. */
function mistakesInProvider(value: string | undefined): string[] {
  if (value === undefined) return [];
  if (!URL.canParse(value)) return ['VOUCHSAFE_OIDC_ISSUER is not a URL'];
  const { protocol, hostname } = new URL(value);
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback)
    ? []
    : ['VOUCHSAFE_OIDC_ISSUER must be https (http only for loopback)'];
}

/** Issuer keys are the worker's alone, the admin key the API's (design: what a broken API cannot reach). */
function missingInProduction(process: ProcessName, env: Partial<Environment>, keys: string | undefined): string[] {
  const needed = {
    api: ['VOUCHSAFE_ADMIN_KEY is required in production', env.VOUCHSAFE_ADMIN_KEY],
    worker: [
      'VOUCHSAFE_ISSUER_KEY is required in production, or VOUCHSAFE_ISSUER_KEYS: the development PKI is not for use',
      env.VOUCHSAFE_ISSUER_KEY ?? env.VOUCHSAFE_ISSUER_KEYS,
    ],
  } as const;
  const [text, value] = needed[process];
  return [
    ...(keys === undefined ? ['VOUCHSAFE_KEYS is required in production (npm run keys makes one)'] : []),
    ...(value === undefined ? [text] : []),
  ];
}
