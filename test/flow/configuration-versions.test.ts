/** The issuers' file changes while sessions are open: each is finished by the configuration it began with. */
import { readFileSync, writeFileSync } from 'node:fs';
import { decode } from 'cbor-x';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BackOffice } from '../support/back-office.js';
import { AV } from '../support/datasets.js';
import { eventually } from '../support/eventually.js';
import { expectRefused } from '../support/expect-refused.js';
import { shippedIssuer, writeIssuersFile } from '../support/issuers-file.js';
import { openSession, redeemSession } from '../support/open-session.js';
import { type Stack, startStack } from '../support/stack.js';
import { newKey, send } from '../support/wallet.js';

type File = { issuers: Record<string, any>[] };
type Health = { configuration: { versions: Record<string, string>; refused?: { mistakes: string[] } } };

let issuersFile: string;
let original: string;
let stack: Stack;
let backOffice: BackOffice;

beforeAll(async () => {
  issuersFile = writeIssuersFile(
    { id: 'main', batch_size: 3, lifetimes: { deferred_interval: 1, bearer_access_token: 299 } },
    { id: 'other', credential_configurations: { [AV]: shippedIssuer().credential_configurations[AV] } },
  );
  original = readFileSync(issuersFile, 'utf8');
  stack = await startStack({ issuersFile });
  backOffice = new BackOffice(stack);
});
afterAll(() => stack?.stop());

const health = async () => (await send<Health>(`${stack.privateUrl}/health/ready`)).body.configuration;
const metadata = (issuer: string) => send<any>(`${stack.publicUrl}/.well-known/openid-credential-issuer/${issuer}`);
const main = { more: { issuer: 'main' } };

/** Writes the file and waits until the API uses it. */
async function change(edit: (file: File) => void): Promise<void> {
  const before = JSON.stringify((await health()).versions);
  const file = JSON.parse(original) as File;
  edit(file);
  writeFileSync(issuersFile, JSON.stringify(file));
  await eventually(async () => expect(JSON.stringify((await health()).versions)).not.toBe(before));
}
afterEach(async () => {
  if (readFileSync(issuersFile, 'utf8') !== original) await change(() => undefined);
});

function namespaceOf(credential: string): string {
  const { nameSpaces } = decode(Buffer.from(credential, 'base64url')) as { nameSpaces: object };
  return Object.keys(nameSpaces)[0] ?? '';
}

/** Another namespace, another mandatory claim, no batches, shorter tokens. */
function reshape({ issuers: [issuer] }: File): void {
  if (issuer === undefined) throw new Error('no issuer');
  issuer['batch_size'] = 1;
  issuer['lifetimes'].bearer_access_token = 111;
  const configuration = issuer['credential_configurations'][AV];
  configuration.namespace = 'changed.namespace';
  configuration.claims_schema.required = ['age_over_21'];
}

