/** Retention by the clock: rules of seconds instead of months, over the real sweep. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BackOffice } from '../../support/back-office.js';
import { AV, DATASETS } from '../../support/datasets.js';
import { eventually } from '../../support/eventually.js';
import { findIn, readEverything, withDatabase } from '../../support/everything-stored.js';
import { writeIssuersFile } from '../../support/issuers-file.js';
import { type Stack, startStack } from '../../support/stack.js';
import { newKey, Wallet } from '../../support/wallet.js';

const DAY = 86_400;
let stack: Stack;
let backOffice: BackOffice;

beforeAll(async () => {
  const issuersFile = writeIssuersFile(
    { id: 'brief', path: '', retention: { anonymise_after: 3, delete_after: 20, claims: 'on_issue' } },
    { id: 'prompt', lifetimes: { redelivery_window: 10 }, retention: { claims: 'after_redelivery' } },
    { id: 'usual', retention: { logs: 30 * DAY } },
  );
  stack = await startStack({ issuersFile, env: { VOUCHSAFE_SWEEP_INTERVAL: '1' } });
  backOffice = new BackOffice(stack);
}, 120_000);
afterAll(() => stack?.stop());

async function open(issuer: string, more: object = {}, mark = '77') {
  const created = await backOffice.create({
    issuer,
    credential_configuration_ids: [AV],
    claims: { [AV]: DATASETS[AV] },
    reference: `reference-at-${issuer}-${mark}`,
    metadata: { desk: `desk-at-${issuer}-${mark}` },
    subject_id: `subject-at-${issuer}-${mark}`,
    ...more,
  });
  const wallet = new Wallet(created.credential_offer.credential_issuer, { clientId: `client-at-${issuer}-${mark}` });
  const tokens = await wallet.redeem(created.credential_offer);
  return { id: created.session_id, wallet, tokens };
}

const count = (collection: string, filter: object): Promise<number> =>
  withDatabase(stack, (db) => db.collection(collection).countDocuments(filter));
const heldClaims = (sessionId: string) => count('vault', { sessionId, _id: { $regex: '^claims:' } as never });

// First of all: sessions are looked at in the order they were made, and nothing older is here yet.
describe('a session that was stored and never started', () => {
  /** As an API leaves it that dies between the two. */
  async function storeOnly(isStartKnown: boolean): Promise<string> {
    const body = { issuer: 'usual', credential_configuration_ids: [AV] };
    const { session_id: like } = await backOffice.create(body, { 'idempotency-key': `like-${isStartKnown}` });
    const id = `stored-only-${isStartKnown}`;
    await withDatabase(stack, async (db) => {
      const sessions = db.collection<{ _id: string; [member: string]: unknown }>('sessions');
      const { start, view, ...record } = (await sessions.findOne({ _id: like })) ?? { _id: '' };
      await sessions.insertOne({
        ...record,
        _id: id,
        offerId: id,
        createdAt: new Date(Date.now() - 120_000),
        view: { ...(view as object), sessionId: id },
        ...(isStartKnown ? { start: { ...(start as object), sessionId: id } } : {}),
      });
    });
    return id;
  }

  it('is started where it is known with what, and closed where not', async () => {
    const closed = await storeOnly(false);
    const started = await storeOnly(true);
    await eventually(async () => {
      expect(await backOffice.session(closed)).toMatchObject({ is_open: false, status: 'expired' });
      const { status, body } = await backOffice.call<any>('GET', `/sessions/${started}?consistent=true`);
      expect([status, body.status]).toEqual([200, 'offer_created']);
    }, 30_000);
    const { body } = await backOffice.call<any>('GET', `/sessions/${closed}`);
    expect(body.problem).toMatchObject({ reason: 'session_lost' });
  }, 60_000);
});

describe('claims', () => {
  it('AV-12: go right after the issue where the rule says so; what was issued is still delivered again', async () => {
    const { id, wallet, tokens } = await open('brief');
    const request = await wallet.credentialRequest(tokens, AV, [await newKey()]);
    expect((await wallet.authorized('/credential', tokens, request)).status).toBe(200);
    await eventually(async () => expect(await heldClaims(id)).toBe(0));
    expect((await wallet.authorized('/credential', tokens, request)).status).toBe(200);
    const another = await wallet.requestCredential(tokens, AV);
    expect(another.status).toBe(400);
    expect(another.body.error).toBe('credential_request_denied');
    await eventually(async () => expect((await backOffice.session(id)).problem?.reason).toBe('claims_deleted'));
  });

  it('stay while they may be needed: before the request, and until the redelivery window has closed', async () => {
    const { id, wallet, tokens } = await open('prompt');
    await new Promise((resolve) => setTimeout(resolve, 3500));
    expect(await heldClaims(id)).toBe(1);
    expect((await wallet.requestCredential(tokens, AV)).status).toBe(200);
    expect(await heldClaims(id)).toBe(1);
    // A second device within the window.
    expect((await wallet.requestCredential(tokens, AV)).status).toBe(200);
    await eventually(async () => expect(await heldClaims(id)).toBe(0), 40_000);
    expect((await wallet.requestCredential(tokens, AV)).status).toBe(400);
  }, 90_000);

  it('stay as long as the session lives where no rule says otherwise', async () => {
    const { id, wallet, tokens } = await open('usual');
    expect((await wallet.requestCredential(tokens, AV)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 3500));
    expect(await heldClaims(id)).toBe(1);
    expect((await wallet.requestCredential(tokens, AV)).status).toBe(200);
  });
});

