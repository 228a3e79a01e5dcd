/** Everything the processes take from their environment, read once, checked at once, frozen. */
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import { type Environment, zEnvironment } from './z-environment.js';

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
