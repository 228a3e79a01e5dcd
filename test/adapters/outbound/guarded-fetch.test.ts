import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAddressGuard } from '../../../adapters/outbound/address-guard.js';
import { createGuardedFetch } from '../../../adapters/outbound/create-guarded-fetch.js';

const LOOPBACK = ['127.0.0.0/8', '::1'];

describe('which addresses may be called', () => {
  const mayCall = createAddressGuard([]);

  it.each(['8.8.8.8', '2606:4700:4700::1111', '172.32.0.1', '::ffff:8.8.8.8'])('%s may', (address) => {
    expect(mayCall(address)).toBe(true);
  });

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'fe80::1',
    'fd00::1',
    'not an address',
  ])('%s may not', (address) => {
    expect(mayCall(address)).toBe(false);
  });

  it('an allowed network may be called although it is private, and only that one', () => {
    const lenient = createAddressGuard(['10.1.0.0/16', 'fd00::1']);
    expect(['10.1.2.3', '10.2.0.1', 'fd00::1', 'fd00::2'].map(lenient)).toEqual([true, false, true, false]);
  });
});

describe('a call to a named address', () => {
  const server = createServer((request, response) => {
    if (request.url === '/large') return response.end(Buffer.alloc(4096));
    if (request.url === '/slow') return void setTimeout(() => response.end(), 3000).unref();
    if (request.url === '/elsewhere') return response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
    return response.setHeader('X-Seen', request.method ?? '').end('hello');
  });
  const guarded = createGuardedFetch({ allowed: LOOPBACK, allowHttp: true });
  let base = '';

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await guarded.close();
    server.closeAllConnections();
    server.close();
  });
  const call = (url: string, rest: object = {}) =>
    guarded.send({ url, timeoutMs: url.endsWith('/slow') ? 300 : 10_000, maxBytes: 1024, ...rest });

  it('answers status, headers and body', async () => {
    const answer = await call(`${base}/`, { method: 'POST', body: 'x' });
    expect([answer.status, answer.headers['x-seen'], Buffer.from(answer.body).toString()]).toEqual([
      200,
      'POST',
      'hello',
    ]);
  });

  it('does not follow a redirect', async () => {
    expect((await call(`${base}/elsewhere`)).status).toBe(302);
  });

  it.each([
    ['/large', 'too_large'],
    ['/slow', 'timeout'],
  ])('gives up on %s', async (path, kind) => {
    await expect(call(base + path)).rejects.toMatchObject({ kind });
  });

  it.each([
    ['http://127.0.0.1:1/', 'unreachable'],
    ['file:///etc/passwd', 'invalid_url'],
    ['https://user:secret@example.org/', 'invalid_url'],
    ['https://10.0.0.1/', 'forbidden_address'],
    ['https://[fd00::1]/', 'forbidden_address'],
    ['https://0x0a000001/', 'forbidden_address'],
    ['http://8.8.8.8/', 'forbidden_address'],
  ])('refuses %s as %s', async (url, kind) => {
    await expect(call(url)).rejects.toMatchObject({ kind });
  });

  it.each(['localhost', '127.0.0.1', '[::1]'])('does not reach %s where loopback is not allowed', async (host) => {
    const strict = createGuardedFetch({ allowed: [], allowHttp: true });
    const port = new URL(base).port;
    await expect(strict.send({ url: `http://${host}:${port}/`, timeoutMs: 1000, maxBytes: 10 })).rejects.toMatchObject({
      kind: 'forbidden_address',
    });
    await strict.close();
  });

  it('speaks http to nobody where it is not allowed', async () => {
    const strict = createGuardedFetch({ allowed: LOOPBACK, allowHttp: false });
    await expect(strict.send({ url: base, timeoutMs: 1000, maxBytes: 10 })).rejects.toMatchObject({
      kind: 'forbidden_address',
    });
    await strict.close();
  });
});
