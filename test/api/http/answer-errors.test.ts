import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerErrors, asRefusal, describeRefusal, type ReportError } from '../../../api/http/answer-errors.js';
import { nameRequest } from '../../../api/private/audit.js';
import type { Reason } from '../../../protocol/errors/catalogue.js';
import { catalogue } from '../../../protocol/errors/catalogue.js';
import type { Refusal } from '../../../protocol/errors/protocol-error.js';
import { type ProtocolError, refuse } from '../../../protocol/errors/protocol-error.js';

const rows = Object.entries<Refusal>(catalogue());
let server: Server;
let url: string;
/** What the only route throws. */
let thrown: unknown;
const reported: { error: unknown; reason: string }[] = [];
const refused: ProtocolError[] = [];

beforeAll(async () => {
  const app = express();
  app.get('/sent', (_request, response) => {
    response.status(200).write('begun');
    throw thrown;
  });
  app.use(() => {
    throw thrown;
  });
  app.use(
    answerErrors(
      (error, { reason }) => reported.push({ error, reason }),
      (_request, error) => refused.push(error),
    ),
  );
  await new Promise<void>((done) => {
    server = app.listen(0, '127.0.0.1', () => done());
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((done) => server.close(done)));
beforeEach(() => {
  reported.length = 0;
  refused.length = 0;
});

const answer = async (error: unknown) => {
  thrown = error;
  const response = await fetch(`${url}/any`);
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
};

describe('a refusal on the wire', () => {
  it.each(rows)('%s has its status, its headers and no more members than it may', async (reason, row) => {
    const evidence = { reason: 'evidence of a secret', provided: 'a secret', retry_after: 7 };
    const { status, headers, body } = await answer(refuse(reason as Reason, evidence));
    expect(status).toBe(row.status);
    expect(headers.get('content-type')).toMatch(/^application\/json(; charset=utf-8)?$/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({ error: row.code, error_description: row.sentence });
    expect(body.error_description).toMatch(/^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/);
    if (row.family === 'back_office') expect(body).toMatchObject({ reason, help: row.help });
    else {
      expect(Object.keys(body)).toEqual(['error', 'error_description']);
      expect(JSON.stringify([body, ...headers])).not.toContain('secret');
    }
    expect(headers.has('www-authenticate')).toBe(row.family === 'access');
    expect(headers.get('retry-after')).toBe({ 503: '7', 429: '7' }[row.status] ?? null);
    expect(refused.map((one) => one.reason)).toEqual([reason]);
    // Switched off is an operator's will, no fault of ours.
    const isFault = row.status >= 500 && reason !== 'issuing_switched_off';
    expect(reported.map((one) => one.reason)).toEqual(isFault ? [reason] : []);
  });

  it('challenges without an error where nothing was presented (RFC 6750 section 3)', async () => {
    const { headers } = await answer(refuse('access_token_missing'));
    const challenge = headers.get('www-authenticate') ?? '';
    expect(challenge).toMatch(/^DPoP algs="ES256[^"]*", Bearer$/);
    expect(challenge).not.toContain('error=');
  });

  it('names the error in the challenge otherwise, under the scheme it belongs to', async () => {
    const expired = (await answer(refuse('access_token_expired'))).headers.get('www-authenticate') ?? '';
    expect(expired).toMatch(
      /^DPoP algs="[^"]+", error="invalid_token", error_description="[^"]+", Bearer error="invalid_token"/,
    );
    const proof = (await answer(refuse('access_dpop_replayed'))).headers.get('www-authenticate') ?? '';
    expect(proof).toContain('error="invalid_dpop_proof"');
    expect(proof).not.toContain('Bearer');
  });
});

describe('anything else that is thrown', () => {
  it.each([
    ['a bug', new TypeError('cannot read the secret'), 500, 'server_error'],
    ['no error at all', 'the secret', 500, 'server_error'],
    [
      'the database being away',
      Object.assign(new Error('the secret'), { name: 'MongoServerSelectionError' }),
      503,
      'temporarily_unavailable',
    ],
    [
      'the database going away this moment',
      Object.assign(new Error('the secret'), { code: 'EPIPE' }),
      503,
      'temporarily_unavailable',
    ],
    ['a body too large', Object.assign(new Error('x'), { type: 'entity.too.large', status: 413 }), 413, 'invalid_body'],
    [
      'a body that cannot be read',
      Object.assign(new Error('x'), { type: 'charset.unsupported', status: 415 }),
      400,
      'invalid_body',
    ],
  ])('%s is told in one sentence', async (_what, error, status, code) => {
    const answered = await answer(error);
    expect([answered.status, answered.body.error]).toEqual([status, code]);
    expect(JSON.stringify(answered.body)).not.toContain('secret');
  });

  it.each<[string, Reason, Reason]>([
    ['/token', 'token_request_too_large', 'parameter_malformed'],
    ['/credential', 'request_too_large', 'request_malformed'],
    ['/deferred_credential', 'request_too_large', 'deferred_request_malformed'],
    ['/notification', 'notification_too_large', 'notification_malformed'],
    ['', 'body_too_large', 'body_invalid'],
  ])('about a body at the door "%s" has the reason of that door', (endpoint, tooLarge, unreadable) => {
    expect(asRefusal({ type: 'entity.too.large', status: 413 }, endpoint).reason).toBe(tooLarge);
    expect(asRefusal({ type: 'encoding.unsupported', status: 415 }, endpoint).reason).toBe(unreadable);
  });

  it.each([null, undefined, 7, {}])('is a fault of ours: %s', (nothing) => {
    expect(asRefusal(nothing).reason).toBe('server_error');
  });

  it('is reported with its cause, for those who run it', async () => {
    const bug = new TypeError('bug');
    await answer(bug);
    expect(reported).toEqual([{ error: bug, reason: 'server_error' }]);
  });

  it('after an answer was begun breaks it off', async () => {
    thrown = new Error('late');
    await expect(fetch(`${url}/sent`).then((response) => response.text())).rejects.toThrow();
  });
});

describe('a refusal in the log', () => {
  it('says all there is to know, the throw site before the catalogue', () => {
    const { help, specRef, code, retryable, sentence } = catalogue().nonce_used;
    expect(describeRefusal(refuse('nonce_used', { provided: 'x' }))).toEqual({
      reason: sentence,
      reason_id: 'nonce_used',
      help,
      spec_ref: specRef,
      error: code,
      retryable,
      provided: 'x',
    });
    expect(describeRefusal(refuse('nonce_used', { reason: 'closer', help: 'nearer' }))).toMatchObject({
      reason: 'closer',
      help: 'nearer',
    });
  });
});

it('a fault of the private listener is reported under the name that its answer has', async () => {
  const details: Parameters<ReportError>[1][] = [];
  const app = express();
  app.use(nameRequest, () => {
    throw new Error('a fault');
  });
  app.use(
    answerErrors(
      (_error, detail) => details.push(detail),
      () => undefined,
    ),
  );
  const listening = await new Promise<Server>((done) => {
    const started: Server = app.listen(0, '127.0.0.1', () => done(started));
  });
  const { status, headers } = await fetch(`http://127.0.0.1:${(listening.address() as AddressInfo).port}/sessions`);
  listening.close();
  expect(status).toBe(500);
  expect(details).toEqual([{ reason: 'server_error', path: '/sessions', requestId: headers.get('x-request-id') }]);
});
