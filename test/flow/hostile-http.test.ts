/** What no HTTP library sends: requests that mean two things, end early, never end, or are no requests at all. */
import { afterEach, describe, expect, it } from 'vitest';
import { AV } from '../support/datasets.js';
import { redeemSession } from '../support/open-session.js';
import { sendRaw } from '../support/raw-request.js';
import { sendBytes } from '../support/raw-socket.js';
import { sharedStack } from '../support/stack.js';
import { newKey } from '../support/wallet.js';

const stack = sharedStack();
const { publicUrl } = stack;
const { host } = new URL(publicUrl);
const MEGABYTE = 1024 * 1024;
const head = (lines: readonly string[], start = 'POST /token HTTP/1.1'): string =>
  [start, `Host: ${host}`, ...lines, '', ''].join('\r\n');
const FORM = 'Content-Type: application/x-www-form-urlencoded';

afterEach(async () => {
  expect((await sendRaw(`${publicUrl}/nonce`, { method: 'POST' })).status, 'it serves on').toBe(200);
});

describe('a request that means two things', () => {
  it.each([
    ['a length and chunks', head([FORM, 'Content-Length: 4', 'Transfer-Encoding: chunked'])],
    ['two lengths', head([FORM, 'Content-Length: 4', 'Content-Length: 40'])],
    ['a negative length', head([FORM, 'Content-Length: -1'])],
    ['a length that is no number', head([FORM, 'Content-Length: 4, 4'])],
    ['a coding after chunked', head([FORM, 'Transfer-Encoding: chunked, identity'])],
    ['a space before the colon', head([FORM, 'Content-Length : 4'])],
    ['a folded header', head([FORM, 'X-Folded: a', ' Content-Length: 4'])],
    ['a null byte in a header', head([FORM, 'X-Null: a\u0000b', 'Content-Length: 4'])],
  ])('with %s is refused and the connection closed, and what follows is no second request', async (_name, text) => {
    const smuggled = head([], 'GET /smuggled HTTP/1.1');
    const { statuses, wasClosed, text: all } = await sendBytes(publicUrl, [`${text}a=b&${smuggled}`]);
    expect({ statuses, wasClosed }).toEqual({ statuses: [400], wasClosed: true });
    expect(all).not.toContain('smuggled');
  });

  it('with two Host headers has no say in what it is answered', async () => {
    const text = `GET /.well-known/openid-credential-issuer HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: gopher\r\nForwarded: host=evil.example\r\nConnection: close\r\n\r\n`;
    const answer = await sendBytes(publicUrl, [text]);
    expect(answer.statuses).toEqual([200]);
    expect(answer.text).not.toContain('evil.example');
    expect(answer.text).toContain(`"credential_issuer":"${publicUrl}"`);
  });

  it('in absolute form is answered by its path', async () => {
    const target = 'GET http://evil.example/.well-known/openid-credential-issuer HTTP/1.1';
    const answer = await sendBytes(publicUrl, [head(['Connection: close'], target)]);
    expect(answer.text).not.toContain('evil.example');
  });
});

describe('what is no request', () => {
  it.each([
    ['noise', Buffer.from(Array.from({ length: 2000 }, (_, index) => (index * 37) % 256))],
    ['a TLS handshake', Buffer.from('160301020001000001fc0303', 'hex')],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['an unknown method', head([], 'BREW /coffee HTTP/1.1')],
    ['a line without an end', `GET /${'a'.repeat(MEGABYTE)}`],
    ['headers without an end', `GET / HTTP/1.1\r\nHost: ${host}\r\n${'X-Long: 1\r\n'.repeat(100_000)}`],
  ])('%s is refused and the connection closed', async (_name, bytes) => {
    const { statuses, wasClosed } = await sendBytes(publicUrl, [bytes]);
    expect(wasClosed).toBe(true);
    expect(statuses.every((status) => status >= 400 && status < 500)).toBe(true);
  });

  it.each(['CONNECT', 'TRACE', 'OPTIONS *'])('%s opens nothing', async (method) => {
    const [verb, target = `${host}`] = method.split(' ');
    const { text, statuses } = await sendBytes(publicUrl, [
      head(['X-Secret: mirrored', 'Connection: close'], `${verb} ${verb === 'TRACE' ? '/token' : target} HTTP/1.1`),
    ]);
    expect(statuses.every((status) => status === 204 || status >= 400)).toBe(true);
    expect(text).not.toContain('mirrored');
  });
});

