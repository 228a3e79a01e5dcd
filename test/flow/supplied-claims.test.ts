/** The back office's side of a deferral: claims before, during and after, through REST and through Temporal. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readIssuerSigned } from '../credentials/mso-mdoc/read-issuer-signed.js';
import { AV, DATASETS, PID_MDOC } from '../support/datasets.js';
import { expectRefused } from '../support/expect-refused.js';
import { deferSession, openSession, redeemSession } from '../support/open-session.js';
import { sharedStack } from '../support/stack.js';
import type { CredentialAnswer } from '../support/wallet.js';
import type { WorkflowWatch } from '../support/workflow.js';
import { watchWorkflows } from '../support/workflow.js';

const stack = sharedStack();
const ADULT = { age_over_18: true };
const MINOR = { age_over_18: false };

function isAdult({ credentials }: CredentialAnswer): unknown {
  const { items } = readIssuerSigned(credentials?.[0]?.credential ?? '', AV);
  return items.find((one) => one.elementIdentifier === 'age_over_18')?.elementValue;
}

describe('claims come', () => {
  it('before the wallet asks, and are then no deferral at all', async () => {
    const { wallet, offer, id, backOffice } = await openSession(stack, { supplied: [] });
    expect(await backOffice.supply(id, AV, ADULT)).toMatchObject({ status: 200, body: { outcome: 'supplied' } });
    const tokens = await wallet.redeem(offer);
    expect(tokens.refresh_token).toBeUndefined();
    expect((await wallet.requestCredential(tokens, AV)).status).toBe(200);
    expect(await backOffice.eventTypes(id)).not.toContain('credential_deferred');
  });

  it('between token and request', async () => {
    const { wallet, tokens, id, backOffice } = await redeemSession(stack, { supplied: [] });
    await backOffice.supply(id, AV, ADULT);
    expect((await wallet.requestCredential(tokens, AV)).status).toBe(200);
  });

  it('while the wallet waits', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack);
    await backOffice.supply(id, AV, ADULT);
    expect(isAdult((await wallet.collect(tokens, transactionId)).body)).toBe(true);
  });

  it('at the same moment as the request', async () => {
    const { wallet, tokens, id, backOffice } = await redeemSession(stack, { supplied: [] });
    const [asked, supplied] = await Promise.all([
      wallet.requestCredential(tokens, AV),
      backOffice.supply(id, AV, ADULT),
    ]);
    expect(supplied.status).toBe(200);
    const answer = asked.status === 202 ? await wallet.collect(tokens, asked.body.transaction_id ?? '') : asked;
    expect(answer.status).toBe(200);
  });

  it('for several configurations in one call', async () => {
    const { wallet, tokens, id, backOffice } = await redeemSession(stack, { offered: [AV, PID_MDOC], supplied: [] });
    const all = { [AV]: ADULT, [PID_MDOC]: DATASETS[PID_MDOC] };
    const answer = await backOffice.call('PUT', `/sessions/${id}/claims`, all);
    expect(answer).toMatchObject({ status: 200, body: { outcomes: { [AV]: 'supplied', [PID_MDOC]: 'supplied' } } });
    for (const one of [AV, PID_MDOC]) expect((await wallet.requestCredential(tokens, one)).status).toBe(200);
  });

  it('for several configurations in one call, all or none: a mistake in one leaves the others as they were', async () => {
    const { id, backOffice } = await openSession(stack, { supplied: [], offered: [AV, PID_MDOC] });
    const body = { [AV]: ADULT, [PID_MDOC]: { family_name: 1 } };
    expect((await backOffice.call('PUT', `/sessions/${id}/claims`, body)).status).toBe(422);
    expect(await backOffice.eventTypes(id)).toEqual(['offer_created']);
  });
});

describe('claims change', () => {
  it('not, when the same content comes again, in whatever order of members', async () => {
    const { id, backOffice } = await openSession(stack, { supplied: [] });
    const one = { age_over_18: true, age_over_65: false };
    const same = { age_over_65: false, age_over_18: true };
    const outcomes = [];
    for (const claims of [one, one, same]) outcomes.push((await backOffice.supply(id, AV, claims)).body.outcome);
    expect(outcomes).toEqual(['supplied', 'unchanged', 'unchanged']);
    expect((await backOffice.eventTypes(id)).filter((type) => type.startsWith('claims_'))).toEqual(['claims_supplied']);
  });

  it('by a correction until the credential is issued, which then has the corrected ones', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack);
    await backOffice.supply(id, AV, ADULT);
    expect((await backOffice.supply(id, AV, MINOR)).body.outcome).toBe('corrected');
    expect(await backOffice.eventTypes(id)).toContain('claims_corrected');
    expect(isAdult((await wallet.collect(tokens, transactionId)).body)).toBe(false);
  });

  it('no more afterwards: other content is refused, the same is fine', async () => {
    const { wallet, tokens, id, backOffice } = await redeemSession(stack, { supplied: [] });
    await backOffice.supply(id, AV, ADULT);
    expect((await wallet.requestCredential(tokens, AV)).status).toBe(200);
    const answer = await backOffice.supply(id, AV, MINOR);
    expect(answer).toMatchObject({ status: 409, body: { error: 'claims_already_issued' } });
    expect((await backOffice.supply(id, AV, ADULT)).body.outcome).toBe('unchanged');
    expect(isAdult((await wallet.requestCredential(tokens, AV)).body)).toBe(true);
  });
});

describe('claims are refused', () => {
  it('once they were denied', async () => {
    const { id, backOffice } = await openSession(stack, { supplied: [] });
    await backOffice.deny(id);
    expect(await backOffice.supply(id, AV, ADULT)).toMatchObject({ status: 409, body: { error: 'claims_denied' } });
  });

  it('a denial is refused once a credential was issued', async () => {
    const { wallet, tokens, id, backOffice } = await redeemSession(stack);
    await wallet.requestCredential(tokens, AV);
    expect(await backOffice.deny(id, AV)).toMatchObject({ status: 409, body: { error: 'claims_already_issued' } });
  });

  it('when the session is over', async () => {
    const { id, backOffice } = await openSession(stack, { supplied: [] });
    await backOffice.cancel(id);
    expect(await backOffice.supply(id, AV, ADULT)).toMatchObject({ status: 409, body: { error: 'session_closed' } });
  });

  it('DE-14 CM-20 when a mandatory one is missing, and the wallet goes on waiting', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack);
    const answer = await backOffice.supply(id, AV, { age_over_65: false });
    expect(answer).toMatchObject({ status: 422, body: { error: 'invalid_claims' } });
    expect((await wallet.collect(tokens, transactionId)).status).toBe(202);
  });
});

describe('a back office that lives inside Temporal', { timeout: 60_000 }, () => {
  let workflows: WorkflowWatch;
  beforeAll(async () => {
    workflows = await watchWorkflows(stack);
  });
  afterAll(() => workflows.close());

  /** As a person types it. */
  async function signal(id: string, name: string, input?: unknown): Promise<void> {
    const where = ['--address', stack.temporalAddress, '--namespace', stack.temporalNamespace];
    const what = ['--workflow-id', `issuance-session:${id}`, '--name', name];
    const args = [
      'workflow',
      'signal',
      ...where,
      ...what,
      ...(input === undefined ? [] : ['--input', JSON.stringify(input)]),
    ];
    await promisify(execFile)(stack.temporalBinary, args);
  }

  it('stores the claims first, signals their reference, and the wallet gets its credential', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack);
    const reference = await backOffice.storeClaims(id, AV, MINOR);
    expect((await wallet.collect(tokens, transactionId)).status).toBe(202);
    await signal(id, 'claimsSupplied', { configuration_id: AV, reference });
    await expect.poll(() => backOffice.session(id)).toMatchObject({ status: 'claims_ready' });
    expect(isAdult((await wallet.collect(tokens, transactionId)).body)).toBe(false);
  });

  it('the same reference twice changes nothing', async () => {
    const { id, backOffice } = await openSession(stack, { supplied: [] });
    const reference = await backOffice.storeClaims(id, AV, ADULT);
    for (const _ of [1, 2]) await signal(id, 'claimsSupplied', { configuration_id: AV, reference });
    await signal(id, 'cancelSession');
    await expect.poll(() => backOffice.session(id)).toMatchObject({ is_open: false });
    const events = await backOffice.eventTypes(id);
    expect(events).toEqual(['offer_created', 'claims_supplied', 'session_cancelled']);
  });

  const faults: [string, (own: string, foreign: string) => object, string][] = [
    ['a reference nobody stored', () => ({ configuration_id: AV, reference: 'nope' }), 'claims_reference_unknown'],
    [
      'a reference of another session',
      (_, reference) => ({ configuration_id: AV, reference }),
      'claims_reference_unknown',
    ],
    [
      'a configuration that is not offered',
      (reference) => ({ configuration_id: PID_MDOC, reference }),
      'configuration_not_offered',
    ],
  ];
  it.each(faults)('%s becomes a problem that the operator sees', async (_name, input, reason) => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack);
    const other = await openSession(stack, { supplied: [] });
    const own = await backOffice.storeClaims(id, AV, ADULT);
    const foreign = await backOffice.storeClaims(other.id, AV, ADULT);
    await signal(id, 'claimsSupplied', input(own, foreign));
    await expect.poll(() => workflows.searchAttributes(id)).toHaveProperty('LastProblem');
    const problem = (await backOffice.events(id)).find((one) => one.type === 'request_failed');
    expect(problem?.details).toMatchObject({ endpoint: 'claimsSupplied', reason });
    expect((await wallet.collect(tokens, transactionId)).status).toBe(202);
    // The session is not stuck: what is right afterwards is taken.
    await signal(id, 'claimsSupplied', { configuration_id: AV, reference: own });
    // Twenty polls in ten seconds are the most that are answered.
    const collected = async () => (await wallet.collect(tokens, transactionId)).status;
    await expect.poll(collected, { interval: 700 }).toBe(200);
  });

  it('denies by signal, and the wallet is told', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack);
    await signal(id, 'claimsDenied', { configuration_id: AV });
    await expect.poll(() => backOffice.session(id)).toMatchObject({ status: 'denied' });
    expectRefused(await wallet.collect(tokens, transactionId), 400, 'credential_request_denied');
  });

  it('denies everything by a signal without input', async () => {
    const { id, backOffice } = await openSession(stack, { offered: [AV, PID_MDOC], supplied: [] });
    await signal(id, 'claimsDenied');
    await expect.poll(() => backOffice.session(id)).toMatchObject({ status: 'denied' });
  });

  it.each([
    ['no object', 'claims'],
    ['no reference', { configuration_id: AV }],
    ['a null', null],
  ])('a signal with %s does not wedge the session', async (_name, input) => {
    const { wallet, tokens, id, backOffice } = await redeemSession(stack, { supplied: [] });
    await signal(id, 'claimsSupplied', input);
    await expect.poll(() => backOffice.eventTypes(id)).toContain('request_failed');
    await backOffice.supply(id, AV, ADULT);
    expect((await wallet.requestCredential(tokens, AV)).status).toBe(200);
  });
});
