import { describe, expect, it } from 'vitest';
import { ConfigurationError, loadConfig, type ProcessName } from '../../platform/config.js';

const PRODUCTION = {
  NODE_ENV: 'production',
  VOUCHSAFE_PUBLIC_URL: 'https://issuer.example',
  VOUCHSAFE_KEYS: '/keys.json',
  VOUCHSAFE_ADMIN_KEY: 'sixteen-characters',
  VOUCHSAFE_ISSUER_KEY: '/key.pem',
  VOUCHSAFE_ISSUER_CHAIN: '/chain.pem',
};

/** The mistakes of an environment, one a line. */
function mistakesOf(env: NodeJS.ProcessEnv, process: ProcessName = 'api'): string[] {
  try {
    loadConfig(process, env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as Error).message.split('\n').slice(1);
  }
  return [];
}

describe('the configuration', () => {
  it('of nothing is that of a development machine', () => {
    expect(loadConfig('api', {})).toMatchObject({
      publicUrl: 'http://127.0.0.1:3000',
      privateUrl: 'http://127.0.0.1:3001',
      TEMPORAL_ADDRESS: '127.0.0.1:7233',
      keysPath: '.local/keys.json',
      isProduction: false,
    });
  });

  it('is frozen', () => {
    expect(Object.isFrozen(loadConfig('api', {}))).toBe(true);
  });

  it('takes an empty variable for an absent one', () => {
    expect(loadConfig('api', { VOUCHSAFE_PUBLIC_URL: '', VOUCHSAFE_KEYS: '', VOUCHSAFE_ADMIN_KEY: '' })).toMatchObject({
      publicUrl: 'http://127.0.0.1:3000',
      keysPath: '.local/keys.json',
    });
  });

  it.each([
    ['0.0.0.0', 'http://127.0.0.1:3000'],
    ['::', 'http://127.0.0.1:3000'],
    ['::1', 'http://[::1]:3000'],
    ['localhost', 'http://localhost:3000'],
  ])('makes of the address %s the URL %s', (host, url) => {
    expect(loadConfig('api', { VOUCHSAFE_PUBLIC_HOST: host }).publicUrl).toBe(url);
  });

  it('says https where it serves TLS itself', () => {
    expect(loadConfig('api', { VOUCHSAFE_TLS_CERT: '/c', VOUCHSAFE_TLS_KEY: '/k' }).publicUrl).toBe(
      'https://127.0.0.1:3000',
    );
  });

  it('lists every mistake at once', () => {
    const mistakes = mistakesOf({
      NODE_ENV: 'staging',
      VOUCHSAFE_PUBLIC_PORT: 'many',
      VOUCHSAFE_PRIVATE_PORT: '70000',
      VOUCHSAFE_LOG_LEVEL: 'loud',
      VOUCHSAFE_RATE_LIMIT: '0',
      VOUCHSAFE_PUBLIC_URL: 'http://issuer.example/?q#f',
      VOUCHSAFE_TLS_CERT: '/c',
      VOUCHSAFE_ISSUER_CHAIN: '/chain',
      VOUCHSAFE_ADMIN_KEY: 'short',
    }).join('\n');
    for (const name of [
      'NODE_ENV',
      'VOUCHSAFE_PUBLIC_PORT',
      'VOUCHSAFE_PRIVATE_PORT',
      'VOUCHSAFE_LOG_LEVEL',
      'VOUCHSAFE_RATE_LIMIT',
      'VOUCHSAFE_PUBLIC_URL must be https',
      'VOUCHSAFE_PUBLIC_URL must have no query',
      'VOUCHSAFE_TLS_CERT and VOUCHSAFE_TLS_KEY',
      'VOUCHSAFE_ISSUER_KEY and VOUCHSAFE_ISSUER_CHAIN',
      'VOUCHSAFE_ADMIN_KEY needs at least 16',
    ])
      expect(mistakes).toContain(name);
  });

  it('never repeats a key it refuses', () => {
    expect(mistakesOf({ VOUCHSAFE_ADMIN_KEY: 'hush-hush' }).join()).not.toContain('hush-hush');
  });
});

describe('the public URL', () => {
  it.each(['http://127.0.0.1:3000', 'http://localhost:3000', 'http://[::1]:3000', 'https://issuer.example/tenant'])(
    'may be %s on a development machine',
    (url) => {
      expect(mistakesOf({ VOUCHSAFE_PUBLIC_URL: url })).toEqual([]);
    },
  );

  it.each([
    'http://issuer.example',
    'http://127.0.0.1.example',
    'http://localhost.example',
    'http://0.0.0.0:3000',
    'ftp://127.0.0.1',
    'issuer.example',
    'https://issuer.example/',
    'https://issuer.example?a=b',
    'https://issuer.example#f',
  ])('may not be %s', (url) => {
    expect(mistakesOf({ VOUCHSAFE_PUBLIC_URL: url })).not.toEqual([]);
  });

  it('is https in production, on whatever machine', () => {
    expect(mistakesOf(PRODUCTION)).toEqual([]);
    expect(mistakesOf({ ...PRODUCTION, VOUCHSAFE_PUBLIC_URL: 'http://localhost:3000' }).join()).toContain(
      'must be https',
    );
    expect(mistakesOf({ ...PRODUCTION, VOUCHSAFE_PUBLIC_URL: undefined }).join()).toContain('must be https');
  });
});

describe('production', () => {
  it.each([
    ['api', 'VOUCHSAFE_KEYS'],
    ['api', 'VOUCHSAFE_ADMIN_KEY'],
    ['worker', 'VOUCHSAFE_KEYS'],
    ['worker', 'VOUCHSAFE_ISSUER_KEY'],
  ] as const)('refuses to start the %s without %s', (process, name) => {
    const mistakes = mistakesOf({ ...PRODUCTION, [name]: undefined }, process);
    expect(mistakes.join()).toContain(`${name} is required in production`);
  });

  it("asks neither process for the other one's secret", () => {
    const { VOUCHSAFE_ADMIN_KEY: _admin, ...withoutAdmin } = PRODUCTION;
    const { VOUCHSAFE_ISSUER_KEY: _key, VOUCHSAFE_ISSUER_CHAIN: _chain, ...withoutIssuer } = PRODUCTION;
    expect(mistakesOf(withoutAdmin, 'worker')).toEqual([]);
    expect(mistakesOf(withoutIssuer, 'api')).toEqual([]);
  });
});
