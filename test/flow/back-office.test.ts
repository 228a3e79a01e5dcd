/** The private API: who may call it, what it refuses and how clearly, and what it lists. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SessionAnswer } from '../support/back-office.js';
import { BackOffice } from '../support/back-office.js';
import { findContractBreaks } from '../support/contract.js';
import { AV, datasetsOf, PID_MDOC, PID_SD_JWT } from '../support/datasets.js';
import { openSession, redeemSession } from '../support/open-session.js';
import { sharedStack } from '../support/stack.js';
import { send } from '../support/wallet.js';

const stack = sharedStack();
const backOffice = new BackOffice(stack);
const minimal = { credential_configuration_ids: [AV] };

describe('the key', () => {
  const paths = [
    ['POST', '/sessions'],
    ['GET', '/sessions'],
    ['GET', '/sessions/x'],
    ['GET', '/sessions/x/logs'],
    ['GET', '/sessions/x/events'],
    ['PUT', `/sessions/x/claims/${AV}`],
    ['PUT', '/sessions/x/claims'],
    ['POST', '/sessions/x/deny'],
    ['POST', '/sessions/x/cancel'],
    ['POST', '/sessions/x/renew-offer'],
    ['POST', '/claims'],
  ] as const;
  it.each(paths)('%s %s is refused without one, and with a wrong one', async (method, path) => {
    for (const authorization of [
      '',
      'Bearer wrong-key-of-sixteen',
      'Basic YWRtaW46YWRtaW4=',
      `Bearer ${stack.adminKey} x`,
    ]) {
      const answer = await backOffice.call(method, path, method === 'GET' ? undefined : {}, { authorization });
      expect(answer, authorization).toMatchObject({ status: 401, body: { error: 'unauthorized' } });
    }
  });

  it('opens nothing on the public listener, where none of this is', async () => {
    const headers = { authorization: `Bearer ${stack.adminKey}` };
    for (const path of ['/sessions', '/metrics', '/openapi.json', '/console', '/health/ready'])
      expect((await send(stack.publicUrl + path, { headers })).status).toBe(404);
  });

  it('is not needed to see whether it is up, and what there is', async () => {
    expect(await send(`${stack.privateUrl}/health/live`)).toMatchObject({ status: 200, body: { status: 'up' } });
    const ready = await send(`${stack.privateUrl}/health/ready`);
    expect(ready).toMatchObject({ status: 200, body: { status: 'up', temporal: 'up', database: 'up' } });
    expect(findContractBreaks('GET', '/health/ready', ready)).toEqual([]);
    const metrics = await send<string>(`${stack.privateUrl}/metrics`);
    expect(metrics.body).toContain('vouchsafe_wallet_request_seconds');
  });
});

describe('a new session', () => {
  it('is answered with everything a person needs to be given', async () => {
    const created = await backOffice.create({ ...minimal, tx_code: true, reference: 'case-1', metadata: { a: 1 } });
    expect(created).toEqual({
      session_id: expect.stringMatching(/^[\w-]{22}$/),
      status: 'offer_created',
      credential_offer: expect.any(Object),
      credential_offer_uri: expect.stringContaining('/credential_offers/'),
      credential_offer_deep_link: expect.stringContaining('openid-credential-offer://'),
      credential_offer_deep_links: [created.credential_offer_deep_link],
      tx_code: expect.stringMatching(/^\d{6}$/),
      expires_at: expect.stringMatching(/^\d{4}-.*Z$/),
      workflow_id: `issuance-session:${created.session_id}`,
      console_url: `${stack.privateUrl}/console/sessions/${created.session_id}`,
    });
    expect(await backOffice.session(created.session_id)).toMatchObject({ reference: 'case-1', metadata: { a: 1 } });
  });

  const faults: [string, unknown, number, string, string][] = [
    [
      'CO-03 no configuration',
      { credential_configuration_ids: [] },
      400,
      'invalid_body',
      'credential_configuration_ids',
    ],
    ['no list at all', {}, 400, 'invalid_body', 'credential_configuration_ids'],
    [
      'CO-03 one twice',
      { credential_configuration_ids: [AV, AV] },
      400,
      'invalid_body',
      'credential_configuration_ids',
    ],
    ['a number for one', { credential_configuration_ids: [7] }, 400, 'invalid_body', 'credential_configuration_ids.0'],
    [
      'CO-03 an unknown one',
      { credential_configuration_ids: ['nope'] },
      400,
      'unknown_credential_configuration',
      'nope',
    ],
    [
      'an inherited name',
      { credential_configuration_ids: ['toString'] },
      400,
      'unknown_credential_configuration',
      'toString',
    ],
    ['a member nobody knows', { ...minimal, clams: {} }, 400, 'invalid_body', 'clams'],
    [
      'CO-09 a long description',
      { ...minimal, tx_code: { description: 'x'.repeat(301) } },
      400,
      'invalid_body',
      'tx_code',
    ],
    ['a short tx_code', { ...minimal, tx_code: { value: '1' } }, 400, 'invalid_body', 'tx_code'],
    [
      'a tx_code of another length',
      { ...minimal, tx_code: { value: '12345', length: 6 } },
      400,
      'invalid_body',
      'tx_code.length',
    ],
    [
      'letters where digits are said',
      { ...minimal, tx_code: { value: 'ABCDEF', input_mode: 'numeric' } },
      400,
      'invalid_body',
      'tx_code.value',
    ],
    ['an offer for a second', { ...minimal, offer_expires_in: 1 }, 400, 'invalid_body', 'offer_expires_in'],
    ['an unknown issuer', { ...minimal, issuer: 'nobody' }, 400, 'invalid_body', 'issuer'],
    ['claims for what is not offered', { ...minimal, claims: datasetsOf(PID_MDOC) }, 400, 'invalid_body', PID_MDOC],
    ['another grant', { ...minimal, grants: { authorization_code: {} } }, 400, 'invalid_body', 'grants'],
    ['a list', [], 400, 'invalid_body', ''],
    ['no JSON', '{', 400, 'invalid_body', ''],
    ['a member twice', '{"issuer":"a","issuer":"b"}', 400, 'invalid_body', 'issuer'],
    [
      'a wallet attestation',
      { ...minimal, require_wallet_attestation: true },
      422,
      'unsupported_policy',
      'require_wallet_attestation',
    ],
    [
      'a key attestation',
      { ...minimal, require_key_attestation: true },
      422,
      'unsupported_policy',
      'require_key_attestation',
    ],
  ];
  it.each(faults)('is refused with %s, and told what is wrong', async (_name, body, status, error, named) => {
    const answer = await backOffice.call('POST', '/sessions', body);
    expect({ status: answer.status, error: answer.body.error }).toEqual({ status, error });
    expect(JSON.stringify(answer.body)).toContain(named);
    expect(answer.body).toMatchObject({ error_description: expect.any(String), help: expect.any(String) });
  });

  it('CM-20 is refused with claims that do not fit: all faults at once, by path, no value echoed', async () => {
    const claims = {
      [PID_MDOC]: { family_name: 'Mustermann', birth_date: 'yesterday', nationality: ['Germany'], eyes: 'blue' },
    };
    const answer = await backOffice.call('POST', '/sessions', { credential_configuration_ids: [PID_MDOC], claims });
    expect(answer).toMatchObject({ status: 422, body: { error: 'invalid_claims', configuration: PID_MDOC } });
    const text = JSON.stringify(answer.body.problems);
    for (const path of ['given_name', 'birth_date', 'nationality', 'eyes']) expect(text).toContain(path);
    for (const value of ['Mustermann', 'yesterday', 'Germany', 'blue'])
      expect(JSON.stringify(answer.body)).not.toContain(value);
  });

  it.each([['text/plain'], ['application/x-www-form-urlencoded']])('is refused as %s', async (type) => {
    const answer = await backOffice.call('POST', '/sessions', JSON.stringify(minimal), { 'content-type': type });
    expect(answer).toMatchObject({ status: 415, body: { error: 'invalid_body', reason: 'body_type_unsupported' } });
  });

  it('X-12 is refused when it is too large', async () => {
    const answer = await backOffice.call('POST', '/sessions', 'x'.repeat(2 * 1024 * 1024 + 1));
    expect(answer).toMatchObject({ status: 413, body: { error: 'invalid_body' } });
  });
});

describe('Idempotency-Key', () => {
  const keyed = (key: string, body: object) => backOffice.create(body, { 'idempotency-key': key });

  it('makes a repeat answer the same session, and the tx_code only once', async () => {
    const key = randomUUID();
    const first = await keyed(key, { ...minimal, tx_code: true });
    const again = await keyed(key, { ...minimal, tx_code: true });
    const { tx_code, ...rest } = first;
    expect(tx_code).toMatch(/^\d{6}$/);
    expect(again).toEqual({ ...rest, tx_code_already_given: true });
    expect((await backOffice.eventTypes(first.session_id)).filter((type) => type === 'offer_created')).toHaveLength(1);
  });

  it('makes repeats at the same moment one session', async () => {
    const key = randomUUID();
    const answers = await Promise.all([1, 2, 3, 4].map(() => keyed(key, { ...minimal, claims: datasetsOf(AV) })));
    expect(new Set(answers.map((one) => one.session_id)).size).toBe(1);
  });

  it('with another body is a conflict', async () => {
    const key = randomUUID();
    await keyed(key, minimal);
    const other = { credential_configuration_ids: [PID_SD_JWT] };
    const answer = await backOffice.call('POST', '/sessions', other, { 'idempotency-key': key });
    expect(answer).toMatchObject({ status: 409, body: { error: 'idempotency_conflict' } });
  });

  it('of another value, or none, is another session', async () => {
    const made = [
      await keyed(randomUUID(), minimal),
      await keyed(randomUUID(), minimal),
      await backOffice.create(minimal),
    ];
    expect(new Set(made.map((one) => one.session_id)).size).toBe(3);
  });
});

describe('reading sessions', () => {
  type Page = { sessions: SessionAnswer[]; next_before: unknown };
  const list = (query: string) => backOffice.get<Page>(`/sessions?${query}`);

  it('finds them by reference and status', async () => {
    const reference = randomUUID();
    const [waiting, taken] = [
      await openSession(stack, { more: { reference } }),
      await redeemSession(stack, { more: { reference } }),
    ];
    const ids = async (query: string) => (await list(query)).sessions.map((one) => one.session_id);
    expect(await ids(`reference=${reference}`)).toEqual([taken.id, waiting.id]);
    expect(await ids(`reference=${reference}&status=token_exchanged`)).toEqual([taken.id]);
    expect(await ids(`reference=${randomUUID()}`)).toEqual([]);
  });

  it('finds them by the problem they have', async () => {
    const reference = randomUUID();
    const { wallet, tokens, id } = await redeemSession(stack, { more: { reference } });
    await redeemSession(stack, { more: { reference } });
    await wallet.authorized('/credential', tokens, {});
    const found = async () => (await list(`reference=${reference}&problem=selector_missing`)).sessions;
    await expect.poll(async () => (await found()).map((one) => one.session_id)).toEqual([id]);
  });

  it('pages through all of them, newest first, none twice and none left out', async () => {
    const reference = randomUUID();
    const made: string[] = [];
    for (let count = 0; count < 5; count += 1) made.unshift((await openSession(stack, { more: { reference } })).id);
    const seen: string[] = [];
    let before = '';
    for (let pages = 0; pages < 4; pages += 1) {
      const page = await list(`reference=${reference}&limit=2${before}`);
      seen.push(...page.sessions.map((one) => one.session_id));
      if (page.next_before === null) break;
      before = `&before=${encodeURIComponent(String(page.next_before))}`;
    }
    expect(seen).toEqual(made);
  });

  it.each(['limit=0', 'limit=201', 'limit=many', 'before=yesterday'])('refuses %s', async (query) => {
    const answer = await backOffice.call('GET', `/sessions?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_body' } });
    expect(JSON.stringify(answer.body.problems)).toContain(query.split('=')[0]);
  });

  it('asks the workflow itself with consistent=true, and gets the same', async () => {
    const { id, wallet, tokens } = await redeemSession(stack);
    await wallet.requestCredential(tokens, AV);
    const [fromRecord, fromWorkflow] = [
      await backOffice.session(id),
      await backOffice.get<SessionAnswer>(`/sessions/${id}?consistent=true`),
    ];
    const { deliverables, status, offer } = fromRecord;
    expect(fromWorkflow).toMatchObject({ deliverables, status, offer: { redeemed: offer.redeemed } });
  });

  it('X-15 shows nobody’s claims, codes or tokens', async () => {
    const { id, wallet, tokens, offer } = await redeemSession(stack, {
      offered: [PID_MDOC],
      more: { subject_id: 'subject-4711' },
    });
    const { body } = await wallet.requestCredential(tokens, PID_MDOC);
    await backOffice.untilLogged(id, (one) => one.message === 'Credentials issued');
    const pages = await Promise.all([backOffice.session(id), backOffice.events(id), backOffice.logs(id)]);
    const text = JSON.stringify(pages);
    const secrets = [
      'Åkesson',
      'subject-4711',
      tokens.access_token,
      offer.grants[Object.keys(offer.grants)[0] ?? '']?.['pre-authorized_code'] ?? 'no code',
      body.credentials?.[0]?.credential ?? 'no credential',
      body.notification_id ?? 'no notification',
    ];
    for (const secret of secrets) expect(text).not.toContain(secret);
  });
});

describe('its description', () => {
  it('is OpenAPI 3.1 that names every path, with the schemas that check it', async () => {
    const { body } = await send<any>(`${stack.privateUrl}/openapi.json`);
    expect(body).toMatchObject({ openapi: '3.1.0', servers: [{ url: stack.privateUrl }] });
    for (const path of [
      '/sessions',
      '/sessions/{id}',
      '/sessions/{id}/logs',
      '/sessions/{id}/claims/{configurationId}',
      '/claims',
    ])
      expect(body.paths).toHaveProperty([path]);
    expect(body.components.schemas.NewSession.properties).toHaveProperty('credential_configuration_ids');
    // Every reference leads somewhere.
    const references = [...JSON.stringify(body).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name,
    );
    expect(references.length).toBeGreaterThan(0);
    for (const name of references) expect(body.components.schemas).toHaveProperty([name ?? '']);
  });

  it('an address is told which methods it takes by one it does not take', async () => {
    const answer = await backOffice.call('PUT', '/sessions');
    expect(answer).toMatchObject({ status: 405, body: { error: 'method_not_allowed', reason: 'method_unsupported' } });
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST, OPTIONS');
  });

  it('an address without parameters is not taken for the id of something', async () => {
    const answer = await backOffice.call('GET', '/credentials/revoke');
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
  });

  it('a body that cannot be read is refused even where none is needed, and a missing one where it is', async () => {
    const unreadable = { 'content-type': 'application/json; charset=nonsense' };
    expect((await backOffice.call('DELETE', '/webhooks/none', '{}', unreadable)).status).toBe(400);
    expect((await backOffice.call('DELETE', '/subjects')).status).toBe(415);
  });

  it('an address where nothing is answers 404', async () => {
    expect(await backOffice.call('GET', '/nowhere')).toMatchObject({ status: 404, body: { error: 'not_found' } });
  });
});