describe('a session keeps the configuration it began with', () => {
  it('to its end: claims, batch, lifetimes and content; a new session has the present one', async () => {
    const old = await redeemSession(stack, { ...main, supplied: [] });
    const unredeemed = await openSession(stack, main);
    await change(reshape);
    expect((await metadata('main')).body.batch_credential_issuance).toBeUndefined();

    expect((await backOffice.supply(old.id, AV, { age_over_18: true })).status).toBe(200);
    const keys = [await newKey(), await newKey(), await newKey()];
    const answer = await old.wallet.requestCredential(old.tokens, AV, keys);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expect(answer.body.credentials?.map((one) => namespaceOf(one.credential))).toEqual([AV, AV, AV]);
    expect((await unredeemed.wallet.redeem(unredeemed.offer)).expires_in).toBe(299);

    const refused = await backOffice.call('POST', '/sessions', {
      credential_configuration_ids: [AV],
      issuer: 'main',
      claims: { [AV]: { age_over_18: true } },
    });
    expect([refused.status, refused.body.error]).toEqual([422, 'invalid_claims']);
    const present = await redeemSession(stack, {
      supplied: [],
      more: { issuer: 'main', claims: { [AV]: { age_over_21: true } } },
    });
    expect(present.tokens.expires_in).toBe(111);
    expectRefused(await present.wallet.requestCredential(present.tokens, AV, keys), 400, 'invalid_credential_request');
    const issued = await eventually(async () => {
      const one = await present.wallet.requestCredential(present.tokens, AV);
      expect(one.status, JSON.stringify(one.body)).toBe(200);
      return one;
    });
    expect(namespaceOf(issued.body.credentials?.[0]?.credential ?? '')).toBe('changed.namespace');
  });

  it('over a restart of both processes, and over a wallet that waits and refreshes', async () => {
    const { wallet, tokens, id } = await redeemSession(stack, { ...main, supplied: [] });
    const keys = [await newKey(), await newKey()];
    const deferred = await wallet.requestCredential(tokens, AV, keys);
    expect(deferred.status).toBe(202);
    await change(reshape);
    for (const part of ['worker', 'api'] as const) {
      await stack.kill(part, 'SIGTERM');
      await stack.start(part);
    }
    expect((await backOffice.supply(id, AV, { age_over_18: true })).status).toBe(200);
    const refreshed = await wallet.refresh(tokens);
    expect(refreshed.expires_in).toBe(299);
    const collected = await wallet.collect(refreshed, deferred.body.transaction_id ?? '');
    expect(collected.status, JSON.stringify(collected.body)).toBe(200);
    expect(collected.body.credentials?.map((one) => namespaceOf(one.credential))).toEqual([AV, AV]);
  });

  it('though its issuer has left the file; none begins there any more', async () => {
    const session = await openSession(stack, { supplied: [], more: { issuer: 'other' } });
    await change((file) => file.issuers.pop());
    const asked = { credential_configuration_ids: [AV], issuer: 'other' };
    expect((await backOffice.call('POST', '/sessions', asked)).status).toBe(400);
    for (const part of ['worker', 'api'] as const) {
      await stack.kill(part, 'SIGTERM');
      await stack.start(part);
    }
    const offer = await eventually(() => session.wallet.fetchOffer(session.created.credential_offer_uri));
    expect((await metadata('other')).status).toBe(200);
    const tokens = await session.wallet.redeem(offer);
    await backOffice.supply(session.id, AV, { age_over_18: true });
    const { status, body } = await session.wallet.requestCredential(tokens, AV);
    expect(status, JSON.stringify(body)).toBe(200);
    expect((await session.wallet.notify(tokens, body.notification_id ?? '')).status).toBe(204);
  });
});

describe('a file with mistakes', () => {
  it('changes nothing, and every mistake is told in log, health and metrics until a good one comes', async () => {
    const { versions } = await health();
    const file = JSON.parse(original) as File;
    Object.assign(file.issuers[0] ?? {}, {
      batch_size: 0,
      trust_anchors: { key_attestation: ['nowhere.pem'] },
      display: [{ name: 'x', logo: { file: 'no-logo.svg' } }],
    });
    writeFileSync(issuersFile, JSON.stringify(file));
    const { refused } = await eventually(async () => {
      const now = await health();
      expect(now.refused).toBeDefined();
      return now;
    });
    const told = refused?.mistakes.join('\n');
    for (const part of ['nowhere.pem', 'no-logo.svg', 'batch_size']) expect(told).toContain(part);
    expect((await health()).versions).toEqual(versions);
    expect((await redeemSession(stack, main)).tokens.access_token).toBeTruthy();
    const metric = async () => (await send<string>(`${stack.privateUrl}/metrics`)).body;
    expect(await metric()).toContain('vouchsafe_configuration_refused 1');
    for (const log of [stack.workerLog, stack.apiLog]) await eventually(() => expect(log()).toContain('nowhere.pem'));

    writeFileSync(issuersFile, '{"issuers": [');
    await eventually(async () =>
      expect((await health()).refused?.mistakes.join()).toContain('not a readable JSON file'),
    );
    writeFileSync(issuersFile, original);
    await eventually(async () => expect((await health()).refused).toBeUndefined());
    expect(await metric()).toContain('vouchsafe_configuration_refused 0');
    expect((await health()).versions).toEqual(versions);
  });
});
