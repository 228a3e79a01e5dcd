/** Profile haip with the example configuration; and, beside it, issuer keys found on the web, which HAIP does not have. */

import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Created } from '../support/back-office.js';
import { BackOffice } from '../support/back-office.js';
import { type BorrowedStack, borrowStack } from '../support/borrowed-stack.js';
import { DATASETS, PID_MDOC, PID_SD_JWT } from '../support/datasets.js';
import { exampleFile } from '../support/example-file.js';
import { shippedIssuer } from '../support/issuers-file.js';
import { send, Wallet } from '../support/wallet.js';
import { pemOf, WalletProvider } from '../support/wallet-attestation.js';
import { issuerStateOf } from '../support/wallet-authcode.js';
import { EudiWallet } from '../support/wallet-eudi.js';

let stack: BorrowedStack;
let backOffice: BackOffice;
let provider: WalletProvider;
beforeAll(async () => {
  provider = await WalletProvider.create();
  const anchors = [pemOf(provider.root)];
  const sdJwt = { ...shippedIssuer().credential_configurations[PID_SD_JWT], issuer_keys: 'web' };
  const issuersFile = exampleFile(
    'haip',
    { trust_anchors: { key_attestation: anchors, wallet_attestation: anchors } },
    {
      ...{ id: 'web', path: '/web', profile: 'base', require_dpop: false, client_authentication: ['none'] },
      signed_metadata: false,
      authorization_code: undefined,
      trust_anchors: undefined,
      credential_configurations: { [PID_SD_JWT]: sdJwt },
    },
  );
  stack = await borrowStack(issuersFile);
  backOffice = new BackOffice(stack);
});
afterAll(() => stack?.stop());

it('CO-13 CO-14 EU-08 TK-15 issues by profile haip, the offer in a link for its wallets', {
  timeout: 60_000,
}, async () => {
  const created: Created = await backOffice.create({
    credential_configuration_ids: [PID_MDOC],
    grants: { authorization_code: true },
    claims: { [PID_MDOC]: DATASETS[PID_MDOC] },
  });
  const query = `?credential_offer_uri=${encodeURIComponent(created.credential_offer_uri)}`;
  expect(created).toMatchObject({
    credential_offer_deep_link: `openid-credential-offer://${query}`,
    credential_offer_deep_links: [`openid-credential-offer://${query}`, `haip-vci://${query}`],
  });
  const wallet = await EudiWallet.create(stack.publicUrl, provider);
  const tokens = await wallet.authorize('eu.europa.ec.eudi.pid.1', issuerStateOf(created.credential_offer));
  const { status, body } = await wallet.issued(tokens, PID_MDOC, 2);
  expect([status, body.credentials?.length, tokens.token_type]).toEqual([200, 2, 'DPoP']);
  // TK-15: nothing asks for it, and HAIP recommends it.
  expect(tokens.refresh_token).toEqual(expect.any(String));
  expect((await wallet.issued(await wallet.refreshed(tokens), PID_MDOC, 1)).status).toBe(200);
});

describe('issuer keys on the web', { timeout: 60_000 }, () => {
  it('SV-23 are found by the credential’s own issuer, and verify it', async () => {
    const created = await backOffice.create({
      issuer: 'web',
      credential_configuration_ids: [PID_SD_JWT],
      claims: { [PID_SD_JWT]: DATASETS[PID_SD_JWT] },
    });
    const wallet = new Wallet(created.credential_offer.credential_issuer);
    const { body } = await wallet.requestCredential(await wallet.redeem(created.credential_offer), PID_SD_JWT);
    const [jwt = ''] = (body.credentials?.[0]?.credential ?? '').split('~');
    const { iss = '' } = decodeJwt(jwt);
    expect(iss).toBe(wallet.issuer);
    const at = new URL(iss);
    const found = await send<{ issuer: string; jwks_uri: string }>(
      `${at.origin}/.well-known/jwt-vc-issuer${at.pathname}`,
    );
    expect([found.status, found.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(found.body).toEqual({ issuer: iss, jwks_uri: `${iss}/jwks` });
    const keys = (await send<{ keys: { kid: string }[] }>(found.body.jwks_uri)).body;
    const header = decodeProtectedHeader(jwt);
    expect(header).not.toHaveProperty('x5c');
    expect(keys.keys.map((one) => one.kid)).toContain(header.kid);
    await expect(jwtVerify(jwt, createLocalJWKSet(keys as never), { issuer: iss })).resolves.toBeDefined();
  });

  it('SV-23 are not there for an issuer whose credentials carry certificates', async () => {
    expect((await send(`${stack.publicUrl}/.well-known/jwt-vc-issuer`)).status).toBe(404);
  });
});
