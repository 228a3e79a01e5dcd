import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogRecord } from '../../ports/trace.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { makeRecord, START } from './fake-back-office.js';
import { formToken, type ServedConsole, serveConsole, Visitor } from './served-console.js';

const AGE = 'eu.europa.ec.av.1';
const PID = 'eu.europa.ec.eudi.pid_mdoc';
const HOSTILE = `"><script>alert('x')</script>&amp;`;

let served: ServedConsole;
let visitor: Visitor;
let token: string;

beforeEach(async () => {
  served = await serveConsole();
  visitor = new Visitor(served.url);
  await visitor.logIn();
  token = formToken((await visitor.get('')).html);
});
afterEach(() => served.close());

function put(...args: Parameters<typeof makeRecord>): void {
  served.backOffice.records.set(args[0], makeRecord(...args));
}

function log(n: number, more: Partial<LogRecord> = {}): void {
  const id = `01J${String(n).padStart(6, '0')}`;
  served.backOffice.logs.push({
    id,
    sessionId: 's1',
    at: START + n,
    level: 'info',
    endpoint: '/token',
    message: `message ${n}`,
    ...more,
  });
}

const trouble = { reason: 'proof_dids_not_allowed', endpoint: '/credential', at: START, retryable: true, count: 3 };

describe('the list', () => {
  it('shows each session with status, claims, reference, problem and what stalls it', async () => {
    put(
      's1',
      { reference: 'Case 7', offerFetches: 3, walletSeenAt: START - 3_600_000, trouble },
      { status: 'offer_retrieved' },
    );
    const { html } = await visitor.get('');
    for (const text of [
      '/console/sessions/s1',
      'offer_retrieved',
      AGE,
      'Case 7',
      'awaiting',
      'proof_dids_not_allowed',
      '× 3',
      'never got a token',
    ]) {
      expect(html).toContain(text);
    }
  });

  it('pages from newest to oldest and keeps the filter while doing so', async () => {
    for (let i = 0; i < 51; i++) put(`s${i}`, { reference: 'A B' }, { createdAt: START + i });
    const first = await visitor.get('?reference=A+B');
    expect(first.html).toContain('sessions/s50"');
    expect(first.html).not.toContain('sessions/s0"');
    const older = /href="\/console(\?[^"]*)">Older sessions/.exec(first.html)![1]!.replaceAll('&amp;', '&');
    const second = await visitor.get(older);
    expect(second.html).toContain('sessions/s0"');
    expect(second.html).not.toContain('Older sessions');
    expect(second.html).toContain('value="A B"');
  });

  it.each([
    ['status=expired', 's2'],
    ['reference=R', 's2'],
    ['problem=nonce_used', 's2'],
    ['status=nonsense', 's1'],
  ])('filters by %s', async (query, expected) => {
    put('s1');
    put('s2', { reference: 'R', trouble: { ...trouble, reason: 'nonce_used' } }, { status: 'expired' });
    const { html } = await visitor.get(`?${query}`);
    expect(html).toContain(`sessions/${expected}"`);
    expect(html.includes('sessions/s1"')).toBe(expected === 's1');
  });

  it('opens the session whose id is searched for', async () => {
    expect((await visitor.get('?id=+s%2F1+')).headers.get('location')).toBe('/console/sessions/s%2F1');
  });
});

