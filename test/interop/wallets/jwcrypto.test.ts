/** A wallet on Python's jwcrypto takes what the JavaScript ones cannot: encrypted both ways, by signed metadata, over a refresh. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claimsOutside, expectedClaims } from '../../support/claims-outside.js';
import { AV, DATASETS, PID_MDOC, PID_SD_JWT } from '../../support/datasets.js';
import { sharedStack } from '../../support/stack.js';
import { verifyJwtVcOutside } from '../../support/verifiers.js';
import { openFor, startWallet, type WalletSession } from '../../support/wallet-process.js';
import { MEMBERSHIP } from './setup.js';

const stack = sharedStack();
const root_pem = readFileSync(join(stack.dataDir, 'pki', 'iaca-root.pem'), 'utf8');
const start = (session: WalletSession) => startWallet('jwcrypto_wallet.py', session, { root_pem });

async function expectVerified(id: string, credential = ''): Promise<void> {
  for (const claims of await claimsOutside(stack, id, credential)) expect(claims).toMatchObject(expectedClaims(id));
}

describe('encryption', { timeout: 60_000 }, () => {
  it.each([AV, PID_SD_JWT])(
    'EN-01 EN-07 %s comes encrypted and compressed, for an encrypted and compressed request',
    async (id) => {
      const session = await openFor(stack, [id], { issuer: 'sealed' });
      const wallet = start(session);
      const { [id]: [credential] = [] } = await wallet.credentials();
      expect(wallet.step('decrypted')).toEqual({
        step: 'decrypted',
        status: 200,
        alg: 'ECDH-ES',
        enc: 'A256GCM',
        kid: 'of-the-wallet',
        zip: 'DEF',
      });
      await expectVerified(id, credential);
      await session.untilAccepted();
    },
  );

  it('DE-08 DE-09 pending answers are encrypted too, each to the key of its own request', async () => {
    const session = await openFor(stack, [AV], { issuer: 'sealed' }, []);
    const wallet = start(session);
    await wallet.until('still_deferred');
    await session.backOffice.supply(session.id, AV, DATASETS[AV]);
    const { [AV]: [credential] = [] } = await wallet.credentials();
    const decrypted = wallet.steps.filter(({ step }) => step === 'decrypted').map(({ status }) => status);
    expect([decrypted[0], decrypted.at(-1), decrypted.length > 2]).toEqual([202, 200, true]);
    await expectVerified(AV, credential);
    await session.untilAccepted();
  });
});

describe('signed metadata', { timeout: 60_000 }, () => {
  it('SM-01 leads to the trusted root, and is all the wallet needs', async () => {
    const session = await openFor(stack, [PID_MDOC], { issuer: 'signed', tx_code: true });
    const wallet = start(session);
    const { [PID_MDOC]: [credential] = [] } = await wallet.credentials();
    expect(wallet.step('metadata')).toEqual({ step: 'metadata', signed: true });
    await expectVerified(PID_MDOC, credential);
    await session.untilAccepted();
  });
});

describe('a wait longer than the token lives', { timeout: 60_000 }, () => {
  it('DE-02 DE-15 TK-12 is bridged by the refresh token', async () => {
    const session = await openFor(stack, [PID_SD_JWT], { issuer: 'brief' }, []);
    const wallet = start(session);
    await wallet.until('refreshed');
    await session.backOffice.supply(session.id, PID_SD_JWT, DATASETS[PID_SD_JWT]);
    const { [PID_SD_JWT]: [credential] = [] } = await wallet.credentials();
    await expectVerified(PID_SD_JWT, credential);
  });
});

describe('jwt_vc_json', { timeout: 60_000 }, () => {
  it.each(['jwcrypto_wallet.py', 'openid4vc-ts.mjs'])(
    'JV-01 is taken by %s and verified by jwcrypto',
    async (script) => {
      const claims = { [MEMBERSHIP]: { level: 'gold' } };
      const session = await openFor(stack, [MEMBERSHIP], { issuer: 'w3c', claims }, []);
      const wallet = startWallet(script, session, { root_pem, client_id: 'wallet-app' });
      const { [MEMBERSHIP]: [credential = ''] = [] } = await wallet.credentials();
      const [verdict] = await verifyJwtVcOutside(credential, root_pem);
      expect(verdict).toMatchObject({ verifier: 'jwcrypto', ok: true, claims: { level: 'gold' } });
      await session.untilAccepted();
    },
  );
});
