/** What a run knows and nobody else may: looked for in Temporal, in the database and in every log. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { exportJWK } from 'jose';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issuanceSessionWorkflowId } from '../../workflows/contract/messages.js';
import { BackOffice } from '../support/back-office.js';
import { AV, PID_MDOC, PID_SD_JWT } from '../support/datasets.js';
import { eventually } from '../support/eventually.js';
import type { Stack } from '../support/stack.js';
import { startStack } from '../support/stack.js';
import type { CredentialAnswer, WalletKey } from '../support/wallet.js';
import { newKey, PRE_AUTHORIZED, Wallet } from '../support/wallet.js';

const NAMES = { family: 'Quetzalzwiebel', given: 'Xanthippe-Wolkenbruch', corrected: 'Zyklopenkraut' };
const TX_CODE = 'WQXKVZ9PLM';
const FREE_TEXT = 'Ottokar Siebenschläfer could not store it';
const SUBJECT = 'subject-of-Brunhilde-4711';
const PID = {
  family_name: NAMES.family,
  given_name: NAMES.given,
  place_of_birth: { country: 'DE', locality: 'Hinterpfuiteufel' },
  issuing_authority: 'UT Registry',
  issuing_country: 'UT',
};
const MDOC_CLAIMS = { ...PID, birth_date: '1971-09-01', nationality: ['DE'] };
const SD_JWT_CLAIMS = { ...PID, birthdate: '1971-09-01', nationalities: ['DE'] };

/** Secret → what it is, for the message when it is found. */
const secrets = new Map<string, string>();
const know = (what: string, value: unknown): void => {
  if (typeof value !== 'string' || value.length < 8) return;
  secrets.set(value, what);
  // Of a signed token the signature is its own; of a sealed one a part would be as telling as all of it.
  const parts = value.split(/[.~]/);
  for (const part of parts.slice(2)) if (part.length > 30) secrets.set(part, `part of ${what}`);
  if (parts.length === 1 && value.length > 60) {
    secrets.set(value.slice(0, 30), `begin of ${what}`);
    secrets.set(value.slice(-30), `end of ${what}`);
  }
};

const SECRET_MEMBERS = new Set([
  'pre-authorized_code',
  'access_token',
  'refresh_token',
  'c_nonce',
  'transaction_id',
  'notification_id',
  'credential',
  'jwt',
]);

/** Learns every secret that goes over the wire, both ways. */
function learn(value: unknown, name = ''): void {
  if (Array.isArray(value)) for (const one of value) learn(one, name);
  else if (value !== null && typeof value === 'object')
    for (const [key, member] of Object.entries(value)) learn(member, key);
  else if (SECRET_MEMBERS.has(name)) know(name, value);
}

function overhear(): () => void {
  const real = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    know('DPoP proof', headers.get('dpop'));
    if (!String(input).includes('/sessions')) know('access token', headers.get('authorization')?.split(' ')[1]);
    if (typeof init?.body === 'string' && init.body.startsWith('{')) learn(JSON.parse(init.body));
    const response = await real(input, init);
    const copy = response.clone();
    if ((copy.headers.get('content-type') ?? '').includes('json')) learn(await copy.json());
    return response;
  };
  return () => {
    globalThis.fetch = real;
  };
}

let stack: Stack;
let backOffice: BackOffice;
const sessions: string[] = [];
const holders: WalletKey[] = [];
let stopListening = (): void => undefined;

const holder = async () => {
  const key = await newKey();
  holders.push(key);
  return key;
};
const create = async (body: object) => {
  const created = await backOffice.create(body);
  sessions.push(created.session_id);
  return created;
};

/** What is written last of a session, in its log and in its story. */
type Last = { readonly id: string; readonly message: string; readonly event: string };

/** Claims present, SD-JWT, Bearer; asked twice, reported as failed. */
async function happy(): Promise<Last> {
  const created = await create({
    credential_configuration_ids: [PID_SD_JWT],
    claims: { [PID_SD_JWT]: SD_JWT_CLAIMS },
    subject_id: SUBJECT,
  });
  const wallet = new Wallet(stack.publicUrl, { clientId: 'wallet-dev' });
  const offer = await wallet.fetchOffer(created.credential_offer_uri);
  const tokens = await wallet.redeem(offer);
  const body = await wallet.credentialRequest(tokens, PID_SD_JWT, [await holder(), await holder()]);
  const { body: issued } = await wallet.authorized<CredentialAnswer>('/credential', tokens, body);
  await wallet.authorized('/credential', tokens, body);
  expect(issued.credentials).toHaveLength(2);
  await wallet.authorized('/notification', tokens, {
    notification_id: issued.notification_id,
    event: 'credential_failure',
    event_description: FREE_TEXT,
  });
  return { id: created.session_id, message: 'Wallet reports credential_failure', event: 'credential_failure' };
}

