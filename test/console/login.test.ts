import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditActs } from '../../api/private/audit.js';
import { safeReturnAddress } from '../../console/addresses.js';
import { createOperatorSessions } from '../../console/http/operator-sessions.js';
import {
  ADMIN,
  ADMIN_KEY as API_ADMIN_KEY,
  createKeysInMemory,
  createReplica,
  START as KEYS_START,
} from '../api/private/keys.js';
import { makeRecord } from './fake-back-office.js';
import { ADMIN_KEY, formToken, type ServedConsole, serveConsole, Visitor } from './served-console.js';

let served: ServedConsole;
let visitor: Visitor;

beforeEach(async () => {
  served = await serveConsole();
  served.backOffice.records.set('s1', makeRecord('s1'));
  visitor = new Visitor(served.url);
});
afterEach(() => served.close());

describe('login', () => {
  it('sends a stranger to the login, and after it to where they wanted to go', async () => {
    const asked = await visitor.get('/sessions/s1?logs=x');
    expect(asked.status).toBe(303);
    expect(asked.headers.get('location')).toBe('/console/login?next=%2Fconsole%2Fsessions%2Fs1%3Flogs%3Dx');
    const done = await visitor.logIn(ADMIN_KEY, '/console/sessions/s1?logs=x');
    expect(done.status).toBe(303);
    expect(done.headers.get('location')).toBe('/console/sessions/s1?logs=x');
    expect((await visitor.get('/sessions/s1')).status).toBe(200);
  });

  it('gives a strict, script-proof cookie that does not contain the key', async () => {
    const done = await visitor.logIn();
    const cookie = done.headers.getSetCookie().find((one) => one.startsWith('vouchsafe_console='))!;
    expect(cookie).toMatch(/; Max-Age=43200; Path=\/console; .*HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain(ADMIN_KEY);
  });

  it('marks cookies Secure where the console is reached over https', async () => {
    const secure = await serveConsole({ isSecure: true });
    const page = await new Visitor(secure.url).get('/login');
    expect(page.headers.getSetCookie()[0]).toMatch(/^__Secure-vouchsafe_login=.*; Secure; SameSite=Strict$/);
    await secure.close();
  });

  it('refuses a wrong key and shows none of it', async () => {
    const page = await visitor.logIn('wrong-key-42');
    expect(page.status).toBe(401);
    expect(page.html).toContain('This key is not valid.');
    expect(page.html).not.toContain('wrong-key-42');
    expect((await visitor.get('')).status).toBe(303);
  });

  it('refuses a login form of another browser', async () => {
    const { html } = await visitor.get('/login');
    const other = new Visitor(served.url);
    await other.get('/login');
    const page = await other.post('/login', { key: ADMIN_KEY, form_token: formToken(html) });
    expect(page.status).toBe(403);
  });

  it('forgets an operator after twelve hours, and at once after logging out', async () => {
    await visitor.logIn();
    served.clock.now += 12 * 3_600_000 - 1;
    const page = await visitor.get('');
    expect(page.status).toBe(200);
    const kept = new Map(visitor.cookies);
    await visitor.post('/logout', { form_token: formToken(page.html) });
    expect(visitor.cookies.has('vouchsafe_console')).toBe(false);
    visitor.cookies = kept;
    expect((await visitor.get('')).status).toBe(303);

    const other = new Visitor(served.url);
    await other.logIn();
    served.clock.now += 12 * 3_600_000;
    expect((await other.get('')).status).toBe(303);
  });

  it('takes another key from a browser whose key was revoked', async () => {
    served.callers.set('old-key', { id: 'key:old', scopes: ['admin'] });
    await visitor.logIn('old-key');
    const kept = new Map(visitor.cookies);
    served.callers.delete('old-key');
    expect((await visitor.get('')).headers.get('location')).toBe('/console/login?next=%2Fconsole');
    expect(visitor.cookies.has('vouchsafe_console')).toBe(false);
    // Also when it comes to the login first, its cookie still there.
    visitor.cookies = kept;
    expect((await visitor.get('/login?next=%2Fconsole')).status).toBe(200);
    expect((await visitor.logIn()).status).toBe(303);
    expect((await visitor.get('')).status).toBe(200);
  });

  it('passes on whoever is logged in already', async () => {
    await visitor.logIn();
    const page = await visitor.get('/login?next=%2Fconsole%2Finbox');
    expect(page.headers.get('location')).toBe('/console/inbox');
  });

  it('stands in the audit record, as does logging out, and a wrong key does not', async () => {
    await visitor.logIn('wrong-key');
    await visitor.logIn();
    await visitor.post('/logout', { form_token: formToken((await visitor.get('')).html) });
    expect(served.acts).toMatchObject(
      ['POST /console/login', 'POST /console/logout'].map((operation) => ({
        caller: 'admin-key',
        operation,
        outcome: 'done',
      })),
    );
  });

  it('does not happen where it cannot be recorded', async () => {
    const append = () => Promise.reject(new Error('no database'));
    const unrecorded = await serveConsole({
      auditActs: auditActs({ append, report: () => undefined, now: () => new Date() }),
    });
    const operator = new Visitor(unrecorded.url);
    expect((await operator.logIn()).status).toBe(503);
    expect(operator.cookies.has('vouchsafe_console')).toBe(false);
    await unrecorded.close();
  });

  it.each([
    ['changed expiry', (value: string) => value.replace(/\.(\d+)\./, (_, at) => `.${Number(at) + 1}.`)],
    ['changed id', (value: string) => `x${value.slice(1)}`],
    ['cut signature', (value: string) => value.slice(0, -1)],
    ['no signature', (value: string) => value.split('.').slice(0, 2).join('.')],
    ['more parts', (value: string) => `${value}.x`],
    ['something else', () => 'true'],
  ])('does not believe a forged cookie: %s', async (_what, forge) => {
    await visitor.logIn();
    visitor.cookies.set('vouchsafe_console', forge(visitor.cookies.get('vouchsafe_console')!));
    expect((await visitor.get('')).status).toBe(303);
  });

  it('tells a part that refreshes itself to go to the login instead of showing it inside', async () => {
    const part = await visitor.get('/sessions/s1/live/state', { 'HX-Request': 'true' });
    expect(part.status).toBe(401);
    expect(part.headers.get('hx-redirect')).toBe('/console/login');
    expect(part.html).toBe('');
  });

  it('asks once more on its own behalf when a link elsewhere led here', async () => {
    const page = await visitor.get('/sessions/s1', { 'Sec-Fetch-Site': 'cross-site' });
    expect(page.html).toContain('<meta http-equiv="refresh" content="0">');
    expect(page.headers.getSetCookie()).toEqual([]);
    expect(page.html).not.toContain('s1');
  });

  it.each([
    'https://evil.example/console',
    '//evil.example/console',
    '/console//evil.example',
    '/sessions',
    '/consoles',
    'javascript:alert(1)',
    '/\\evil.example',
    ['/console'],
    undefined,
  ])('leads nowhere else: %s', (wanted) => expect(safeReturnAddress(wanted)).toBe('/console'));
});

describe('a login with the keys of the private API', () => {
  const sessionSecret = new Uint8Array(32).fill(7);
  const clock = { now: KEYS_START };
  let replica: ReturnType<typeof createReplica>;
  beforeEach(async () => {
    await served.close();
    replica = createReplica(createKeysInMemory().store, clock);
    served = await serveConsole({ login: { ...replica, sessionSecret } });
    visitor = new Visitor(served.url);
  });
  const makeKey = async () => {
    const asked = { name: 'clerk', scopes: ['sessions:read'] } as const;
    const { key, text = '' } = await replica.administration.create(ADMIN, asked, undefined);
    return { id: key.id, text };
  };

  it('ends with the secret it was made with: when the overlap ends, or at once', async () => {
    const { id, text } = await makeKey();
    await visitor.logIn(text);
    const rotated = await replica.administration.rotate(ADMIN, id, clock.now + 3_600_000);
    const other = new Visitor(served.url);
    await other.logIn(rotated.text);
    expect([(await visitor.get('')).status, (await other.get('')).status]).toEqual([200, 200]);
    clock.now += 3_600_000;
    expect([(await visitor.get('')).status, (await other.get('')).status]).toEqual([303, 200]);
    await replica.administration.rotate(ADMIN, id);
    expect((await other.get('')).status).toBe(303);
  });

  it('does not stand for every secret of the key, as it did once', async () => {
    const { id } = await makeKey();
    const cookie = createOperatorSessions(sessionSecret, () => new Date(served.clock.now)).begin(`key:${id}`);
    visitor.cookies.set('vouchsafe_console', cookie);
    expect((await visitor.get('')).status).toBe(303);
  });

  it('pauses after wrong keys as the API does, and takes API keys meanwhile', async () => {
    const { text } = await makeKey();
    for (let i = 0; i < 3; i++) expect((await visitor.logIn('wrong')).status).toBe(401);
    for (const key of ['wrong', API_ADMIN_KEY]) {
      const page = await visitor.logIn(key);
      expect(page.status).toBe(429);
      expect(page.html).toContain('Too many wrong keys from this address.');
      expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(200);
    }
    expect((await visitor.logIn(text)).status).toBe(303);
    const other = new Visitor(served.url);
    expect((await other.logIn('wrong')).status).toBe(429);
  });
});

describe('every post', () => {
  it.each([
    '/logout',
    '/sessions/new',
    '/sessions/s1/claims/eu.europa.ec.av.1',
    '/sessions/s1/cancel',
    '/sessions/s1/deny',
    '/sessions/s1/renew',
  ])('needs the token of this operator: %s', async (path) => {
    await visitor.logIn();
    const other = new Visitor(served.url);
    await other.logIn();
    const foreign = formToken((await other.get('')).html);
    const own = formToken((await visitor.get('')).html);
    expect(own).not.toBe(foreign);
    for (const form_token of ['', foreign]) expect((await visitor.post(path, { form_token })).status).toBe(403);
    expect((await visitor.post(path, { form_token: own }, { 'Sec-Fetch-Site': 'same-site' })).status).toBe(403);
    expect(served.backOffice.calls).toEqual([]);
    expect(served.backOffice.created).toEqual([]);
    expect((await visitor.get('')).status).toBe(200);
  });

  it('does nothing without a login', async () => {
    expect((await visitor.post('/sessions/s1/cancel', { form_token: 'x' })).headers.get('location')).toMatch(
      /^\/console\/login/,
    );
    expect(served.backOffice.calls).toEqual([]);
  });
});

describe('every answer', () => {
  it.each(['/login', '', '/nowhere'])('forbids foreign content, framing and keeping: %s', async (path) => {
    await visitor.logIn();
    const { headers } = await visitor.get(path);
    const policy = headers.get('content-security-policy')!;
    for (const one of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "form-action 'self'",
      "base-uri 'none'",
    ])
      expect(policy).toContain(one);
    expect(policy).not.toContain('unsafe');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('same-origin');
  });

  it('serves style and script from its own origin, kept for as long as their content is the same', async () => {
    const { html } = await visitor.get('/login');
    for (const path of ['console.css', 'htmx.min.js']) {
      const link = new RegExp(`/console(/assets/${path}\\?v=[\\w-]+)`).exec(html)![1]!;
      expect((await visitor.get(link)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect((await visitor.get(`/assets/${path}?v=old`)).headers.get('cache-control')).toBe('no-cache');
    }
    expect(html).not.toMatch(/<script>|style="|onclick/);
  });
});
