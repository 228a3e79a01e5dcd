import { Writable } from 'node:stream';
import type { LoggerOptions } from 'pino';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createLogger } from '../../platform/logger.js';
import { untilReady } from '../../platform/until-ready.js';

const written = vi.hoisted(() => ({ text: '' }));

// pino writes to the standard output past everything a test could replace; here it is given another destination.
vi.mock('pino', async (load) => {
  const real = await load<typeof import('pino')>();
  const destination = new Writable({
    write: (chunk, _encoding, done) => {
      written.text += String(chunk);
      done();
    },
  });
  return { ...real, pino: (options: LoggerOptions) => real.pino(options, destination) };
});
beforeEach(() => {
  written.text = '';
});

function logged(): any[] {
  return written.text
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

describe('the logger', () => {
  it('writes JSON with a level in words and a time for people', () => {
    const logger = createLogger('test', 'info');
    logger.info({ sessionId: 's' }, 'Hello');
    logger.debug('hidden');
    const [line, ...more] = logged();
    expect(line).toMatchObject({ level: 'info', name: 'test', msg: 'Hello', sessionId: 's' });
    expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(more).toEqual([]);
  });

  it('writes none of what must never be logged, at the top or one below', () => {
    const names = [
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
    const secret = Object.fromEntries(names.map((name) => [name, 'hush']));
    createLogger('test', 'info').error({ ...secret, headers: secret, body: secret }, 'x');
    expect(written.text).not.toContain('hush');
    expect(written.text.match(/\[redacted\]/g)).toHaveLength(3 * names.length);
  });

  it('writes errors with their stack, under either name, and cuts the details of failures', () => {
    const error = Object.assign(new Error('broken'), { details: ['hush'] });
    createLogger('test', 'info').error({ err: error, error }, 'x');
    const [line] = logged();
    for (const name of ['err', 'error']) {
      expect(line[name]).toMatchObject({ type: 'Error', message: 'broken', details: '[redacted]' });
      expect(line[name].stack).toContain('Error: broken');
    }
  });
});

describe('waiting for something', () => {
  it('tries until it is there, and says each time that it was not', async () => {
    const faults: unknown[] = [];
    let tries = 0;
    const value = await untilReady(
      async () => {
        tries += 1;
        if (tries < 3) throw new Error(`away ${tries}`);
        return 'there';
      },
      (error) => faults.push((error as Error).message),
    );
    expect(value).toBe('there');
    expect(faults).toEqual(['away 1', 'away 2']);
  });
});