/** Transaction code, DPoP, deferred, polled, corrected, refreshed, collected. */
async function deferred(): Promise<Last> {
  const created = await create({ credential_configuration_ids: [PID_MDOC, AV], tx_code: { value: TX_CODE } });
  const wallet = new Wallet(stack.publicUrl, { dpop: await holder() });
  const { credential_offer: offer } = created;
  const wrong = { grant_type: PRE_AUTHORIZED, 'pre-authorized_code': Wallet.codeOf(offer), tx_code: 'WRONGWRONG' };
  expect((await wallet.token(wrong)).body.error).toBe('invalid_grant');
  const tokens = await wallet.redeem(offer, { tx_code: TX_CODE });
  const { body: waiting } = await wallet.requestCredential(tokens, PID_MDOC, [await holder()]);
  await wallet.collect(tokens, waiting.transaction_id ?? '');
  await backOffice.supply(created.session_id, PID_MDOC, MDOC_CLAIMS);
  await backOffice.supply(created.session_id, PID_MDOC, { ...MDOC_CLAIMS, family_name: NAMES.corrected });
  await backOffice.supply(created.session_id, AV, { age_over_18: true, age_over_65: false });
  const reference = await backOffice.storeClaims(created.session_id, AV, { age_over_18: true, age_over_65: false });
  expect(reference).toBeTruthy();
  const fresh = await wallet.refresh(tokens);
  const collected = await wallet.collect(fresh, waiting.transaction_id ?? '');
  expect(collected.body.credentials).toHaveLength(1);
  const { body: age } = await wallet.requestCredential(fresh, AV, [await holder()]);
  expect(age.credentials).toHaveLength(1);
  await wallet.notify(fresh, collected.body.notification_id ?? '');
  return { id: created.session_id, message: 'Wallet reports credential_accepted', event: 'credential_accepted' };
}