describe('a session', () => {
  it('is explained: status, problem with help and reference, workflow, offer', async () => {
    put('s1', { trouble });
    const { html } = await visitor.get('/sessions/s1');
    expect(html).toContain('The offer was made; no wallet has fetched it yet.');
    expect(html).toContain('3 refusals so far');
    expect(html).toContain('allow_dids');
    expect(html).toContain('http://127.0.0.1:8233/namespaces/default/workflows/issuance-session%3As1');
    expect(html).toContain('aria-label="QR code of the credential offer"');
    expect(html).toContain('<code class="copy">https://issuer.example/credential_offers/offer-of-s1</code>');
  });

  it('says more of a problem where its log record does', async () => {
    put('s1', { trouble });
    log(1, {
      level: 'error',
      data: { reason_id: trouble.reason, reason: 'Header parameters were kid and alg.', help: 'Send jwk.' },
    });
    const { html } = await visitor.get('/sessions/s1/live/state');
    expect(html).toContain('Header parameters were kid and alg.');
    expect(html).not.toContain('allow_dids');
  });

  it('shows no offer once it is redeemed, and no way to change what is over', async () => {
    put('s1', {}, { isOpen: false, status: 'expired', offer: { expiresAt: START, renewals: 0, isRedeemed: true } });
    const { html } = await visitor.get('/sessions/s1');
    expect(html).not.toContain('QR code');
    expect(html).not.toMatch(/Cancel session|Renew offer|Deny…|Supply Claims/);
  });

  it('counts its logs, pages through them, and opens errors with their explanation', async () => {
    put('s1');
    for (let i = 1; i <= 120; i++) log(i);
    log(121, {
      level: 'error',
      message: 'Refused',
      data: { reason: 'why', expected: ['a'], provided: null, help: 'do', spec_ref: 'OID4VCI 8.2' },
    });
    const { html } = await visitor.get('/sessions/s1');
    expect(html).toContain('The 100 newest records');
    expect(html).toContain('2026-06-12 12:12:48.244 UTC');
    expect(html).toContain('<details id="data-01J000121" open>');
    expect(html).toMatch(
      /<dt>Reason<\/dt><dd><span class="prose">why<.*<dt>Specification<\/dt><dd><span class="prose">OID4VCI 8\.2</s,
    );
    const older = /href="\/console(\/sessions\/s1\?logs=[^"#]+)#logs">Older/.exec(html)![1]!;
    const second = await visitor.get(older);
    expect(second.html).toContain('21 older records');
    expect(second.html).not.toContain('/live/logs');
  });

  it('folds polls into one line that says how many came too early', async () => {
    put('s1');
    log(1, { count: 27, lastAt: START + 5000, tooEarly: 4 } as Partial<LogRecord>);
    const { html } = await visitor.get('/sessions/s1/live/logs');
    expect(html).toContain('27 polls');
    expect(html).toContain('4 too early');
  });

  it('shows the likely cause of an error, where it is a mistake wallets are known for', async () => {
    put('s1');
    log(1, {
      level: 'error',
      data: { reason: 'r', hint: 'One proof instead of proofs.', help: 'h' },
    } as Partial<LogRecord>);
    expect((await visitor.get('/sessions/s1/live/logs')).html).toMatch(
      /Likely cause<\/dt><dd>[^/]*One proof instead of proofs/,
    );
  });

  it('is answered as unknown with a page that says what to do', async () => {
    const page = await visitor.get('/sessions/unknown');
    expect(page.status).toBe(404);
    expect(page.html).toContain('There is no such session');
    expect((await visitor.get('/sessions/unknown/live/state', { 'HX-Request': 'true' })).html).toBe('');
  });
});

