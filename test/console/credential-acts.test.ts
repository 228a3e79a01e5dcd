/** Credentials on the page of their session: what is shown, asked and done. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CredentialAdministration } from '../../ports/credential-administration.js';
import type { RegisteredCredential } from '../../ports/credential-registry.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { makeRecord, START } from './fake-back-office.js';
import { formToken, type ServedConsole, serveConsole, Visitor } from './served-console.js';

const row: RegisteredCredential = {
  id: 'credential-1',
  sessionId: 'one',
  issuer: 'default',
  configurationId: 'pid',
  configurationVersion: '1',
  issuedAt: START,
  validUntil: START + 1000,
  entry: { list: 'l', uri: '', index: 1, bits: 2 },
  status: 'valid',
};
let rows: RegisteredCredential[];
let served: ServedConsole;
let visitor: Visitor;
let off: { issuer: string }[];

const credentials: CredentialAdministration = {
  loadCredential: async (id) => {
    const found = rows.find((one) => one.id === id);
    if (found === undefined) throw refuse('credential_unknown');
    return found;
  },
  listCredentials: async (id) => rows.filter((one) => one.sessionId === id),
  changeStatus: async (id, status) => {
    rows = rows.map((one) => (one.id === id ? { ...one, status } : one));
    return 'changed';
  },
  changeStatusOfSubject: async () => [],
};

beforeEach(async () => {
  rows = [row, { ...row, id: 'credential-2', sessionId: 'other' }];
  off = [];
  served = await serveConsole({ switches: { listOff: () => off } }, 0, { credentials });
  served.backOffice.records.set('one', makeRecord('one'));
  visitor = new Visitor(served.url);
  await visitor.logIn();
});
afterEach(() => served.close());

describe('credentials of a session', () => {
  it('are listed with their status and the acts that are possible', async () => {
    const { html } = await visitor.get('/sessions/one');
    expect(html).toContain('credential-1');
    expect(html).not.toContain('credential-2');
    expect([html.includes('/suspend'), html.includes('/revoke'), html.includes('/reinstate')]).toEqual([
      true,
      true,
      false,
    ]);
    rows = [{ ...row, status: 'revoked' }];
    expect((await visitor.get('/sessions/one/live/state')).html).not.toContain('/credentials/credential-1/');
  });

  it('are changed after a confirmation, and only with the form of this operator', async () => {
    const path = '/sessions/one/credentials/credential-1/suspend';
    const asked = await visitor.get(path);
    expect(asked.html).toContain('Suspend this credential?');
    expect((await visitor.post(path, { form_token: 'stolen' })).status).toBe(403);
    expect(rows[0]?.status).toBe('valid');
    const done = await visitor.post(path, { form_token: formToken(asked.html) });
    expect([done.status, done.headers.get('location')]).toEqual([303, '/console/sessions/one?done=suspend']);
    expect(rows[0]?.status).toBe('suspended');
  });

  it('of another session are not changed from this one', async () => {
    const path = '/sessions/one/credentials/credential-2/revoke';
    expect((await visitor.get(path)).status).toBe(404);
    const { html } = await visitor.get('/sessions/one/credentials/credential-1/revoke');
    expect((await visitor.post(path, { form_token: formToken(html) })).status).toBe(404);
    expect(rows[1]?.status).toBe('valid');
  });
});

describe('the console', () => {
  it('says on every page that issuing is switched off', async () => {
    expect((await visitor.get('')).html).not.toContain('Issuing is switched off');
    off = [{ issuer: 'default' }];
    for (const path of ['', '/sessions/one', '/sessions/new'])
      expect((await visitor.get(path)).html).toContain('Issuing is switched off');
  });
});
