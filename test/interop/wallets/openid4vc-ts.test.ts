/** @openid4vc/openid4vci 0.4.6 takes what we issue, by the final text of the protocol. */
import { describe, expect, inject, it } from 'vitest';
import { claimsOutside, expectedClaims } from '../../support/claims-outside.js';
import { AV, DATASETS, PID_MDOC, PID_SD_JWT } from '../../support/datasets.js';
import { sharedStack } from '../../support/stack.js';
import { decideInBrowser, openFor, startWallet } from '../../support/wallet-process.js';
import { WALLET_APP } from './setup.js';

const stack = sharedStack();
const SCRIPT = 'openid4vc-ts.mjs';

describe('the pre-authorized code flow', { timeout: 60_000 }, () => {
  const cases: [id: string, more: { tx_code?: true; dpop?: true; issuer?: string }][] = [
    [AV, {}],
    [AV, { tx_code: true, dpop: true }],
    [PID_MDOC, { dpop: true }],
    [PID_SD_JWT, { tx_code: true }],
    [PID_SD_JWT, { dpop: true, issuer: 'strict' }],
    [PID_SD_JWT, { issuer: 'older' }],
  ];
  it.each(cases)('gives %s, verified by others (%j)', async (id, { tx_code, dpop, issuer = 'final' }) => {
    const session = await openFor(stack, [id], { issuer, ...(tx_code && { tx_code }) });
    const wallet = startWallet(SCRIPT, session, { dpop: dpop ?? false, ...WALLET_APP, redirect_uri: undefined });
    const { [id]: [credential = ''] = [] } = await wallet.credentials();
    expect(wallet.step('metadata')).toEqual({ step: 'metadata', version: 'V1' });
    expect(wallet.step('token')).toMatchObject({ token_type: dpop ? 'DPoP' : 'Bearer' });
    for (const claims of await claimsOutside(stack, id, credential)) expect(claims).toMatchObject(expectedClaims(id));
    await session.untilAccepted();
  });

  it('gives several configurations of one offer, each as a batch', async () => {
    const offered = [PID_MDOC, PID_SD_JWT];
    const session = await openFor(stack, offered);
    const wallet = startWallet(SCRIPT, session, { dpop: true, batch: 3, client_id: WALLET_APP.client_id });
    const got = await wallet.credentials();
    for (const id of offered) {
      expect(new Set(got[id]).size).toBe(3);
      for (const claims of await claimsOutside(stack, id, got[id]?.[2] ?? ''))
        expect(claims).toMatchObject(expectedClaims(id));
    }
    await session.untilAccepted();
  });

  it('waits for claims; 0.4.6 then refuses the answer because it has a notification_id', async () => {
    const session = await openFor(stack, [AV], {}, []);
    const wallet = startWallet(SCRIPT, session, { client_id: WALLET_APP.client_id });
    expect(await wallet.until('deferred')).toMatchObject({ interval: 1, transaction_id: expect.any(String) });
    await wallet.until('still_deferred');
    await session.backOffice.supply(session.id, AV, DATASETS[AV]);
    // Its check is the wrong way round: it refuses notification_id beside credentials, where the specification has it.
    const { name, body } = await wallet.until('failed');
    expect(name).toBe('Openid4vciRetrieveCredentialsError');
    expect(body).toEqual({ credentials: [{ credential: expect.any(String) }], notification_id: expect.any(String) });
    for (const claims of await claimsOutside(stack, AV, body.credentials[0].credential))
      expect(claims).toMatchObject(expectedClaims(AV));
  });
});

describe('refreshing while it waits', { timeout: 60_000 }, () => {
  it.each([false, true])('DE-02 TK-12 the new token goes on with the transaction (DPoP %s)', async (dpop) => {
    const session = await openFor(stack, [AV], {}, []);
    const wallet = startWallet(SCRIPT, session, { client_id: WALLET_APP.client_id, dpop, refresh: true });
    expect(await wallet.until('refreshed')).toMatchObject({ token_type: dpop ? 'DPoP' : 'Bearer' });
    await wallet.until('still_deferred');
    await session.backOffice.supply(session.id, AV, DATASETS[AV]);
    // Here its mistake about notification_id shows again; the credential is in what it refuses.
    const { body } = await wallet.until('failed');
    for (const claims of await claimsOutside(stack, AV, body.credentials[0].credential))
      expect(claims).toMatchObject(expectedClaims(AV));
  });
});

describe('the authorization code flow', { timeout: 60_000 }, () => {
  it.each(['final', 'strict'])('gives a credential after a pushed request with DPoP (%s)', async (issuer) => {
    const session = await openFor(stack, [PID_SD_JWT], { issuer, grants: { authorization_code: true } });
    const wallet = startWallet(SCRIPT, session, { dpop: true, ...WALLET_APP, scope: 'urn:eudi:pid:1' });
    const { url } = await wallet.until('authorize');
    expect(Object.keys(Object.fromEntries(new URL(url).searchParams)).sort()).toEqual(['client_id', 'request_uri']);
    wallet.send({ redirect: await decideInBrowser(stack, url) });
    const { [PID_SD_JWT]: [credential = ''] = [] } = await wallet.credentials();
    for (const claims of await claimsOutside(stack, PID_SD_JWT, credential))
      expect(claims).toMatchObject(expectedClaims(PID_SD_JWT));
    await session.untilAccepted();
  });
});

describe('attested wallets and keys, with DPoP nonces', { timeout: 60_000 }, () => {
  it.each([false, true])(
    'one proof gives a credential for each attested key (code flow %s)',
    async (authorization_code) => {
      const grants = authorization_code ? { grants: { authorization_code } } : {};
      const session = await openFor(stack, [PID_SD_JWT], { issuer: 'attested', ...grants });
      const provider = inject('providerKey');
      const code = authorization_code
        ? { ...WALLET_APP, scope: 'urn:eudi:pid:1' }
        : { client_id: WALLET_APP.client_id };
      const wallet = startWallet(SCRIPT, session, { dpop: true, batch: 3, provider, ...code });
      if (authorization_code) {
        const { url } = await wallet.until('authorize');
        wallet.send({ redirect: await decideInBrowser(stack, url) });
      }
      const { [PID_SD_JWT]: credentials = [] } = await wallet.credentials();
      expect(new Set(credentials).size).toBe(3);
      for (const claims of await claimsOutside(stack, PID_SD_JWT, credentials[2] ?? ''))
        expect(claims).toMatchObject(expectedClaims(PID_SD_JWT));
      await session.untilAccepted();
    },
  );
});
