/** @sphereon/oid4vci-client 0.20.1, of another family, speaks draft 15: it needs an issuer that understands older drafts. */
import { describe, expect, it } from 'vitest';
import { claimsOutside, expectedClaims } from '../../support/claims-outside.js';
import { AV, DATASETS, PID_MDOC, PID_SD_JWT } from '../../support/datasets.js';
import { sharedStack } from '../../support/stack.js';
import {
  decideInBrowser,
  openFor,
  startWallet,
  type WalletProcess,
  type WalletSession,
} from '../../support/wallet-process.js';
import { WALLET_APP } from './setup.js';

const stack = sharedStack();
const SCRIPT = 'sphereon.mjs';

/** Its notifications never carry a DPoP proof: it sends the token as Bearer, and that is refused as it should be. */
async function expectNoNotification(wallet: WalletProcess, { backOffice, id }: WalletSession): Promise<void> {
  expect(wallet.step('notified')).toMatchObject({ refused: { error: 'invalid_token' } });
  expect((await backOffice.session(id)).status).toBe('credential_issued');
}

describe('the pre-authorized code flow', { timeout: 60_000 }, () => {
  const cases: [id: string, more: { tx_code?: true; dpop?: true; client_id?: string }][] = [
    [AV, {}],
    [AV, { tx_code: true, dpop: true }],
    [PID_MDOC, { dpop: true, client_id: 'wallet-app' }],
    [PID_SD_JWT, { tx_code: true }],
  ];
  it.each(cases)('gives %s, verified by others (%j)', async (id, { tx_code, ...how }) => {
    const session = await openFor(stack, [id], { issuer: 'older', ...(tx_code && { tx_code }) });
    const wallet = startWallet(SCRIPT, session, how);
    const { [id]: [credential = ''] = [] } = await wallet.credentials();
    expect(wallet.step('token')).toMatchObject({ token_type: how.dpop ? 'DPoP' : 'Bearer' });
    for (const claims of await claimsOutside(stack, id, credential)) expect(claims).toMatchObject(expectedClaims(id));
    await (how.dpop ? expectNoNotification(wallet, session) : session.untilAccepted());
  });

  it('waits for claims and collects them', async () => {
    const session = await openFor(stack, [AV], { issuer: 'older' }, []);
    const wallet = startWallet(SCRIPT, session, {});
    // It loses the endpoint between its metadata and its request; our script hands it back.
    expect(await wallet.until('asking')).toMatchObject({ knows_deferred_endpoint: false });
    await expect.poll(() => session.backOffice.eventTypes(session.id)).toContain('claims_needed');
    await session.backOffice.supply(session.id, AV, DATASETS[AV]);
    const { [AV]: [credential = ''] = [] } = await wallet.credentials();
    for (const claims of await claimsOutside(stack, AV, credential)) expect(claims).toMatchObject(expectedClaims(AV));
    await session.untilAccepted();
  });
});

describe('the authorization code flow', { timeout: 60_000 }, () => {
  it('gives a credential after a pushed request', async () => {
    const session = await openFor(stack, [PID_SD_JWT], { issuer: 'older', grants: { authorization_code: true } });
    const wallet = startWallet(SCRIPT, session, WALLET_APP);
    const { url } = await wallet.until('authorize');
    wallet.send({ redirect: await decideInBrowser(stack, url) });
    const { [PID_SD_JWT]: [credential = ''] = [] } = await wallet.credentials();
    for (const claims of await claimsOutside(stack, PID_SD_JWT, credential))
      expect(claims).toMatchObject(expectedClaims(PID_SD_JWT));
    await session.untilAccepted();
  });
});

it('an issuer by the final text refuses it, and tells the back office why', { timeout: 60_000 }, async () => {
  const session = await openFor(stack, [AV], { issuer: 'final' });
  const wallet = startWallet(SCRIPT, session, {});
  await wallet.until('failed');
  const problem = async () => (await session.backOffice.session(session.id)).problem;
  await expect.poll(problem).toMatchObject({ endpoint: '/credential', reason: 'proofs_missing' });
});
