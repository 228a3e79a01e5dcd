/** What an operator can read of a session afterwards: events, log records, its problem, and never a secret. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deriveStalled } from '../../protocol/derive-stalled.js';
import type { SessionStatus, SessionView } from '../../protocol/session-view.js';
import type { LogAnswer } from '../support/back-office.js';
import { AV } from '../support/datasets.js';
import { deferSession, openSession, redeemSession } from '../support/open-session.js';
import { sharedStack } from '../support/stack.js';
import { newKey, PRE_AUTHORIZED, Wallet } from '../support/wallet.js';
import type { WorkflowWatch } from '../support/workflow.js';
import { watchWorkflows } from '../support/workflow.js';

const stack = sharedStack();
let workflows: WorkflowWatch;
beforeAll(async () => {
  workflows = await watchWorkflows(stack);
});
afterAll(() => workflows.close());

describe('events', () => {
  it('stand in the order in which things happened, numbered without a gap', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack, { clientId: 'wallet-dev' });
    await wallet.refresh(tokens);
    await backOffice.supply(id, AV, { age_over_18: true });
    await backOffice.supply(id, AV, { age_over_18: false });
    const { body } = await wallet.collect(tokens, transactionId);
    await wallet.collect(tokens, transactionId);
    await wallet.notify(tokens, body.notification_id ?? '');
    await expect.poll(() => backOffice.eventTypes(id)).toContain('credential_accepted');
    const events = await backOffice.events(id);
    expect(events.map((one) => one.type)).toEqual([
      'offer_created',
      'token_exchanged',
      'credential_requested',
      'credential_deferred',
      'claims_needed',
      'token_refreshed',
      'claims_supplied',
      'claims_corrected',
      'credential_issued',
      'credential_redelivered',
      'credential_accepted',
    ]);
    expect(events.map((one) => one.seq)).toEqual(events.map((_, index) => index + 1));
    const times = events.map((one) => Date.parse(one.at));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(events[1]?.details).toMatchObject({ grant_type: 'pre-authorized_code', client_id: 'wallet-dev' });
  });
});

describe('polls', () => {
  const pollRecords = async (logs: Promise<LogAnswer[]>) => (await logs).filter((one) => one.count !== undefined);

  it('that follow each other are one record with their count and how many came early', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack);
    for (let count = 0; count < 6; count += 1) await wallet.collect(tokens, transactionId);
    await expect
      .poll(() => pollRecords(backOffice.logs(id)))
      .toMatchObject([{ count: 6, too_early: 5, endpoint: '/deferred_credential' }]);
  });

  it('with something between them are two', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack);
    for (let count = 0; count < 2; count += 1) await wallet.collect(tokens, transactionId);
    await wallet.refresh(tokens);
    for (let count = 0; count < 3; count += 1) await wallet.collect(tokens, transactionId);
    await expect.poll(async () => (await pollRecords(backOffice.logs(id))).map((one) => one.count)).toEqual([3, 2]);
  });
});

describe('a problem', () => {
  const failing = async () => {
    const session = await redeemSession(stack);
    const fail = () => session.wallet.authorized('/credential', session.tokens, {});
    return { ...session, fail };
  };

  it('stands on the session with reason, endpoint and how often', async () => {
    const { id, backOffice, fail } = await failing();
    for (const _ of [1, 2, 3]) await fail();
    await expect
      .poll(async () => (await backOffice.session(id)).problem)
      .toMatchObject({
        reason: 'selector_missing',
        endpoint: '/credential',
        count: 3,
        retryable: true,
        at: expect.stringMatching(/^\d{4}-.*Z$/),
      });
  });

  it('is one event, one search attribute and one line in Temporal, however often it happens', async () => {
    const { id, backOffice, fail, wallet, tokens } = await failing();
    await fail();
    await expect.poll(() => workflows.searchAttributes(id)).toMatchObject({ LastProblem: 'selector_missing' });
    const before = await workflows.historyLength(id);
    for (let count = 0; count < 5; count += 1) await fail();
    await expect.poll(async () => (await backOffice.session(id)).problem?.count).toBe(6);
    expect(await workflows.historyLength(id)).toBe(before);
    const failed = async () => (await backOffice.events(id)).filter((one) => one.type === 'request_failed');
    expect((await failed()).map((one) => one.details)).toEqual([
      { reason: 'selector_missing', endpoint: '/credential' },
    ]);
    // Another reason is another event, and the attribute follows.
    await wallet.authorized('/credential', tokens, { credential_configuration_id: AV });
    await expect.poll(() => workflows.searchAttributes(id)).toMatchObject({ LastProblem: 'proofs_missing' });
    expect(await failed()).toHaveLength(2);
  });

  it('is noted at most ten times in a session, whatever a wallet thinks of', async () => {
    const { id, wallet, tokens, backOffice } = await failing();
    const bodies = [
      '{',
      '[]',
      '{"proofs":1,"proofs":2}',
      {},
      { credential_configuration_id: 'x' },
      { credential_configuration_id: '' },
      { credential_configuration_id: AV },
      { credential_configuration_id: AV, proofs: [] },
      { credential_configuration_id: AV, proofs: { attestation: ['x'] } },
      { credential_configuration_id: AV, proofs: { jwt: ['x'] } },
      { credential_identifier: 'x' },
      { credential_identifier: 'x', credential_configuration_id: AV },
    ];
    for (const body of bodies) await wallet.authorized('/credential', tokens, body);
    for (const body of ['{', { transaction_id: 'x' }, {}])
      await wallet.authorized('/deferred_credential', tokens, body);
    await expect.poll(async () => (await backOffice.session(id)).problem?.count).toBe(15);
    await expect
      .poll(async () => (await backOffice.eventTypes(id)).filter((type) => type === 'request_failed').length)
      .toBe(10);
    expect(await workflows.signals(id, 'problemNoted')).toBe(10);
  });

  it('a wrong transaction code is one event for each attempt, and not two', async () => {
    const { wallet, offer, id, backOffice } = await openSession(stack, { more: { tx_code: true } });
    const wrong = { grant_type: PRE_AUTHORIZED, 'pre-authorized_code': Wallet.codeOf(offer), tx_code: 'wrong' };
    for (const _ of [1, 2]) await wallet.token(wrong);
    await expect.poll(() => workflows.searchAttributes(id)).toMatchObject({ LastProblem: 'tx_code_wrong' });
    await expect.poll(async () => (await backOffice.session(id)).problem?.count).toBe(2);
    const failed = (await backOffice.events(id)).filter((one) => one.type === 'request_failed');
    expect(failed.map((one) => one.details?.['attempts_left'])).toEqual([4, 3]);
  });

  it('is not there where all went well', async () => {
    const { wallet, tokens, id, backOffice } = await redeemSession(stack);
    await wallet.requestCredential(tokens, AV);
    await backOffice.untilLogged(id, (one) => one.message === 'Credentials issued');
    expect((await backOffice.session(id)).problem).toBeNull();
    expect(await workflows.searchAttributes(id)).not.toHaveProperty('LastProblem');
  });
});

describe('search attributes', () => {
  it('say what operators filter by, and follow the session', async () => {
    const { wallet, tokens, id } = await redeemSession(stack, { clientId: 'wallet-dev' });
    const common = {
      Issuer: 'default',
      GrantType: 'pre-authorized_code',
      CredentialConfigurations: [AV],
      ClientId: 'wallet-dev',
    };
    await expect
      .poll(() => workflows.searchAttributes(id))
      .toMatchObject({ ...common, SessionStatus: 'token_exchanged' });
    await wallet.requestCredential(tokens, AV);
    await expect
      .poll(() => workflows.searchAttributes(id))
      .toMatchObject({ ...common, SessionStatus: 'credential_issued' });
  });
});

describe('secrets', () => {
  it('CO-10 X-15 show as fingerprints, by which records can be matched, and nowhere else', async () => {
    const opened = await openSession(stack, {
      dpop: true,
      clientId: 'wallet-dev',
      more: { tx_code: { value: 'QX7PLM2Z' } },
    });
    const { wallet, offer, created, id, backOffice } = opened;
    const tokens = await wallet.redeem(offer, { tx_code: created.tx_code ?? '' });
    const request = await wallet.credentialRequest(tokens, AV, [await newKey()]);
    const { body } = await wallet.authorized<Record<string, any>>('/credential', tokens, request);
    await wallet.notify(tokens, body['notification_id']);
    await backOffice.untilLogged(id, (one) => one.endpoint === '/notification');
    const logs = await backOffice.logs(id);
    const jwt = (request['proofs'] as { jwt: string[] }).jwt[0] ?? '';
    const nonce = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()).nonce as string;
    const digest = createHash('sha256')
      .update(created.tx_code ?? '')
      .digest('base64url');
    const secrets = {
      code: Wallet.codeOf(offer),
      txCode: created.tx_code ?? '',
      'plain digest of the txCode': digest,
      accessToken: tokens.access_token,
      nonce,
      proof: jwt,
      credential: body['credentials'][0].credential as string,
      notificationId: body['notification_id'] as string,
    };
    const texts = {
      logs: JSON.stringify(logs),
      history: await workflows.historyText(id),
      api: stack.apiLog(),
      worker: stack.workerLog(),
    };
    // The control: payloads are read as they are.
    expect(texts.history).toContain('configurationId');
    for (const [name, secret] of Object.entries(secrets)) {
      for (const [where, text] of Object.entries(texts))
        expect(text.includes(secret), `${name} in ${where}`).toBe(false);
    }
    const sentAt = (endpoint: string) => logs.filter((one) => one.endpoint === endpoint && one.data?.['headers']);
    const [token] = sentAt('/token');
    const [credential] = sentAt('/credential');
    expect(token?.data?.['form_body']).toMatchObject({
      'pre-authorized_code': expect.stringMatching(/^fp:[\w-]{10}$/),
      tx_code: expect.stringMatching(/^fp:/),
      client_id: 'wallet-dev',
    });
    expect(credential?.data?.['headers']).toMatchObject({
      authorization: expect.stringMatching(/^DPoP fp:[\w-]{10}$/),
      dpop: expect.stringMatching(/^fp:/),
    });
  });

  it('the same secret has the same fingerprint in every record, another has another', async () => {
    const { wallet, tokens, id, backOffice } = await redeemSession(stack, { supplied: [] });
    await wallet.authorized('/credential', tokens, {});
    await wallet.authorized('/credential', tokens, {});
    const refreshed = await wallet.refresh(tokens);
    await wallet.authorized('/credential', refreshed, {});
    const prints = async () =>
      (await backOffice.logs(id))
        .filter((one) => one.endpoint === '/credential' && one.data?.['headers'])
        .map((one) => one.data?.['headers'].authorization as string);
    await expect.poll(async () => (await prints()).length).toBe(3);
    const [third, second, first] = await prints();
    expect(first).toBe(second);
    expect(third).not.toBe(first);
  });

  it('the code of the offer has the fingerprint it is later presented with', async () => {
    const { id, backOffice } = await redeemSession(stack);
    await backOffice.untilLogged(id, (one) => one.endpoint === '/token');
    const logs = await backOffice.logs(id);
    const presented = logs.find((one) => one.data?.['form_body'])?.data?.['form_body']['pre-authorized_code'] as string;
    const made = logs.filter((one) => one.endpoint !== '/token');
    expect(JSON.stringify(made)).toContain(presented);
  });
});

describe('stalled', () => {
  const view = (status: SessionStatus, isOpen = true) => ({ status, isOpen }) as SessionView;
  const MINUTE = 60_000;
  const problem = { reason: 'proof_key_missing', endpoint: '/credential' };
  const rows: [string, Parameters<typeof deriveStalled>[0], RegExp | undefined][] = [
    [
      'a wallet that fetched and left',
      { view: view('offer_retrieved'), offerFetches: 3, walletSeenAt: 0 },
      /fetched the offer 3 times/,
    ],
    [
      'one that was refused and left',
      { view: view('token_exchanged'), offerFetches: 1, walletSeenAt: 0, problem },
      /\/credential.*proof_key_missing/,
    ],
    [
      'one that does not come back for its credential',
      { view: view('claims_ready'), offerFetches: 1, walletSeenAt: 0 },
      /not come back/,
    ],
    ['one that waits for claims', { view: view('credential_deferred'), offerFetches: 1, walletSeenAt: 0 }, undefined],
    ['one that was never there', { view: view('offer_created'), offerFetches: 0 }, undefined],
    ['one that has its credential', { view: view('credential_issued'), offerFetches: 1, walletSeenAt: 0 }, undefined],
    [
      'one of a session that is over',
      { view: view('offer_retrieved', false), offerFetches: 1, walletSeenAt: 0 },
      undefined,
    ],
  ];
  it.each(rows)('%s', (_name, facts, expected) => {
    const sentence = deriveStalled(facts, 10 * MINUTE);
    if (expected === undefined) expect(sentence).toBeUndefined();
    else expect(sentence).toMatch(expected);
  });

  it('says nothing of a wallet that was heard of a minute ago', () => {
    const facts = { view: view('offer_retrieved'), offerFetches: 1, walletSeenAt: 9 * MINUTE };
    expect(deriveStalled(facts, 10 * MINUTE)).toBeUndefined();
  });
});