describe('supplying claims', () => {
  it('checks, supplies, and says so on the page of the session', async () => {
    put('s1');
    expect((await visitor.get('/sessions/s1')).html).toContain('name="/age_over_18"');
    const done = await visitor.post(`/sessions/s1/claims/${AGE}`, {
      form_token: token,
      '/age_over_18': 'true',
      '/age_over_21': 'false',
    });
    expect(done.headers.get('location')).toBe('/console/sessions/s1?done=supplied');
    expect(served.backOffice.supplied).toEqual([
      { id: 's1', configurationId: AGE, claims: { age_over_18: true, age_over_21: false } },
    ]);
    const page = await visitor.get('/sessions/s1?done=supplied');
    expect(page.html).toContain('The claims were supplied.');
    expect(page.html).toContain('cannot be shown');
  });

  it('takes a file for a binary claim', async () => {
    put('s1', {}, { deliverables: [{ configurationId: PID, claims: 'awaiting', issuances: [] }] });
    const form = new FormData();
    const fields = {
      family_name: 'D',
      given_name: 'A',
      birth_date: '1990-01-01',
      'place_of_birth/country': 'FR',
      nationality: 'FR',
      issuing_authority: 'P',
      issuing_country: 'FR',
    };
    for (const [name, value] of Object.entries(fields)) form.set(`/${name}`, value);
    form.set('form_token', token);
    form.set('file:/portrait', new File([Buffer.from('portrait')], 'p.jpg', { type: 'image/jpeg' }));
    expect((await visitor.post(`/sessions/s1/claims/${PID}`, form)).status).toBe(303);
    expect(served.backOffice.supplied[0]!.claims).toMatchObject({
      portrait: Buffer.from('portrait').toString('base64'),
    });
  });

  it('shows what is wrong beside the field and keeps what was typed, escaped, in that answer only', async () => {
    put('s1', {}, { deliverables: [{ configurationId: PID, claims: 'awaiting', issuances: [] }] });
    const page = await visitor.post(`/sessions/s1/claims/${PID}`, {
      form_token: token,
      '/family_name': HOSTILE,
      '/issuing_country': 'fr',
      '/nationality': 'FR\nxx',
    });
    expect(page.status).toBe(422);
    expect(page.html).toContain('The claims were not supplied.');
    expect(page.html).toMatch(/id="claim-[^"]*\/issuing_country-problems"><li>must match pattern/);
    expect(page.html).toMatch(/\/nationality-problems"><li>line 2 must match pattern/);
    expect(page.html).toMatch(/\/birth_date-problems"><li>is required/);
    expect(page.html).toContain('&quot;>&lt;script>alert(');
    expect(page.html).not.toContain('<script>alert');
    expect((await visitor.get('/sessions/s1')).html).not.toContain('alert(');
  });

  it('takes JSON instead, and says what is wrong with it', async () => {
    put('s1');
    const path = `/sessions/s1/claims/${AGE}`;
    const malformed = await visitor.post(path, { form_token: token, json: '{"age_over_18": tru' });
    expect(malformed.status).toBe(422);
    expect(malformed.html).toContain('This is not JSON');
    expect(malformed.html).toContain('{&quot;age_over_18&quot;: tru</textarea>');
    const unfit = await visitor.post(path, { form_token: token, json: '{"age_over_18": "yes"}' });
    expect(unfit.html).toContain('/age_over_18 must be boolean');
    expect((await visitor.post(path, { form_token: token, json: '{"age_over_18": true}' })).status).toBe(303);
    expect(served.backOffice.supplied).toHaveLength(1);
  });

  it('says why when the session no longer takes claims', async () => {
    put('s1', {}, { isOpen: false });
    const page = await visitor.post(`/sessions/s1/claims/${AGE}`, { form_token: token, '/age_over_18': 'true' });
    expect(page.status).toBe(409);
    expect(page.html).toContain('The session is closed.');
  });

  it('offers no form for what was delivered or denied', async () => {
    const issuance = {
      requestId: 'r',
      state: 'delivered',
      keys: 1,
      requestedAt: START,
      wasDeferred: false,
      deliveredAt: START,
    } as const;
    put(
      's1',
      {},
      {
        deliverables: [
          { configurationId: AGE, claims: 'released', issuances: [issuance] },
          { configurationId: PID, claims: 'denied', issuances: [] },
        ],
      },
    );
    expect((await visitor.get('/sessions/s1')).html).not.toContain('Supply Claims');
  });
});

describe('acts', () => {
  it.each([
    ['cancel', '', 'cancel s1', '?done=cancelled'],
    ['deny', '', 'deny s1 all', '?done=denied'],
    ['deny', `?configuration=${AGE}`, `deny s1 ${AGE}`, '?done=denied'],
  ])('asks before it does: %s%s', async (act, query, call, done) => {
    put('s1');
    const question = await visitor.get(`/sessions/s1/${act}${query}`);
    expect(question.html).toContain(`action="/console/sessions/s1/${act}${query}"`);
    expect(served.backOffice.calls).toEqual([]);
    const answer = await visitor.post(`/sessions/s1/${act}${query}`, { form_token: token });
    expect(answer.headers.get('location')).toBe(`/console/sessions/s1${done}`);
    expect(served.backOffice.calls).toEqual([call]);
  });

  it('denies nothing when the configuration is not of this session', async () => {
    put('s1');
    expect((await visitor.post('/sessions/s1/deny?configuration=other', { form_token: token })).status).toBe(404);
    expect(served.backOffice.calls).toEqual([]);
  });

  it('shows a renewed transaction code once', async () => {
    put('s1', { offer: { keyId: 1, renewal: 0, expiresAt: START, txCode: { length: 6 } } });
    const page = await visitor.post('/sessions/s1/renew', { form_token: token });
    expect(page.html).toContain('493536');
    expect((await visitor.get('/sessions/s1')).html).not.toContain('493536');
  });
});

describe('a new session', () => {
  it('is made as asked, under a key that makes a second click harmless', async () => {
    const { html } = await visitor.get('/sessions/new');
    const request_key = /name="request_key" value="([^"]+)"/.exec(html)![1]!;
    const fields = {
      form_token: token,
      request_key,
      issuer: 'default',
      configuration: AGE,
      reference: ' Case 9 ',
      tx_code: 'yes',
      require_dpop: 'yes',
    };
    const page = await visitor.post('/sessions/new', fields);
    expect(page.status).toBe(201);
    expect(page.html).toContain('493536');
    expect(served.backOffice.created[0]).toMatchObject({
      issuer: 'default',
      configurationIds: [AGE],
      reference: 'Case 9',
      txCode: {},
      requireDpop: true,
      idempotencyKey: `admin-key\u0000console ${request_key}`,
    });
  });

  it('says what is missing and keeps what was filled in', async () => {
    const page = await visitor.post('/sessions/new', { form_token: token, reference: HOSTILE, tx_code: 'yes' });
    expect(page.status).toBe(400);
    expect(page.html).toContain('Choose at least one credential configuration.');
    expect(page.html).toMatch(/name="tx_code" value="yes" checked/);
    expect(page.html).not.toContain('<script>alert');
  });
});

