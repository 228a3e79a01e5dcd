/** Bulk jobs over HTTP. */
import { describe, expect, it } from 'vitest';
import { Administrator } from '../support/callers.js';
import { AV, DATASETS, PID_MDOC } from '../support/datasets.js';
import { eventually } from '../support/eventually.js';
import { findIn, readEverything, withDatabase } from '../support/everything-stored.js';
import { sharedStack } from '../support/stack.js';
import { send } from '../support/wallet.js';

const stack = sharedStack();
const admin = new Administrator(stack);
const CSV = 'text/csv; charset=utf-8';
const NDJSON = 'application/x-ndjson';

type Headers = Record<string, string>;
const upload = (
  path: string,
  body: string,
  type = NDJSON,
  headers: Headers = {},
  office = admin.withKey(stack.adminKey),
) => office.call('POST', `/bulk/${path}`, body, { 'content-type': type, ...headers });

async function ended(id: string): Promise<any> {
  return eventually(
    async () => {
      const job = await admin.get<any>(`/bulk/${id}`);
      expect(job.state).toMatch(/done|cancelled/);
      return job;
    },
    25_000,
    200,
  );
}

async function resultsOf(id: string, query = '', key = stack.adminKey): Promise<any[]> {
  const response = await fetch(`${stack.privateUrl}/bulk/${id}/results${query}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(response.headers.get('content-type')).toContain('application/x-ndjson');
  const lines = (await response.text()).split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line));
}

async function worked(path: string, body: string, type = NDJSON): Promise<any[]> {
  const { status, body: job } = await upload(path, body, type);
  expect([status, job.reason]).toEqual([202, undefined]);
  await ended(job.bulk_id);
  return resultsOf(job.bulk_id);
}

const one = (more: object = {}) => JSON.stringify({ credential_configuration_ids: [AV], ...more });

describe('POST /bulk/sessions', () => {
  it('a line that is wrong fails, by its number and reason, and spoils no other', async () => {
    const lines = [
      `\ufeff${one({ key: `a ${Date.now()}` })}`,
      '{"credential_configuration_ids": [',
      '',
      '"text"',
      one({ claims: { [AV]: { age_over_18: 'yes' } } }),
      one({ unknown_member: 1 }),
      `{"credential_configuration_ids":["${AV}"],"reference":"${'x'.repeat(2_200_000)}"}`,
      one({ reference: 'the last one' }),
    ];
    const results = await worked('sessions', lines.join('\r\n'));
    expect(results.map(({ line, status, reason }) => [line, status, reason])).toEqual([
      [1, 'done', undefined],
      [2, 'failed', 'bulk_line_invalid'],
      [4, 'failed', 'bulk_line_invalid'],
      [5, 'failed', 'claims_invalid'],
      [6, 'failed', 'body_invalid'],
      [7, 'failed', 'bulk_line_invalid'],
      [8, 'done', undefined],
    ]);
  }, 40_000);

  it('a key stands once in an upload, and makes one session over all of them', async () => {
    const key = `twice ${Date.now()}`;
    const line = one({ key, tx_code: true });
    const [first, second] = await worked('sessions', `${line}\n${line}`);
    expect([first.status, second.status, second.reason, second.first_line]).toEqual([
      'done',
      'failed',
      'bulk_key_duplicate',
      1,
    ]);
    const [again] = await worked('sessions', `${line}\n`);
    expect([again.session_id, again.outcome]).toEqual([first.session_id, 'existing']);
  }, 40_000);

  it('an upload sent again under its key is the same job, and another one under it is refused', async () => {
    const headers = { 'Idempotency-Key': `job-${Date.now()}` };
    const first = await upload('sessions', one(), NDJSON, headers);
    const again = await upload('sessions', one(), NDJSON, headers);
    expect([again.status, again.body.bulk_id]).toEqual([202, first.body.bulk_id]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const other = await upload('sessions', one({ reference: 'other' }), NDJSON, headers);
    expect([other.status, other.body.reason]).toEqual([409, 'idempotency_conflict']);
  });

  it('cells become what the claims schema says, over quotes, new lines and dots', async () => {
    const header =
      'reference,claims.family_name,claims.given_name,claims.sex,claims.place_of_birth.country,claims.nationality';
    const given = { ...(DATASETS[PID_MDOC] as Record<string, unknown>) };
    const rest = Object.keys(given).filter((name) => typeof given[name] === 'string' && !header.includes(`.${name}`));
    const cells = rest.map((name) => `"${String(given[name]).replaceAll('"', '""')}"`);
    const columns = [header, ...rest.map((name) => `claims.${name}`)].join(',');
    const row = ['a,b', 'Two\nlines', 'Say ""x""', '1', 'FR', '["FR"]'].map(
      (cell) => `"${cell.includes('["') ? '[""FR""]' : cell}"`,
    );
    const wrong = row.with(3, '"one"');
    const text = [columns, [...row, ...cells].join(','), [...wrong, ...cells].join(','), 'too,few'].join('\r\n');
    const { status, body } = await upload(`sessions?credential_configuration_id=${PID_MDOC}`, text, CSV);
    expect([status, body.detail]).toEqual([202, undefined]);
    await ended(body.bulk_id);
    const results = await resultsOf(body.bulk_id);
    expect(results.map((each) => [each.line, each.status, each.problems?.[0]?.path])).toEqual([
      [2, 'done', undefined],
      [4, 'failed', 'claims.sex'],
      [6, 'failed', undefined],
    ]);
    expect((await admin.session(results[0].session_id)).reference).toBe('a,b');
  }, 40_000);

  it.each([
    ['a column that means nothing', 'reference,claims.shoe_size\nx,1\n', CSV, 'bulk_columns_invalid'],
    ['a column twice', 'reference,reference\nx,y\n', CSV, 'bulk_columns_invalid'],
    ['a quote that is never closed', 'reference\n"x\n', CSV, 'bulk_upload_invalid'],
    ['no line', '\n', NDJSON, 'bulk_upload_invalid'],
    ['another media type', one(), 'application/json', 'bulk_type_unsupported', 415],
  ])('%s: nothing is taken', async (_, text, type, reason, refused = 400) => {
    const { status, body } = await upload(`sessions?credential_configuration_id=${AV}`, text, type);
    expect([status, body.reason]).toEqual([refused, reason]);
  });

  it('shows transaction codes to whoever may create sessions, and the wallet’s offer takes them', async () => {
    const { body } = await upload('sessions', one({ tx_code: true }));
    await ended(body.bulk_id);
    const [plain] = await resultsOf(body.bulk_id);
    const [shown] = await resultsOf(body.bulk_id, '?tx_codes=true');
    expect([plain.tx_code, shown.tx_code]).toEqual([undefined, expect.stringMatching(/^\d{6}$/)]);
    const reader = await admin.hire(['sessions:read']);
    expect((await reader.call('GET', `/bulk/${body.bulk_id}/results?tx_codes=true`)).status).toBe(403);
    const [read] = await resultsOf(body.bulk_id, '', reader.at.adminKey);
    expect([read.session_id, JSON.stringify(read).includes('credential_offer')]).toEqual([plain.session_id, false]);
    const offer = await send<any>(plain.credential_offer_uri);
    const grant = offer.body.grants['urn:ietf:params:oauth:grant-type:pre-authorized_code'];
    const form = {
      grant_type: 'urn:ietf:params:oauth:grant-type:pre-authorized_code',
      'pre-authorized_code': grant['pre-authorized_code'],
      tx_code: shown.tx_code,
    };
    const token = await send(`${stack.publicUrl}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
    expect(token.status).toBe(200);
  }, 40_000);

  it('each line stands in the audit record, and jobs are their issuer’s', async () => {
    const clerk = await admin.hire(['sessions:write', 'sessions:read'], 'default');
    const { body } = await upload('sessions', `${one()}\n${one()}\n`, NDJSON, {}, clerk);
    await ended(body.bulk_id);
    const acts = (await admin.audit({ caller: `key:${clerk.keyId}` })).filter((row) => row.act === 'session.create');
    expect(acts).toHaveLength(2);
    expect((await clerk.call('GET', `/bulk/${body.bulk_id}`)).status).toBe(200);
    const reader = await admin.hire(['sessions:read']);
    expect((await upload('sessions', one(), NDJSON, {}, reader)).status).toBe(403);
  }, 40_000);
});

describe('POST /bulk/claims', () => {
  it('supplies by session and by reference, in the order of the lines', async () => {
    const reference = `bulk ${Date.now()}`;
    const { session_id } = await admin.create({ credential_configuration_ids: [AV], reference });
    const line = (more: object, over18: boolean) =>
      JSON.stringify({ credential_configuration_id: AV, claims: { age_over_18: over18 }, ...more });
    const lines = [
      line({ session_id }, true),
      line({ session_id }, false),
      line({ session_id }, false),
      line({ reference: 'nobody' }, true),
      line({}, true),
    ];
    const results = await worked('claims', lines.join('\n'));
    expect(results.map((each) => each.outcome ?? each.reason)).toEqual([
      'supplied',
      'corrected',
      'unchanged',
      'bulk_session_unknown',
      'body_invalid',
    ]);
    const [byReference] = await worked('claims', line({ reference }, false));
    expect([byReference.session_id, byReference.outcome]).toEqual([session_id, 'unchanged']);
  }, 40_000);
});

it('a cancelled job works no further line', async () => {
  const { body } = await upload('sessions', Array.from({ length: 400 }, () => one()).join('\n'));
  expect((await admin.call('POST', `/bulk/${body.bulk_id}/cancel`)).status).toBe(204);
  const job = await admin.get<any>(`/bulk/${body.bulk_id}`);
  expect([job.state, job.pending, job.cancelled > 0]).toEqual(['cancelled', 0, true]);
  expect((await admin.call('POST', `/bulk/${body.bulk_id}/cancel`)).body.reason).toBe('bulk_job_ended');
}, 40_000);

it('an erased subject is gone from the results of jobs, and a line that was still to be worked makes no session', async () => {
  const subject_id = `subject of a bulk job ${Date.now()}`;
  const { body } = await upload('sessions', `${one({ subject_id, key: `${subject_id} key` })}\n${one()}`);
  await ended(body.bulk_id);
  const [{ session_id: id }] = await resultsOf(body.bulk_id);
  const exported = await admin.call<any>('POST', '/subjects/export', { subject_id });
  expect(exported.body.bulk_rows).toMatchObject([{ bulk_id: body.bulk_id, line: 1, session_id: id }]);
  const { subjectDigest } = await plantPendingLine(id);
  expect((await admin.call('DELETE', '/subjects', { subject_id })).status).toBe(202);
  await eventually(async () =>
    expect(await resultsOf(body.bulk_id)).toMatchObject([{ line: 1, status: 'done', erased: true }, {}]),
  );
  const [first, second] = await resultsOf(body.bulk_id);
  expect([first.key, first.session_id, second.session_id]).toEqual([undefined, undefined, expect.any(String)]);
  expect(await resultsOf('planted')).toEqual([{ line: 1, status: 'cancelled', erased: true }]);
  const lines = (await readEverything(stack as never)).filter(({ name }) => name === 'collection bulk_rows');
  expect([lines.length, ...[subjectDigest, id].map((one) => findIn(lines, one))]).toEqual([1, [], []]);
}, 40_000);

/** Of a job that rests: as if a service were away. */
function plantPendingLine(sessionId: string): Promise<{ subjectDigest: string }> {
  return withDatabase(stack as never, async (db) => {
    const session = await db.collection<any>('sessions').findOne({ _id: sessionId });
    const { subjectDigest } = session;
    const [dueAt, expiresAt] = [Date.now() + 3_600_000, new Date(Date.now() + 3_600_000)];
    const job = {
      upload: 'u',
      kind: 'sessions',
      state: 'running',
      caller: { id: 'x' },
      createdAt: 1,
      dueAt,
      heldUntil: 0,
    };
    await db.collection<any>('bulk_jobs').insertOne({ _id: 'planted', ...job, turnAt: 0, expiresAt });
    const row = { job: 'planted', upload: 'u', line: 1, state: 'pending', dueAt, subjectDigest, expiresAt };
    await db.collection<any>('bulk_rows').insertOne({ _id: 'planted.u.1', ...row });
    return { subjectDigest };
  });
}