describe('sessions', () => {
  it('lose whom they were about, keep what happened, and are gone in the end', async () => {
    const { id, wallet, tokens } = await open('brief', {}, '99');
    expect((await wallet.requestCredential(tokens, AV)).status).toBe(200);
    await backOffice.cancel(id);
    const types = await backOffice.eventTypes(id);
    // What comes late into the log goes with the next round only.
    const logged = async () => (await backOffice.logs(id)).map((one) => one.message);
    await eventually(async () => expect(await logged()).toContain('Session cancelled by the back office'));
    await eventually(async () => {
      const session = await backOffice.call<any>('GET', `/sessions/${id}`);
      expect(session.body).toMatchObject({ reference: null, metadata: null, client_id: null, is_open: false });
    }, 20_000);
    expect(await backOffice.eventTypes(id)).toEqual(types);
    await eventually(async () => expect(await backOffice.logs(id)).toEqual([]));
    const mine = (await readEverything(stack)).filter(({ name }) => name !== 'log of the API');
    for (const word of ['reference', 'desk', 'client']) {
      const found = findIn(mine, `${word}-at-brief-99`).filter((one) => one.startsWith('collection'));
      expect(found, word).toEqual([]);
    }
    await eventually(async () => {
      expect((await backOffice.call('GET', `/sessions/${id}`)).status).toBe(404);
    }, 60_000);
    for (const collection of ['sessions', 'vault', 'logs'])
      expect(await count(collection, collection === 'sessions' ? { _id: id as never } : { sessionId: id })).toBe(0);
  }, 120_000);

  it('are left alone while they live, and by the rules of their own issuer', async () => {
    const alive = await open('brief', { reference: 'alive-at-brief-78' });
    const other = await open('usual', { reference: 'closed-at-usual-78' });
    await backOffice.cancel(other.id);
    await new Promise((resolve) => setTimeout(resolve, 6000));
    expect((await backOffice.session(alive.id)).reference).toBe('alive-at-brief-78');
    expect((await backOffice.session(other.id)).reference).toBe('closed-at-usual-78');
    expect(await backOffice.logs(other.id)).not.toEqual([]);
  });
});

describe('what nobody owns', () => {
  it('is swept: keys and claims without a session, requests and exports past their time, old logs', async () => {
    const now = Date.now();
    const old = new Date(now - 1000);
    await withDatabase(stack, async (db) => {
      const vault = db.collection<{ _id: string; [member: string]: unknown }>('vault');
      await vault.insertMany([
        { _id: 'key:nobody', sessionId: 'nobody', orphanSince: now - 2 * 3_600_000 },
        { _id: 'claims:nobody', sessionId: 'nobody', configurationId: AV, orphanSince: now - 2 * 3_600_000 },
        { _id: 'key:recent', sessionId: 'recent' },
        { _id: 'request:nobody', expiresAt: old },
      ]);
      const logs = db.collection<{ _id: string; [member: string]: unknown }>('logs');
      await logs.insertMany([
        { _id: 'old-log', issuer: 'usual', at: now - 31 * DAY * 1000 },
        { _id: 'young-log', issuer: 'usual', at: now - 29 * DAY * 1000 },
        { _id: 'log-of-a-former-issuer', issuer: 'former', at: now - 91 * DAY * 1000 },
      ]);
    });
    const there = (collection: string, ...ids: string[]) => count(collection, { _id: { $in: ids as never[] } });
    await eventually(async () => {
      expect(await there('vault', 'key:nobody', 'claims:nobody', 'request:nobody')).toBe(0);
      expect(await there('logs', 'old-log', 'log-of-a-former-issuer')).toBe(0);
    }, 20_000);
    expect(await there('vault', 'key:recent')).toBe(1);
    expect(await there('logs', 'young-log')).toBe(1);
  });

  it('takes events, deliveries, audit rows and kept answers along, by the rules of their issuer', async () => {
    const now = Date.now();
    const old = now - 100 * DAY * 1000;
    const planted = ['event-1', 'event-2', 'event-3', 'd', 'i', 'row-1', 'row-2', 'row-3'];
    await withDatabase(stack, async (db) => {
      const events = db.collection<{ _id: string; [member: string]: unknown }>('events');
      await events.insertMany([
        { _id: 'event-1', issuer: 'usual', at: old, position: 1_000_001 },
        { _id: 'event-2', issuer: 'usual', at: now, position: 1_000_002 },
        { _id: 'event-3', issuer: 'usual', at: old, position: 1_000_003 },
      ]);
      const expired = { expiresAt: new Date(old) };
      await db.collection<{ _id: string; [member: string]: unknown }>('deliveries').insertOne({ _id: 'd', ...expired });
      await db
        .collection<{ _id: string; [member: string]: unknown }>('idempotency')
        .insertOne({ _id: 'i', ...expired });
      const audit = db.collection<{ _id: string; [member: string]: unknown }>('audit');
      await audit.insertMany([
        { _id: 'row-1', issuer: 'usual', at: now - 731 * DAY * 1000 },
        { _id: 'row-2', at: now - 731 * DAY * 1000 },
        { _id: 'row-3', issuer: 'usual', at: old },
      ]);
    });
    await eventually(async () => {
      const left = await withDatabase(stack, (db) =>
        Promise.all(
          ['events', 'deliveries', 'idempotency', 'audit'].map(async (name) =>
            (await db.collection(name).find().toArray())
              .map((one) => String(one._id))
              .filter((id) => planted.includes(id))
              .sort(),
          ),
        ),
      );
      // The feed's last position is where it counts on from.
      expect(left).toEqual([['event-2', 'event-3'], [], [], ['row-3']]);
    }, 20_000);
  });
});
