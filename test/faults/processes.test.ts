/** Processes beside one another, and processes that are asked to end. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePorts } from '../../scripts/lib/ports.mjs';
import { BackOffice } from '../support/back-office.js';
import { AV, DATASETS } from '../support/datasets.js';
import { eventually } from '../support/eventually.js';
import { deferSession, openSession, redeemSession } from '../support/open-session.js';
import type { Stack } from '../support/stack.js';
import { startStack } from '../support/stack.js';
import type { CredentialAnswer } from '../support/wallet.js';
import { newKey, PRE_AUTHORIZED, send, Wallet } from '../support/wallet.js';

const root = resolve(import.meta.dirname, '../..');
const children: ChildProcess[] = [];
let stack: Stack;
/** The second API's listeners. */
let other: { publicUrl: string; privateUrl: string };

type Exit = { code: number | null; signal: string | null; seconds: number };

/** One of our processes beside those of the stack, on the same data. */
async function startBeside(name: 'api' | 'worker', env: Record<string, string> = {}): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(root, 'dist', name, 'main.js')], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      VOUCHSAFE_DATA_DIR: stack.dataDir,
      VOUCHSAFE_PUBLIC_URL: stack.publicUrl,
      ...(name === 'api' ? { VOUCHSAFE_ADMIN_KEY: stack.adminKey } : {}),
      TEMPORAL_ADDRESS: stack.temporalAddress,
      TEMPORAL_NAMESPACE: stack.temporalNamespace,
      MONGODB_URI: stack.mongodbUri,
      ...env,
    },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  children.push(child);
  await new Promise<void>((done, failed) => {
    child.once('message', () => done());
    child.once('exit', (code) => failed(new Error(`${name} ended with ${code} before it was ready`)));
  });
  return child;
}

function endOf(child: ChildProcess): Promise<Exit> {
  const started = Date.now();
  return new Promise((done) => {
    child.once('exit', (code, signal) => done({ code, signal, seconds: (Date.now() - started) / 1000 }));
  });
}

beforeAll(async () => {
  stack = await startStack();
  const [publicPort = 0, privatePort = 0] = await findFreePorts(2);
  await startBeside('api', {
    VOUCHSAFE_PUBLIC_PORT: String(publicPort),
    VOUCHSAFE_PRIVATE_PORT: String(privatePort),
  });
  other = { publicUrl: `http://127.0.0.1:${publicPort}`, privateUrl: `http://127.0.0.1:${privatePort}` };
}, 120_000);
afterAll(async () => {
  for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
  await stack?.stop();
});

