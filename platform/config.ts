/** Everything the processes take from their environment, read once, checked at once, frozen. */
import { readFileSync } from 'node:fs';
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
  VOUCHSAFE_RATE_LIMIT: z.coerce
    .number()
    .int()
    .min(1)
    .default(3000)
    .describe('Requests one address may make in ten seconds of offers, authorizations, logins, tokens and nonces'),
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
    ...((env.VOUCHSAFE_ADMIN_KEY?.length ?? 16) < 16 ? ['VOUCHSAFE_ADMIN_KEY needs at least 16 characters'] : []),
  ];
}

/** Issuer keys are the worker's alone, the admin key the API's (design: what a broken API cannot reach). */
function missingInProduction(process: ProcessName, env: Partial<Environment>, keys: string | undefined): string[] {
  const needed = {
    api: ['VOUCHSAFE_ADMIN_KEY is required in production', env.VOUCHSAFE_ADMIN_KEY],
    worker: [
      'VOUCHSAFE_ISSUER_KEY is required in production: the development PKI is not for use',
      env.VOUCHSAFE_ISSUER_KEY,
    ],
  } as const;
  const [text, value] = needed[process];
  return [
    ...(keys === undefined ? ['VOUCHSAFE_KEYS is required in production (npm run keys makes one)'] : []),
    ...(value === undefined ? [text] : []),
  ];
}

/** The issuers' file as JSON, not yet checked. @throws ConfigurationError */
export function readIssuersFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ConfigurationError(`${path} is not a readable JSON file: ${(error as Error).message}`);
  }
}