describe('whatever stands in a record', () => {
  it('is text on the page, never markup', async () => {
    put(
      's1',
      {
        reference: HOSTILE,
        metadata: { [HOSTILE]: HOSTILE },
        trouble: { ...trouble, reason: HOSTILE, endpoint: HOSTILE },
      },
      {
        clientId: HOSTILE,
        grantType: HOSTILE,
        deliverables: [{ configurationId: HOSTILE, claims: 'awaiting', issuances: [] }],
        events: [{ seq: 1, type: 'request_failed', at: START, details: { [HOSTILE]: [HOSTILE] } }],
      },
    );
    log(1, {
      level: 'error',
      endpoint: HOSTILE,
      message: HOSTILE,
      requestId: HOSTILE,
      data: { reason: HOSTILE, expected: { [HOSTILE]: HOSTILE }, [HOSTILE]: HOSTILE },
    });
    for (const path of [
      '',
      '/sessions/s1',
      '/sessions/s1/live/state',
      '/sessions/s1/live/logs',
      `/sessions/s1/deny?configuration=${encodeURIComponent(HOSTILE)}`,
      `?reference=${encodeURIComponent(HOSTILE)}`,
    ]) {
      const { html, status } = await visitor.get(path);
      expect(status).toBe(200);
      expect(html).not.toContain('<script>alert');
      expect(html).not.toContain('"><script');
      expect(html).toContain('&lt;script>');
    }
  });
});

describe('when something goes wrong', () => {
  it('says so without details, and reports them', async () => {
    put('s1');
    const fault = new Error('connect ECONNREFUSED secret-host');
    Object.assign(served.backOffice, { listLogs: () => Promise.reject(fault) });
    const page = await visitor.get('/sessions/s1');
    expect(page.status).toBe(500);
    expect(page.html).not.toContain('secret-host');
    expect(served.reported).toEqual([fault]);
  });

  it('names the request of a fault, by which the log has it, and of nothing else', async () => {
    await served.close();
    const faults: unknown[] = [];
    served = await serveConsole({ report: (_error, detail) => void faults.push(detail) });
    put('s1');
    visitor = new Visitor(served.url);
    await visitor.logIn();
    Object.assign(served.backOffice, { listLogs: () => Promise.reject(new Error('x')) });
    const page = await visitor.get('/sessions/s1');
    const requestId = page.headers.get('x-request-id');
    expect(faults).toEqual([{ reason: 'server_error', path: '/sessions/s1', requestId }]);
    expect(page.html).toContain(`request <code>${requestId}</code>`);
    expect((await visitor.get('/sessions/s2')).html).not.toContain('request <code>');
  });

  it('passes on what a refusal says can be done', async () => {
    put('s1');
    Object.assign(served.backOffice, { renewOffer: () => Promise.reject(refuse('offer_not_renewable')) });
    const page = await visitor.post('/sessions/s1/renew', { form_token: token });
    expect(page.status).toBe(409);
    expect(page.html).toContain('The offer of this session cannot be renewed.');
    expect(page.html).toContain('Create a new session.');
  });

  it('shows the read model while the workflow does not answer', async () => {
    put('s1');
    Object.assign(served.backOffice, { querySession: () => Promise.reject(new Error('down')) });
    expect((await visitor.get('/sessions/s1?done=supplied')).status).toBe(200);
  });

  it.each(['/nowhere', '/sessions/%E0%A4%A'])('answers an address that leads nowhere with a page: %s', async (path) => {
    const page = await visitor.get(path);
    expect([400, 404]).toContain(page.status);
    expect(page.html).toContain('There is no such page');
  });

  it.each([
    ['text/plain', 415],
    ['multipart/form-data', 400],
  ])('refuses a post that is no form: %s', async (type, status) => {
    put('s1');
    const response = await fetch(`${served.url}/sessions/s1/cancel`, {
      method: 'POST',
      headers: { 'content-type': type, cookie: `vouchsafe_console=${visitor.cookies.get('vouchsafe_console')}` },
      body: 'x',
    });
    expect(response.status).toBe(status);
  });
});