const atOther = (url: string) => url.replace(stack.publicUrl, other.publicUrl);
const post = <T = Record<string, unknown>>(url: string, headers: Record<string, string>, body: unknown) =>
  send<T>(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

describe('two API processes', () => {
  it('serve the same offer, made at either', async () => {
    const { created } = await openSession(stack);
    expect((await send(atOther(created.credential_offer_uri))).body).toEqual(created.credential_offer);
    const made = await new BackOffice({ ...stack, privateUrl: other.privateUrl }).create({
      credential_configuration_ids: [AV],
    });
    expect(made.credential_offer_uri).toContain(stack.publicUrl);
    expect((await send(made.credential_offer_uri)).body).toEqual(made.credential_offer);
  });

  it('accept each other’s tokens and nonces, and a nonce used at one is used at the other', async () => {
    const { wallet, tokens } = await redeemSession(stack);
    const { body } = await send<{ c_nonce: string }>(`${other.publicUrl}/nonce`, { method: 'POST' });
    const bearer = { authorization: `Bearer ${tokens.access_token}` };
    const request = async () => ({
      credential_configuration_id: AV,
      proofs: { jwt: [await wallet.proof(await newKey(), body.c_nonce)] },
    });
    const issued = await post<CredentialAnswer>(`${other.publicUrl}/credential`, bearer, await request());
    expect(issued.status).toBe(200);
    expect(issued.body.credentials).toHaveLength(1);
    const again = await post(`${stack.publicUrl}/credential`, bearer, await request());
    expect([again.status, again.body.error]).toEqual([400, 'invalid_nonce']);
    const notified = await post(`${stack.publicUrl}/notification`, bearer, {
      notification_id: issued.body.notification_id,
      event: 'credential_accepted',
    });
    expect(notified.status).toBe(204);
  });

  it('answer the same request with the same credentials', async () => {
    const { wallet, tokens } = await redeemSession(stack);
    const request = await wallet.credentialRequest(tokens, AV, [await newKey()]);
    const bearer = { authorization: `Bearer ${tokens.access_token}` };
    const answers = await Promise.all(
      [stack, other].map(({ publicUrl }) => post<CredentialAnswer>(`${publicUrl}/credential`, bearer, request)),
    );
    expect(answers.map((one) => one.status)).toEqual([200, 200]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
  });

  it('refuse a DPoP proof that was used at the other', async () => {
    const { wallet, offer } = await openSession(stack, { dpop: true });
    const headers = await wallet.dpopHeader('POST', `${stack.publicUrl}/token`);
    const form = new URLSearchParams({
      grant_type: PRE_AUTHORIZED,
      'pre-authorized_code': Wallet.codeOf(offer),
    }).toString();
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: form,
    };
    expect((await send(`${other.publicUrl}/token`, init)).status).toBe(200);
    const replayed = await send(`${stack.publicUrl}/token`, init);
    expect([replayed.status, replayed.body.error]).toEqual([400, 'invalid_dpop_proof']);
  });

  it('refuse a DPoP proof at a protected endpoint that was used at the other', async () => {
    const { wallet, tokens, transactionId } = await deferSession(stack, { dpop: true });
    const path = '/deferred_credential';
    const proof = await wallet.dpopHeader('POST', stack.publicUrl + path, tokens.access_token);
    const headers = { authorization: `DPoP ${tokens.access_token}`, ...proof };
    expect((await post(other.publicUrl + path, headers, { transaction_id: transactionId })).status).toBe(202);
    const replayed = await post(stack.publicUrl + path, headers, { transaction_id: transactionId });
    expect([replayed.status, replayed.body.error]).toEqual([401, 'invalid_dpop_proof']);
  });

  it('redeem a code once, whichever is asked', async () => {
    const { offer } = await openSession(stack);
    const form = new URLSearchParams({
      grant_type: PRE_AUTHORIZED,
      'pre-authorized_code': Wallet.codeOf(offer),
    }).toString();
    const init = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form };
    const answers = await Promise.all(
      [stack, other, stack, other].map(({ publicUrl }) => send(`${publicUrl}/token`, init)),
    );
    expect(answers.map((one) => one.status).sort()).toEqual([200, 400, 400, 400]);
  });

  it('show a deferred wallet the claims that were supplied at the other', async () => {
    const { id, tokens, transactionId } = await deferSession(stack);
    await new BackOffice({ ...stack, privateUrl: other.privateUrl }).supply(id, AV, DATASETS[AV]);
    const bearer = { authorization: `Bearer ${tokens.access_token}` };
    const { status } = await post(`${stack.publicUrl}/deferred_credential`, bearer, { transaction_id: transactionId });
    expect(status).toBe(200);
  });
});

describe('SIGTERM', () => {
  it('ends an API with 0 within ten seconds, after it has answered', async () => {
    const [publicPort = 0, privatePort = 0] = await findFreePorts(2);
    const child = await startBeside('api', {
      VOUCHSAFE_PUBLIC_PORT: String(publicPort),
      VOUCHSAFE_PRIVATE_PORT: String(privatePort),
    });
    const { tokens, transactionId } = await deferSession(stack);
    const headers = { authorization: `Bearer ${tokens.access_token}`, prefer: 'wait=5' };
    const poll = { transaction_id: transactionId };
    const answering = post<CredentialAnswer>(`http://127.0.0.1:${publicPort}/deferred_credential`, headers, poll);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const ended = endOf(child);
    child.kill('SIGTERM');
    expect((await answering).status).toBe(202);
    const { code, seconds } = await ended;
    expect(code).toBe(0);
    expect(seconds).toBeLessThan(10);
  }, 30_000);

  it('ends a worker with 0 within ten seconds, and nobody waits longer for it than a moment', async () => {
    const child = await startBeside('worker');
    const sessions = await Promise.all(Array.from({ length: 4 }, () => redeemSession(stack)));
    const ended = endOf(child);
    child.kill('SIGTERM');
    const answers = await Promise.all(sessions.map(({ wallet, tokens }) => wallet.requestCredential(tokens, AV)));
    expect(answers.map((one) => one.status)).toEqual([200, 200, 200, 200]);
    const { code, seconds } = await ended;
    expect(code).toBe(0);
    expect(seconds).toBeLessThan(10);
  }, 30_000);

  it('leaves no log record unwritten', async () => {
    const { id, created, backOffice } = await openSession(stack);
    expect((await send(atOther(created.credential_offer_uri))).status).toBe(200);
    const child = children[0];
    const ended = endOf(child as ChildProcess);
    child?.kill('SIGTERM');
    expect((await ended).code).toBe(0);
    await eventually(async () =>
      expect((await backOffice.logs(id)).map((one) => one.message)).toContain('Credential offer fetched by the wallet'),
    );
  }, 30_000);
});
