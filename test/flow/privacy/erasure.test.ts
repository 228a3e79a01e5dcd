/** Erasure on request: issued with values that are known, erased, and looked for everywhere. */
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issuanceSessionWorkflowId } from '../../../workflows/contract/messages.js';
import { BackOffice } from '../../support/back-office.js';
import { PID_MDOC, PID_SD_JWT } from '../../support/datasets.js';
import { eventually } from '../../support/eventually.js';
import { findIn, readEverything, withDatabase } from '../../support/everything-stored.js';
import { shippedIssuer, writeIssuersFile } from '../../support/issuers-file.js';
import { type Stack, startStack } from '../../support/stack.js';
import { newKey, Wallet } from '../../support/wallet.js';

const SUBJECT = 'subject-of-Brunhilde-4711';
const REFERENCE = 'case-of-Quetzalzwiebel-0815';
const METADATA = { clerk: 'Ottokar Siebenschlaefer' };
const FAMILY = 'Xanthippenzwiebel';
const CLAIMS = {
  family_name: FAMILY,
  given_name: 'Wolkenbruch-Adelheid',
  place_of_birth: { country: 'DE', locality: 'Hinterpfuiteufel' },
  issuing_authority: 'UT Registry',
  issuing_country: 'UT',
};
const SD_JWT_CLAIMS = { ...CLAIMS, birthdate: '1971-09-01', nationalities: ['DE'] };
const CLIENT = 'wallet-of-Adelheid';
/** In the feed, behind whatever has been told already. */
const PLANTED = 1_000_000;

let stack: Stack;
let backOffice: BackOffice;

beforeAll(async () => {
  const all = shippedIssuer().credential_configurations;
  const configurations = { [PID_SD_JWT]: { ...all[PID_SD_JWT], status: {} }, [PID_MDOC]: all[PID_MDOC] };
  const issuersFile = writeIssuersFile({ id: 'erasing', path: '', credential_configurations: configurations });
  stack = await startStack({ issuersFile, env: { VOUCHSAFE_SWEEP_INTERVAL: '1' } });
  backOffice = new BackOffice(stack);
}, 120_000);
afterAll(() => stack?.stop());

async function create(more: object = {}, headers: Record<string, string> = {}) {
  const body = {
    credential_configuration_ids: [PID_SD_JWT, PID_MDOC],
    claims: { [PID_SD_JWT]: SD_JWT_CLAIMS },
    subject_id: SUBJECT,
    reference: REFERENCE,
    metadata: METADATA,
    ...more,
  };
  return backOffice.create(body, headers);
}

/** Everything personal that a session leaves behind: in the clear, as digest, as token. */
async function issue() {
  const created = await create();
  const wallet = new Wallet(stack.publicUrl, { clientId: CLIENT });
  const tokens = await wallet.redeem(await wallet.fetchOffer(created.credential_offer_uri));
  const { status, body } = await wallet.requestCredential(tokens, PID_SD_JWT, [await newKey()]);
  expect(status).toBe(200);
  await wallet.requestCredential(tokens, PID_MDOC, [await newKey()]);
  await wallet.notify(tokens, body.notification_id ?? '');
  const id = created.session_id;
  const endpoints = async () => (await backOffice.logs(id)).map((one) => one.endpoint);
  await eventually(async () => expect(await endpoints()).toContain('/notification'));
  const record = await withDatabase(stack, (db) => db.collection<{ _id: string }>('sessions').findOne({ _id: id }));
  const { subjectDigest, view, offerId } = record as unknown as {
    subjectDigest: string;
    offerId: string;
    view: { deliverables: { claimsDigest?: string }[] };
  };
  const claimsDigest = view.deliverables[0]?.claimsDigest ?? '';
  const known = [SUBJECT, REFERENCE, METADATA.clerk, FAMILY, CLAIMS.given_name, 'Hinterpfuiteufel', CLIENT];
  const derived = [subjectDigest, claimsDigest, offerId, tokens.access_token, Wallet.codeOf(created.credential_offer)];
  expect(derived.every((one) => one.length > 10)).toBe(true);
  return { id, wallet, tokens, known: [...known, ...derived], digests: { subjectDigest, claimsDigest } };
}

async function eraseAndWait(id: string): Promise<void> {
  await eventually(async () => {
    expect((await backOffice.call('DELETE', `/sessions/${id}`)).status).toBe(204);
  }, 60_000);
}