/** Bearer with rotation; and everything done wrong that a wallet can do wrong. */
async function refused(): Promise<Last> {
  const created = await create({ credential_configuration_ids: [AV] });
  const wallet = new Wallet(stack.publicUrl);
  const { credential_offer: offer } = created;
  const code = Wallet.codeOf(offer);
  const asForm = { 'content-type': 'application/x-www-form-urlencoded' };
  await fetch(`${stack.publicUrl}/token`, {
    method: 'POST',
    headers: asForm,
    body: JSON.stringify({ 'pre-authorized_code': code }),
  });
  await fetch(`${stack.publicUrl}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  const tokens = await wallet.redeem(offer);
  expect((await wallet.token({ grant_type: PRE_AUTHORIZED, 'pre-authorized_code': code })).status).toBe(400);
  const key = await holder();
  const nonce = await wallet.nonce();
  const { d } = await exportJWK(key.privateKey);
  const withPrivateKey = await wallet.proof(key, nonce, { header: { jwk: { ...key.jwk, d } } });
  const bodies = [
    { credential_configuration_id: AV, proofs: { jwt: [withPrivateKey] } },
    { credential_configuration_id: AV, proofs: { jwt: [await wallet.proof(key, 'not-a-nonce-of-ours-at-all')] } },
    {
      credential_configuration_id: AV,
      proofs: { jwt: [await wallet.proof(key, nonce, { claims: { aud: 'https://elsewhere.example' } })] },
    },
    { credential_configuration_id: AV, proof: { proof_type: 'jwt', jwt: await wallet.proof(key, nonce) } },
    { credential_configuration_id: AV, [tokens.access_token]: tokens.access_token },
    { format: 'mso_mdoc', doctype: AV },
  ];
  for (const body of bodies) expect((await wallet.authorized('/credential', tokens, body)).status).toBe(400);
  await fetch(`${stack.publicUrl}/credential?access_token=${tokens.access_token}`, { method: 'POST' });
  await fetch(`${stack.publicUrl}/credential`, {
    method: 'POST',
    headers: { authorization: `${tokens.access_token} Bearer` },
  });
  await wallet.refresh(await wallet.refresh(tokens));
  await wallet.collect(tokens, code);
  await wallet.notify(tokens, code);
  await backOffice.supply(created.session_id, AV, { age_over_18: NAMES.family });
  await backOffice.supply(created.session_id, AV, { [NAMES.given]: true });
  await backOffice.deny(created.session_id);
  return { id: created.session_id, message: 'Claims denied by the back office', event: 'claims_denied' };
}

type Place = { readonly name: string; readonly bytes: Buffer };
let places: Place[] = [];

/** Every string and every byte array in a value, payloads decoded. */
function flatten(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (Array.isArray(value)) return value.map(flatten).join('\n');
  if (value !== null && typeof value === 'object')
    return Object.entries(value)
      .map(([key, member]) => `${key}: ${flatten(member)}`)
      .join('\n');
  return String(value);
}

async function readHistories(): Promise<Place[]> {
  const connection = await Connection.connect({ address: stack.temporalAddress });
  const client = new Client({ connection, namespace: stack.temporalNamespace });
  const read: Place[] = [];
  for (const id of sessions) {
    const handle = client.workflow.getHandle(issuanceSessionWorkflowId(id));
    const { events } = await handle.fetchHistory();
    read.push({ name: `history of ${id}`, bytes: Buffer.from(flatten(events)) });
    read.push({ name: `query of ${id}`, bytes: Buffer.from(JSON.stringify(await handle.query('session'))) });
  }
  await connection.close();
  return read;
}

async function readDatabase(): Promise<Place[]> {
  const client = new MongoClient(stack.mongodbUri);
  const read: Place[] = [];
  for (const { name } of await client.db('vouchsafe').listCollections().toArray()) {
    const collection = client.db('vouchsafe').collection(name);
    read.push({
      name: `database ${name}, as JSON`,
      bytes: Buffer.from(JSON.stringify(await collection.find().toArray())),
    });
    const raw = (await collection.find({}, { raw: true }).toArray()) as unknown as Buffer[];
    read.push({ name: `database ${name}, as bytes`, bytes: Buffer.concat(raw) });
  }
  await client.close();
  expect(read.map((one) => one.name)).toContain('database vault, as bytes');
  return read;
}

/** Logs of all processes, and Temporal's own file with whatever it keeps beside histories. */
function readFiles(): Place[] {
  return ['logs', 'temporal'].flatMap((folder) =>
    readdirSync(join(stack.dataDir, folder)).map((name) => ({
      name: `${folder}/${name}`,
      bytes: readFileSync(join(stack.dataDir, folder, name)),
    })),
  );
}

function find(value: string): string[] {
  const spellings = [
    Buffer.from(value),
    ...(['base64', 'base64url', 'hex'] as const).map((as) =>
      Buffer.from(Buffer.from(value).toString(as).replace(/=+$/, '').slice(0, -1)),
    ),
  ];
  return places.filter(({ bytes }) => spellings.some((one) => bytes.includes(one))).map((one) => one.name);
}

beforeAll(async () => {
  stack = await startStack({ env: { VOUCHSAFE_LOG_LEVEL: 'trace' } });
  backOffice = new BackOffice(stack);
  stopListening = overhear();
  const last = await Promise.all([happy(), deferred(), refused()]);
  stopListening();
  for (const value of [...Object.values(NAMES), TX_CODE, FREE_TEXT, SUBJECT, 'Hinterpfuiteufel', stack.adminKey])
    secrets.set(value, value);
  for (const { privateKey } of holders) know('private key of a holder', (await exportJWK(privateKey)).d);
  const keys = JSON.parse(readFileSync(join(stack.dataDir, 'keys.json'), 'utf8'));
  for (const { key } of keys.api.sealing) know('sealing key', key);
  for (const name of ['fingerprint', 'response_private']) know(name, keys.api[name]);
  know('private key of the worker', keys.worker.private);
  for (const { id, message, event } of last) {
    await backOffice.untilLogged(id, (one) => one.message === message);
    await eventually(async () => expect(await backOffice.eventTypes(id)).toContain(event));
  }
  // Problems are signalled beside the answers, and nothing says which is the last.
  await new Promise((resolve) => setTimeout(resolve, 600));
  places = [...(await readHistories()), ...(await readDatabase()), ...readFiles()];
}, 120_000);
afterAll(async () => {
  stopListening();
  await stack?.stop();
});

describe('the search', () => {
  it('knows secrets of every kind', () => {
    const kinds = new Set(secrets.values());
    for (const kind of [
      ...SECRET_MEMBERS,
      'DPoP proof',
      'access token',
      'private key of a holder',
      'sealing key',
      NAMES.family,
    ])
      expect(kinds).toContain(kind);
    expect(secrets.size).toBeGreaterThan(100);
  });

  it('finds what is there: session ids in Temporal, in the database and in logs', () => {
    for (const id of sessions) {
      const found = find(id).join('\n');
      for (const place of [
        `history of ${id}`,
        'database sessions, as JSON',
        'database sessions, as bytes',
        'temporal/temporal.db',
      ])
        expect(found).toContain(place);
    }
  });

  it('finds what is written another way', () => {
    places.push({ name: 'planted', bytes: Buffer.from(Buffer.from(`before ${NAMES.family} after`).toString('hex')) });
    expect(find(NAMES.family)).toContain('planted');
    places.pop();
  });
});

it('no secret of a run stands in history, database or logs', () => {
  const found = [...secrets].flatMap(([value, what]) => find(value).map((place) => `${what} in ${place}`));
  expect([...new Set(found)]).toEqual([]);
});

it('no claim stands beside its value, where the value alone could be guessed', () => {
  const pairs = /(age_over_\d\d|birth_?date|nationalit(y|ies)|country)[\W_]{1,12}(true|false|1971|DE\b)/;
  for (const { name, bytes } of places.filter((one) => !one.name.startsWith('temporal/')))
    expect(pairs.exec(bytes.toString('utf8'))?.[0], name).toBeUndefined();
});
