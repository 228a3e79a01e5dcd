/** eudi-lib-jvm-openid4vci-kt 0.13.0 at issuers of the profiles it is made for: both attestations, signed metadata, DPoP. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { expectVerifiedOutside } from '../../support/claims-outside.js';
import { DATASETS, PID_MDOC, PID_SD_JWT } from '../../support/datasets.js';
import { type EudiTask, skipWithoutWallet, startEudiWallet } from '../../support/eudi-wallet-task.js';
import { sharedStack } from '../../support/stack.js';
import { REDIRECT_URI } from '../../support/wallet-authcode.js';
import { EUDI_CLIENT } from '../../support/wallet-eudi.js';
import { decideInBrowser, openFor, type WalletProcess, type WalletSession } from '../../support/wallet-process.js';

const stack = sharedStack();
const root_pem = readFileSync(join(stack.dataDir, 'pki', 'iaca-root.pem'), 'utf8');
beforeEach((context) => skipWithoutWallet('final', context));

/** Begins by the offer, and goes on once the person has said yes. */
async function authorized(session: WalletSession, how: EudiTask): Promise<WalletProcess> {
  const attested = { client_id: EUDI_CLIENT, redirect_uri: REDIRECT_URI, attested: true, dpop: true };
  const wallet = startEudiWallet('final', session, { ...attested, root_pem, ...how });
  const { url } = await wallet.until('authorize');
  wallet.send({ redirect: await decideInBrowser(stack, url) });
  return wallet;
}

const grants = { authorization_code: true };

describe.each(['haip', 'eudi'])('profile %s', { timeout: 60_000 }, (issuer) => {
  const cases: EudiTask[] = [{}, { authorization_details: true, batch: 3 }, { proof_type: 'attestation', batch: 2 }];
  it.each(cases)('SM-01 EU-08 EU-11 EU-19 gives a PID in both formats (%j)', async (how) => {
    const offered = [PID_MDOC, PID_SD_JWT];
    const session = await openFor(stack, offered, { issuer, grants });
    const wallet = await authorized(session, how);
    const got = await wallet.credentials();
    expect(wallet.step('metadata')).toMatchObject({ signed: true });
    for (const id of offered) await expectVerifiedOutside(stack, id, got[id], how.batch);
    await session.untilAccepted();
  });

  it('DE-02 EU-19 lets the wallet wait, over a refresh', async () => {
    const session = await openFor(stack, [PID_SD_JWT], { issuer, grants }, []);
    const wallet = await authorized(session, { refresh: true });
    await wallet.until('refreshed');
    await wallet.until('still_deferred');
    await session.backOffice.supply(session.id, PID_SD_JWT, DATASETS[PID_SD_JWT]);
    await expectVerifiedOutside(stack, PID_SD_JWT, (await wallet.credentials())[PID_SD_JWT]);
    await session.untilAccepted();
  });

  it('EU-16 TK-15 EU-19 issues again to the same wallet, for fresh keys', async () => {
    const session = await openFor(stack, [PID_SD_JWT], { issuer, grants });
    const wallet = await authorized(session, { again: true, batch: 2 });
    await expectVerifiedOutside(stack, PID_SD_JWT, (await wallet.credentials())[PID_SD_JWT], 2);
    expect(wallet.steps.filter(({ step }) => step === 'credentials')).toHaveLength(2);
  });
});