describe('DELETE /sessions/{id}', () => {
  it('X-15: leaves no value, no digest and no history of a session, and the credential can still be revoked', async () => {
    const { id, known, digests, wallet, tokens } = await issue();
    const before = await readEverything(stack);
    for (const value of [REFERENCE, CLIENT, digests.subjectDigest, digests.claimsDigest])
      expect(findIn(before, value)).not.toEqual([]);
    await plantEvents(id);
    const { body } = await backOffice.call<any>('GET', `/sessions/${id}/credentials`);
    const credentialId = body.credentials[0].credential_id;

    const asked = await backOffice.call('DELETE', `/sessions/${id}`);
    expect([202, 204]).toContain(asked.status);
    await eraseAndWait(id);

    const after = await readEverything(stack);
    expect(Object.fromEntries(known.map((one) => [one, findIn(after, one)]).filter(([, at]) => at?.length))).toEqual(
      {},
    );
    expect(after.map((one) => one.name)).not.toContain(`history of ${issuanceSessionWorkflowId(id)}`);
    expect((await backOffice.call('GET', `/sessions/${id}`)).status).toBe(404);
    await expect(historyOf(id)).rejects.toThrow();

    const registered = await backOffice.call<any>('GET', `/credentials/${credentialId}`);
    expect(registered.body).toMatchObject({ credential_id: credentialId, status: 'valid' });
    expect(registered.body.subject_digest).toBeUndefined();
    expect((await backOffice.call('POST', `/credentials/${credentialId}/revoke`)).status).toBe(200);

    const events = await toldOf(id);
    expect(events.filter((one) => one['position'] === PLANTED)).toHaveLength(1);
    // What had not been told when it was erased is told all the same, without whom it was about.
    const own = events.filter((one) => one['seq'] !== undefined);
    expect(own.map((one) => one['seq'])).toEqual(own.map((_one, index) => index + 1));
    expect(own.map((one) => one['type'])).toEqual(
      expect.arrayContaining(['offer_created', 'credential_issued', 'session_cancelled']),
    );
    const erased = events.find((one) => one['type'] === 'session_erased');
    expect(erased?.['position']).toBeGreaterThan(own.at(-1)?.['position']);

    // Its tokens are good for nothing, and what they leave in the trace goes too.
    expect((await wallet.requestCredential(tokens, PID_SD_JWT)).status).toBeGreaterThanOrEqual(400);
    await new Promise((resolve) => setTimeout(resolve, 600));
    await eventually(async () => {
      const logs = await withDatabase(stack, (db) => db.collection('logs').countDocuments({ sessionId: id }));
      expect(logs).toBe(0);
    });
  }, 120_000);

  it('destroys at once what makes the rest unreadable, though Temporal takes its time', async () => {
    const { id } = await issue();
    await backOffice.call('DELETE', `/sessions/${id}`);
    const left = await withDatabase(stack, (db) =>
      Promise.all(['vault', 'logs'].map((name) => db.collection(name).countDocuments({ sessionId: id }))),
    );
    expect(left).toEqual([0, 0]);
    await eraseAndWait(id);
  }, 120_000);

  it('goes on when the worker is killed in the middle', async () => {
    const { id, known } = await issue();
    await stack.kill('worker');
    expect((await backOffice.call('DELETE', `/sessions/${id}`)).status).toBe(202);
    await stack.start('worker');
    await eraseAndWait(id);
    const after = await readEverything(stack);
    expect(known.flatMap((one) => findIn(after, one))).toEqual([]);
  }, 180_000);

  it('is told to back offices, and the cancellation that it begins with', async () => {
    const { session_id: id } = await create();
    await toldOf(id, 'offer_created');
    await eraseAndWait(id);
    const told = await toldOf(id);
    expect(told.map((one) => one['type'])).toEqual(['offer_created', 'session_cancelled', 'session_erased']);
    expect(told.filter((one) => 'reference' in one || 'metadata' in one)).toEqual([]);
  }, 120_000);

  it('answers the same again for a session that is erased, and 404 for one that never was', async () => {
    const make = () => create({ subject_id: 'Roswitha' }, { 'idempotency-key': 'case-4711' });
    const { session_id: id } = await make();
    await eraseAndWait(id);
    expect((await backOffice.call('DELETE', `/sessions/${id}`)).status).toBe(204);
    expect((await backOffice.call('DELETE', '/sessions/never-was')).status).toBe(404);

    // Under its idempotency key another session is made, which lives and is told of.
    const { session_id: next } = await make();
    expect(next).not.toBe(id);
    expect((await make()).session_id).toBe(next);
    expect((await backOffice.session(next)).status).toBe('offer_created');
    await eventually(async () => {
      const told = await withDatabase(stack, (db) => db.collection('events').distinct('type', { sessionId: next }));
      expect(told).toContain('offer_created');
    });
  }, 120_000);
});

