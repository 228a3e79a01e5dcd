/** One JSON logger for both processes, with one list of what is never written. */
import type { Logger } from 'pino';
import { pino, stdSerializers } from 'pino';

/**
 * A net below the rule that no such thing is logged in the first place. Temporal's default logs print failure details,
 * so these are cut as well.
 */
const never = [
  'authorization',
  'dpop',
  'cookie',
  'proof',
  'proofs',
  'code',
  'tx_code',
  'access_token',
  'refresh_token',
  'claims',
];
const redact = [
  ...never,
  // An error's `code` is the machine's; where a request is described, it is the wallet's.
  ...never.filter((name) => name !== 'code').map((name) => `*.${name}`),
  ...['body', 'form_body', 'data'].map((place) => `${place}.code`),
  ...never.map((name) => `headers.${name}`),
  'error.details',
  'err.details',
];

export function createLogger(name: string, level: string): Logger {
  return pino({
    name,
    level,
    redact: { paths: redact, censor: '[redacted]' },
    serializers: { err: stdSerializers.err, error: stdSerializers.err },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
  });
}
