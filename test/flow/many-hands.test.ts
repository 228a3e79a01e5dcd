/** Several credentials and several people in one session. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimsSuppliedSignal, issuanceSessionWorkflowId } from '../../workflows/contract/messages.js';
import { release, supplyAll } from '../support/back-office-hands.js';
import { AV, DATASETS, PID_MDOC, PID_SD_JWT } from '../support/datasets.js';
import { deferSession, openSession, redeemSession } from '../support/open-session.js';
import { sharedStack } from '../support/stack.js';
import type { WorkflowWatch } from '../support/workflow.js';
import { watchWorkflows } from '../support/workflow.js';

const stack = sharedStack();
let workflows: WorkflowWatch;
beforeAll(async () => {
  workflows = await watchWorkflows(stack);
});
afterAll(() => workflows.close());

const OF_AGE = { age_over_18: true };
const held = { more: { require_release: true } };

describe('claims for several credentials at once', () => {
  it('are all taken', async () => {
    const { id, backOffice } = await openSession(stack, { offered: [AV, PID_SD_JWT], supplied: [] });
    const { status, body } = await supplyAll(backOffice, id, { [AV]: OF_AGE, [PID_SD_JWT]: DATASETS[PID_SD_JWT] });
    expect({ status, body }).toEqual({
      status: 200,
      body: { outcomes: { [AV]: 'supplied', [PID_SD_JWT]: 'supplied' } },
    });
  });

  it('are none of them taken when one is refused by the session itself', async () => {
    const { wallet, tokens, id, backOffice } = await redeemSession(stack, {
      offered: [AV, PID_SD_JWT],
      supplied: [PID_SD_JWT],
    });
    expect((await wallet.requestCredential(tokens, PID_SD_JWT)).status).toBe(200);
    const other = { ...DATASETS[PID_SD_JWT], family_name: 'Somebody Else' };
    const { status, body } = await supplyAll(backOffice, id, { [AV]: OF_AGE, [PID_SD_JWT]: other });
    expect({ status, body }).toMatchObject({
      status: 409,
      body: {
        error: 'claims_already_issued',
        configuration: PID_SD_JWT,
        expected: expect.any(String),
        provided: expect.any(String),
      },
    });
    expect(body['expected']).not.toBe(body['provided']);
    expect(JSON.stringify(body)).not.toContain('Somebody');
    expect((await backOffice.session(id)).deliverables.map((one) => one.claims)).toEqual(['awaiting', 'released']);
  });

  it('are refused as a whole when one does not fit its schema', async () => {
    const { id, backOffice } = await openSession(stack, { offered: [AV, PID_SD_JWT], supplied: [] });
    expect((await supplyAll(backOffice, id, { [AV]: OF_AGE, [PID_SD_JWT]: {} })).status).toBe(422);
    expect((await backOffice.session(id)).deliverables.map((one) => one.claims)).toEqual(['awaiting', 'awaiting']);
  });
});

describe('four eyes', () => {
  it('what one key supplied it cannot release, and the wallet waits', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack, held);
    expect((await backOffice.supply(id, AV, OF_AGE)).status).toBe(200);
    expect(await backOffice.session(id)).toMatchObject({
      status: 'credential_deferred',
      deliverables: [{ claims: 'supplied', require_release: true }],
    });
    expect((await wallet.collect(tokens, transactionId)).status).toBe(202);
    for (const configurationId of [AV, undefined]) {
      const { status, body } = await release(backOffice, id, configurationId);
      expect({ status, error: body.error }).toEqual({ status: 403, error: 'release_by_supplier' });
    }
    expect((await wallet.collect(tokens, transactionId)).status).toBe(202);
  });

  it('claims that a session is created with are its creator’s', async () => {
    const { wallet, tokens, id, backOffice } = await redeemSession(stack, held);
    expect(tokens.refresh_token).toEqual(expect.any(String));
    expect((await wallet.requestCredential(tokens, AV)).status).toBe(202);
    expect((await release(backOffice, id)).body.error).toBe('release_by_supplier');
  });

  it('what a system inside Temporal supplied is held as well, and a key releases what it looked at', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack, held);
    const reference = await backOffice.storeClaims(id, AV, OF_AGE);
    const handle = workflows.client.workflow.getHandle(issuanceSessionWorkflowId(id));
    await handle.signal(claimsSuppliedSignal, { configuration_id: AV, reference });
    await expect.poll(async () => (await backOffice.session(id)).deliverables[0]?.claims).toBe('supplied');
    expect((await wallet.collect(tokens, transactionId)).status).toBe(202);
    expect((await release(backOffice, id, AV, 'another-digest')).body.error).toBe('claims_changed');
    const [seen] = (await backOffice.session(id)).deliverables as unknown as { claims_digest: string }[];
    const released = await release(backOffice, id, AV, seen?.claims_digest);
    expect(released).toMatchObject({ status: 200, body: { released: [AV] } });
    expect((await release(backOffice, id, AV)).body).toEqual({ released: [] });
    expect((await wallet.collect(tokens, transactionId)).status).toBe(200);
    const types = await backOffice.eventTypes(id);
    expect(types.indexOf('claims_released')).toBeGreaterThan(types.indexOf('claims_supplied'));
  });

  it('nothing can be released that was not supplied, and a denial works at any time', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack, held);
    expect((await release(backOffice, id, AV)).body.error).toBe('claims_not_supplied');
    await backOffice.supply(id, AV, OF_AGE);
    expect((await backOffice.deny(id, AV)).status).toBe(204);
    expect((await release(backOffice, id, AV)).body.error).toBe('claims_denied');
    expect((await wallet.collect(tokens, transactionId)).body.error).toBe('credential_request_denied');
  });

  it('nobody is named in the history', async () => {
    const { id, backOffice } = await openSession(stack, held);
    await backOffice.supply(id, AV, { age_over_18: false });
    expect(await workflows.historyText(id)).not.toContain('admin-key');
  });
});

describe('one dataset for several credentials', () => {
  const shared = {
    offered: [PID_SD_JWT, PID_MDOC],
    supplied: [],
    more: { datasets: { person: [PID_SD_JWT, PID_MDOC] } },
  };

  it('is checked against the schema of each', async () => {
    const { id, backOffice } = await openSession(stack, shared);
    const { status, body } = await backOffice.supply(id, PID_SD_JWT, {});
    expect({ status, error: body.error }).toEqual({ status: 422, error: 'invalid_claims' });
  });

  it.each([[{ person: [AV] }], [{ person: [PID_SD_JWT], other: [PID_SD_JWT] }], [{ 'no name': [PID_SD_JWT] }]])(
    '%j is refused',
    async (datasets) => {
      const { backOffice } = await openSession(stack);
      const { status } = await backOffice.call('POST', '/sessions', {
        credential_configuration_ids: [PID_SD_JWT, PID_MDOC],
        datasets,
      });
      expect(status).toBe(400);
    },
  );
});

describe('a renewed offer', () => {
  it('is for what was not issued yet, and the wallet gets it', async () => {
    const { wallet, tokens, id, backOffice } = await redeemSession(stack, {
      offered: [AV, PID_SD_JWT],
      supplied: [AV],
    });
    expect((await wallet.requestCredential(tokens, AV)).status).toBe(200);
    expect((await wallet.requestCredential(tokens, PID_SD_JWT)).status).toBe(202);
    const renewed = await backOffice.renew(id);
    expect(renewed.credential_offer.credential_configuration_ids).toEqual([PID_SD_JWT]);
    expect((await wallet.fetchOffer(renewed.credential_offer_uri)).credential_configuration_ids).toEqual([PID_SD_JWT]);
    const later = await wallet.redeem(renewed.credential_offer);
    await backOffice.supply(id, PID_SD_JWT, DATASETS[PID_SD_JWT]);
    expect((await wallet.requestCredential(later, PID_SD_JWT)).status).toBe(200);
  });
});
