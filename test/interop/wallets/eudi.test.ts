/** eudi-lib-jvm-openid4vci-kt 0.13.0, the reference library of the EUDI wallet, takes what we issue. */
import { beforeEach, describe, expect, it } from 'vitest';
import { BackOffice } from '../../support/back-office.js';
import { expectVerifiedOutside } from '../../support/claims-outside.js';
import { AV, DATASETS, PID_MDOC, PID_SD_JWT } from '../../support/datasets.js';
import {
  type EudiTask,
  skipWithoutWallet,
  startEudiWallet,
  startWithoutOffer,
} from '../../support/eudi-wallet-task.js';
import { sharedStack } from '../../support/stack.js';
import { decideInBrowser, openFor, type WalletProcess, type WalletSession } from '../../support/wallet-process.js';
import { WALLET_APP } from './setup.js';

const stack = sharedStack();
const start = (session: WalletSession, how: EudiTask = {}) => startEudiWallet('final', session, how);
beforeEach((context) => skipWithoutWallet('final', context));

describe('the pre-authorized code flow', { timeout: 60_000 }, () => {
  const cases: [id: string, more: Omit<EudiTask, 'tx_code'> & { tx?: true; issuer?: string }][] = [
    [AV, {}],
    [AV, { tx: true, dpop: true, proof_type: 'attestation' }],
    [PID_MDOC, { dpop: true, batch: 3 }],
    [PID_SD_JWT, { tx: true, batch: 3, proof_type: 'attestation' }],
    [PID_SD_JWT, { dpop: true, issuer: 'keys-strict' }],
    [PID_MDOC, { dpop: true, attested: true, issuer: 'attested', batch: 2 }],
  ];
  it.each(cases)('EU-19 gives %s, verified by others (%j)', async (id, { tx, issuer = 'keys', ...how }) => {
    const session = await openFor(stack, [id], { issuer, ...(tx && { tx_code: true }) });
    const wallet = start(session, how);
    const { [id]: credentials } = await wallet.credentials();
    expect(wallet.step('token')).toMatchObject({ token_type: how.dpop ? 'DPoP' : 'Bearer' });
    await expectVerifiedOutside(stack, id, credentials, how.batch);
    await session.untilAccepted();
  });

  it('gives several configurations of one offer, each as a batch', async () => {
    const offered = [PID_MDOC, PID_SD_JWT];
    const session = await openFor(stack, offered, { issuer: 'keys' });
    const got = await start(session, { dpop: true, batch: 3 }).credentials();
    for (const id of offered) await expectVerifiedOutside(stack, id, got[id], 3);
    await session.untilAccepted();
  });

  it('0.13.0 refuses every issuer that takes a proof without an attestation of its key', async () => {
    const wallet = start(await openFor(stack, [AV], { issuer: 'final' }));
    const message = expect.stringContaining("must contain 'key_attestations_required'");
    expect(await wallet.until('failed')).toMatchObject({ message });
  });
});

describe('the authorization code flow', { timeout: 60_000 }, () => {
  const cases: [issuer: string, more: EudiTask][] = [
    ['keys', {}],
    ['keys', { authorization_details: true, dpop: true }],
    ['keys-strict', { dpop: true, batch: 2 }],
    ['keys-strict', { dpop: true, authorization_details: true, proof_type: 'attestation' }],
    ['attested', { dpop: true, attested: true }],
  ];
  it.each(cases)('EU-19 gives a credential after a pushed request (%s, %j)', async (issuer, how) => {
    const session = await openFor(stack, [PID_SD_JWT], { issuer, grants: { authorization_code: true } });
    const wallet = start(session, { ...WALLET_APP, ...how });
    const { url } = await wallet.until('authorize');
    expect([...new URL(url).searchParams.keys()].sort()).toEqual(['client_id', 'request_uri', 'state']);
    wallet.send({ redirect: await decideInBrowser(stack, url) });
    await expectVerifiedOutside(stack, PID_SD_JWT, (await wallet.credentials())[PID_SD_JWT], how.batch);
    expect(wallet.step('credentials')).toMatchObject({ by_identifier: how.authorization_details ?? false });
    await session.untilAccepted();
  });

  it('begins with the wallet, which waits for claims of the person who logged in', async () => {
    const wallet = startWithoutOffer(`${stack.publicUrl}/keys`, [PID_SD_JWT], { ...WALLET_APP, dpop: true });
    const { url } = await wallet.until('authorize');
    wallet.send({ redirect: await decideInBrowser(stack, url, { subject: 'ada lovelace' }) });
    await wallet.until('deferred');
    const backOffice = new BackOffice(stack);
    type Found = { sessions: { session_id: string }[] };
    const [session] = (await backOffice.get<Found>('/sessions?reference=ada%20lovelace')).sessions;
    await backOffice.supply(session?.session_id ?? '', PID_SD_JWT, DATASETS[PID_SD_JWT]);
    await expectVerifiedOutside(stack, PID_SD_JWT, (await wallet.credentials())[PID_SD_JWT]);
  });
});

/** Is answered that it has to wait, more than once, and gets the credential. */
async function expectDeferred(wallet: WalletProcess, { backOffice, id }: WalletSession): Promise<void> {
  expect(await wallet.until('deferred')).toMatchObject({ interval: 1 });
  for (const _time of [1, 2, 3]) await wallet.until('still_deferred');
  await backOffice.supply(id, AV, DATASETS[AV]);
  await expectVerifiedOutside(stack, AV, (await wallet.credentials())[AV]);
}

describe('waiting for claims', { timeout: 60_000 }, () => {
  const cases: [issuer: string, more: EudiTask][] = [
    ['keys', { refresh: true }],
    ['keys-strict', { dpop: true, refresh: true }],
    ['attested', { dpop: true, attested: true, refresh: true }],
    // Its token runs out meanwhile.
    ['keys-brief', {}],
  ];
  it.each(cases)('DE-02 TK-12 EU-19 goes on over a refresh (%s, %j)', async (issuer, how) => {
    const session = await openFor(stack, [AV], { issuer }, []);
    await expectDeferred(start(session, how), session);
    await session.untilAccepted();
  });

  it('is denied', async () => {
    const session = await openFor(stack, [AV], { issuer: 'keys-sealed' }, []);
    const wallet = start(session);
    await wallet.until('still_deferred');
    await session.backOffice.deny(session.id, AV);
    const message = expect.stringContaining('credential_request_denied');
    expect(await wallet.until('failed')).toMatchObject({ message });
  });
});

describe('encryption', { timeout: 60_000 }, () => {
  it.each([AV, PID_SD_JWT])('EN-01 EN-07 EU-19 %s comes encrypted for an encrypted request', async (id) => {
    const session = await openFor(stack, [id], { issuer: 'keys-sealed' });
    const wallet = start(session, { dpop: true, batch: 2 });
    await expectVerifiedOutside(stack, id, (await wallet.credentials())[id], 2);
    expect(wallet.step('metadata')).toMatchObject({ encrypts: true });
    await session.untilAccepted();
  });

  it('DE-08 DE-09 EU-19 pending answers are encrypted too', async () => {
    const session = await openFor(stack, [AV], { issuer: 'keys-sealed' }, []);
    await expectDeferred(start(session), session);
    await session.untilAccepted();
  });
});
