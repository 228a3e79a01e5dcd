/** eudi-lib-jvm-openid4vci-kt 0.7.1, which speaks draft 15, takes what an issuer gives that understands older drafts. */
import { beforeEach, describe, expect, it } from 'vitest';
import { expectVerifiedOutside } from '../../support/claims-outside.js';
import { AV, DATASETS, PID_MDOC, PID_SD_JWT } from '../../support/datasets.js';
import { type EudiTask, skipWithoutWallet, startEudiWallet } from '../../support/eudi-wallet-task.js';
import { sharedStack } from '../../support/stack.js';
import { decideInBrowser, openFor, type WalletSession } from '../../support/wallet-process.js';
import { WALLET_APP } from './setup.js';

const stack = sharedStack();
const start = (session: WalletSession, how: EudiTask = {}) => startEudiWallet('draft15', session, how);
beforeEach((context) => skipWithoutWallet('draft15', context));

describe('0.7.1', { timeout: 60_000 }, () => {
  const cases: [id: string, more: Omit<EudiTask, 'tx_code'> & { tx?: true; issuer?: string }][] = [
    [AV, {}],
    [AV, { tx: true, dpop: true, batch: 3 }],
    [PID_MDOC, { batch: 2 }],
    // It asks for an encrypted response in a plain request.
    [PID_SD_JWT, { issuer: 'older-open' }],
  ];
  it.each(cases)('D13-01 D13-03 D13-10 takes %s by a pre-authorized code (%j)', async (id, { tx, ...more }) => {
    const { issuer = 'older', ...how } = more;
    const session = await openFor(stack, [id], { issuer, ...(tx && { tx_code: true }) });
    await expectVerifiedOutside(stack, id, (await start(session, how).credentials())[id], how.batch);
    await session.untilAccepted();
  });

  it.each([{}, { authorization_details: true, dpop: true, batch: 3 }])(
    'takes a PID after a pushed request (%j)',
    async (how) => {
      const session = await openFor(stack, [PID_SD_JWT], { issuer: 'older', grants: { authorization_code: true } });
      const wallet = start(session, { ...WALLET_APP, ...how });
      const { url } = await wallet.until('authorize');
      wallet.send({ redirect: await decideInBrowser(stack, url) });
      await expectVerifiedOutside(stack, PID_SD_JWT, (await wallet.credentials())[PID_SD_JWT], how.batch);
      await session.untilAccepted();
    },
  );

  it.each([false, true])('D13-05 waits for claims and collects them (DPoP %s)', async (dpop) => {
    const session = await openFor(stack, [AV], { issuer: 'older' }, []);
    const wallet = start(session, { dpop });
    expect(await wallet.until('still_deferred')).toMatchObject({ interval: 1 });
    await session.backOffice.supply(session.id, AV, DATASETS[AV]);
    await expectVerifiedOutside(stack, AV, (await wallet.credentials())[AV]);
    await session.untilAccepted();
  });

  it('wants what it waited for encrypted, if it asked so at first; draft 15 has it as application/json', async () => {
    const session = await openFor(stack, [AV], { issuer: 'older-open' }, []);
    const wallet = start(session);
    await wallet.until('still_deferred');
    await session.backOffice.supply(session.id, AV, DATASETS[AV]);
    expect(await wallet.until('failed')).toMatchObject({ name: 'InvalidResponseContentType' });
  });

  it('an issuer by the final text refuses its single proof, and tells the back office why', async () => {
    const session = await openFor(stack, [AV], { issuer: 'final' });
    await start(session).until('failed');
    const problem = async () => (await session.backOffice.session(session.id)).problem;
    await expect.poll(problem).toMatchObject({ endpoint: '/credential', reason: 'proofs_missing' });
  });
});