describe('a body', () => {
  it.each([
    ['/token', 'application/x-www-form-urlencoded'],
    ['/credential', 'application/json'],
  ])('X-12 in chunks that never says how long it is ends at the limit at %s', async (path, type) => {
    const chunk = `10000\r\n${'a'.repeat(0x10000)}\r\n`;
    const start = head([`Content-Type: ${type}`, 'Transfer-Encoding: chunked'], `POST ${path} HTTP/1.1`);
    const { statuses } = await sendBytes(publicUrl, [start, ...Array.from({ length: 40 }, () => chunk), '0\r\n\r\n']);
    expect(statuses).toEqual([413]);
  });

  it('that inflates beyond the limit is 413, however small it came', async () => {
    const { gzipSync } = await import('node:zlib');
    const bomb = gzipSync(Buffer.alloc(64 * MEGABYTE, 'a'));
    expect(bomb.length).toBeLessThan(MEGABYTE / 8);
    const { statuses } = await sendBytes(publicUrl, [
      head([FORM, 'Content-Encoding: gzip', `Content-Length: ${bomb.length}`, 'Connection: close']),
      bomb,
    ]);
    expect(statuses).toEqual([413]);
  });

  it('that ends early is nobody’s request', async () => {
    const { statuses } = await sendBytes(publicUrl, [head([FORM, 'Content-Length: 100']), 'grant_type=x'], {
      patience: 300,
    });
    expect(statuses).toEqual([]);
  });

  it('may be announced first, and is then asked for', async () => {
    const { text } = await sendBytes(
      publicUrl,
      [head([FORM, 'Content-Length: 12', 'Expect: 100-continue', 'Connection: close']), 'grant_type=x'],
      { pause: 100 },
    );
    expect(text).toContain('100 Continue');
    expect(text).toContain('unsupported_grant_type');
  });

  it('X-02 with members named like JavaScript’s own changes nothing', async () => {
    const { wallet, tokens } = await redeemSession(stack);
    const request = await wallet.credentialRequest(tokens, AV, [await newKey()]);
    const extra = '"__proto__":{"proofs":{"jwt":["x"]},"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}';
    const body = `{${extra},${JSON.stringify(request).slice(1)}`;
    expect((await wallet.authorized('/credential', tokens, body)).status).toBe(200);
  });

  it.each([
    ['not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['with a byte order mark', Buffer.from('\ufeff{}')],
    ['in two-byte characters', Buffer.from('{}', 'utf16le')],
    ['a number', Buffer.from('1e400')],
    ['deeper than a stack', Buffer.from(`${'['.repeat(MEGABYTE)}`)],
    ['deep and complete', Buffer.from(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)],
    ['two values', Buffer.from('{}{}')],
    ['nothing', Buffer.alloc(0)],
  ])('of JSON that is %s is answered 4xx', async (_name, bytes) => {
    const { tokens } = await redeemSession(stack);
    for (const path of ['/credential', '/deferred_credential', '/notification']) {
      const start = head(
        [
          'Content-Type: application/json',
          `Authorization: Bearer ${tokens.access_token}`,
          `Content-Length: ${bytes.length}`,
          'Connection: close',
        ],
        `POST ${path} HTTP/1.1`,
      );
      const { statuses, text } = await sendBytes(publicUrl, [start, bytes]);
      expect({ path, statuses }).toEqual({ path, statuses: [400] });
      expect(text).toMatch(/"error":"invalid_(credential|notification)_request"/);
    }
  });
});

describe('an address', () => {
  it.each([
    '/../../etc/passwd',
    '/credential_offers/..%2f..%2fetc%2fpasswd',
    '/credential_offers/%00',
    '/vct/__proto__',
    '/vct/constructor',
    '/status_lists/__proto__',
    '/status_lists/..%2f..',
    '/.well-known/openid-credential-issuer/__proto__',
    `/${'a/'.repeat(5000)}`,
    `/credential_offers/${'a'.repeat(10_000)}`,
  ])('%s is not found, and nothing else', async (path) => {
    const { statuses } = await sendBytes(publicUrl, [head(['Connection: close'], `GET ${path} HTTP/1.1`)]);
    expect(statuses).toEqual([404]);
  });

  it.each(['?__proto__[x]=1', '?constructor=1', `?${'a=1&'.repeat(3000)}`, '?%', '?access_token[]=x'])(
    'with the query %s is the same address',
    async (query) => {
      const { statuses } = await sendBytes(publicUrl, [
        head(['Connection: close'], `GET /.well-known/openid-credential-issuer${query} HTTP/1.1`),
      ]);
      expect(statuses).toEqual([200]);
    },
  );
});