describe('DELETE /subjects', () => {
  it('erases every session of the subject, and of nobody else', async () => {
    const mine = await Promise.all([create({ subject_id: 'Kunigunde' }), create({ subject_id: 'Kunigunde' })]);
    const other = await create({ subject_id: 'Ladislaus' });
    const { status, body } = await backOffice.call<any>('DELETE', '/subjects', { subject_id: 'Kunigunde' });
    expect(status).toBe(202);
    expect(body.session_ids.toSorted()).toEqual(mine.map((one) => one.session_id).toSorted());
    for (const { session_id: id } of mine) await eraseAndWait(id);
    expect((await backOffice.session(other.session_id)).is_open).toBe(true);
    expect((await backOffice.call('POST', '/subjects/export', { subject_id: 'Kunigunde' })).status).toBe(404);
  }, 120_000);
});

describe('POST /subjects/export', () => {
  it('shows everything held about a subject, and leaves no claim on its way', async () => {
    const subject = 'Mathilde-4712';
    const created = await create({ subject_id: subject });
    const { status, body } = await backOffice.call<any>('POST', '/subjects/export', { subject_id: subject });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body.sessions).toHaveLength(1);
    const [session] = body.sessions;
    expect(session).toMatchObject({ session_id: created.session_id, reference: REFERENCE, metadata: METADATA });
    expect(session.claims).toEqual([{ credential_configuration_id: PID_SD_JWT, claims: SD_JWT_CLAIMS }]);
    const after = await readEverything(stack);
    expect(findIn(after, FAMILY)).toEqual([]);
    const left = await withDatabase(stack, (db) => db.collection('subject_exports').countDocuments());
    expect(left).toBe(0);
  }, 60_000);
});

describe('GET /sessions/{id}/export', () => {
  it('tells a wallet’s vendor what went wrong, and nothing of the person', async () => {
    const created = await create({ subject_id: 'Eulalia-4713' });
    const wallet = new Wallet(stack.publicUrl);
    const tokens = await wallet.redeem(await wallet.fetchOffer(created.credential_offer_uri));
    await wallet.authorized('/credential', tokens, { credential_configuration_id: PID_SD_JWT });
    const id = created.session_id;
    await backOffice.deny(id, PID_MDOC);
    await eventually(async () => expect((await backOffice.session(id)).problem).not.toBeNull());
    await eventually(async () => expect(JSON.stringify(await backOffice.logs(id))).toContain('admin-key'));
    const { status, body, headers } = await backOffice.call<any>('GET', `/sessions/${id}/export`);
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toContain(`session-${id}.json`);
    expect(body.issuer.metadata.credential_issuer.credential_endpoint).toBe(`${stack.publicUrl}/credential`);
    const [reason] = Object.keys(body.refusals);
    expect(body.refusals[reason ?? '']).toMatchObject({ help: expect.any(String), spec_ref: expect.any(String) });
    const text = JSON.stringify(body);
    for (const value of [REFERENCE, METADATA.clerk, FAMILY, 'Eulalia-4713', tokens.access_token, 'admin-key'])
      expect(text).not.toContain(value);
  }, 60_000);
});

async function historyOf(id: string) {
  const connection = await Connection.connect({ address: stack.temporalAddress });
  try {
    const client = new Client({ connection, namespace: stack.temporalNamespace });
    return await client.workflow.getHandle(issuanceSessionWorkflowId(id)).fetchHistory();
  } finally {
    await connection.close();
  }
}

/** The feed of a session, once its erasure or another event is in it. */
async function toldOf(sessionId: string, type = 'session_erased') {
  return eventually(async () => {
    const found = await withDatabase(stack, (db) =>
      db.collection('events').find({ sessionId }).sort({ position: 1 }).toArray(),
    );
    expect(found.map((one) => one['type'])).toContain(type);
    return found;
  }, 20_000);
}

/** As the feed and the deliveries of webhooks hold them. */
async function plantEvents(sessionId: string): Promise<void> {
  const event = { type: 'authorized', issuer: 'erasing', sessionId, at: Date.now(), reference: REFERENCE };
  const told = { ...event, metadata: METADATA, data: { client_id: CLIENT } };
  await withDatabase(stack, async (db) => {
    await db.collection('events').insertOne({ ...told, position: PLANTED });
    await db.collection('deliveries').insertOne({ state: 'pending', event: told });
    const id = `evt_planted_${sessionId}`;
    await db.collection<{ _id: string }>('outbox').insertOne({ _id: id, shard: 0, event: { id, ...told } } as never);
  });
}
