import { exportJWK } from 'jose';
import type { TestProject } from 'vitest/node';
import { claimTestRun, removeTestRun } from '../../../scripts/lib/test-data.mjs';
import { type BuiltWallet, buildEudiWallet, type Speaks } from '../../support/build-eudi-wallet.js';
import { writeIssuersFile } from '../../support/issuers-file.js';
import { infoOf, startStack } from '../../support/stack.js';
import { openTlsFront } from '../../support/tls-front.js';
import { derOf, pemOf, WalletProvider } from '../../support/wallet-attestation.js';
import type { ProviderKey } from '../../support/wallet-process.js';
import { serveStatusList } from '../../support/wallet-status-list.js';
import { attestedConfigurations, eudiIssuers } from './eudi-issuers.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** PEM file of the authority that wallets have to trust. */
    caFile: string;
    /** The public listener without TLS, for the person's browser. */
    plainUrl: string;
    /** Signs the attestations of wallets and keys that the issuer `attested` believes. */
    providerKey: ProviderKey;
    /** The wallets on the EUDI's library, as far as they could be built. */
    eudiWallets: Record<Speaks, BuiltWallet>;
  }
}

export const WALLET_APP = { client_id: 'wallet-app', redirect_uri: 'https://wallet.example/callback' };

const shared = {
  clients: [{ client_id: WALLET_APP.client_id, redirect_uris: [WALLET_APP.redirect_uri] }],
  authorization_code: { enabled: true, require_par: true },
  lifetimes: { deferred_interval: 1 },
};

/** A W3C credential in a JWT, which none of the shipped configurations is. */
export const MEMBERSHIP = 'membership.jwt';
const membership = {
  format: 'jwt_vc_json',
  scope: MEMBERSHIP,
  display: [{ name: 'Membership', locale: 'en' }],
  credential_definition: { type: ['VerifiableCredential', 'Membership'] },
  claims_schema: {
    type: 'object',
    properties: { level: { type: 'string', title: 'Level' } },
    required: ['level'],
  },
};

/** Every wallet has to be attested, and so have all keys. */
function attestedIssuer(root: string) {
  return {
    ...shared,
    id: 'attested',
    trust_anchors: { key_attestation: [root], wallet_attestation: [root] },
    client_authentication: ['attest_jwt_client_auth'],
    // The wallets that take part know no challenges.
    attestation_challenges: 'off',
    require_dpop: true,
    dpop_nonces: 'required',
    credential_configurations: attestedConfigurations(),
  };
}

/** One after the other, because they share what Maven keeps. */
async function buildEudiWallets(): Promise<Record<Speaks, BuiltWallet>> {
  const wallets = { final: await buildEudiWallet('final'), draft15: await buildEudiWallet('draft15') };
  for (const [speaks, built] of Object.entries(wallets))
    if ('reason' in built) console.log(`Skipping the EUDI wallet (${speaks}): ${built.reason}`);
  return wallets;
}

/** One stack behind TLS for all wallets, with an issuer for each thing that may be demanded of them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  claimTestRun();
  const front = await openTlsFront();
  const provider = await WalletProvider.create();
  const { root, leaf } = provider;
  const list = await serveStatusList(provider);
  const issuersFile = writeIssuersFile(
    { id: 'final', path: '', ...shared },
    { id: 'strict', ...shared, require_dpop: true, dpop_nonces: 'required' },
    attestedIssuer(pemOf(root)),
    { id: 'older', ...shared, draft13: true },
    { id: 'sealed', ...shared, encryption: { request: 'required', response: 'required', compression: true } },
    { id: 'signed', ...shared, signed_metadata: true },
    { id: 'brief', ...shared, lifetimes: { deferred_interval: 1, bearer_access_token: 2 } },
    { id: 'w3c', ...shared, credential_configurations: { [MEMBERSHIP]: membership } },
    ...eudiIssuers(pemOf(root), shared),
  );
  const stack = await startStack({ issuersFile, publicUrl: front.url });
  front.forwardTo(stack.publicPort);
  project.provide('stack', infoOf(stack));
  project.provide('caFile', front.caFile);
  const jwk = await exportJWK(leaf.keys.privateKey);
  project.provide('providerKey', { jwk, x5c: [derOf(leaf)], status_list: list.uri });
  project.provide('plainUrl', `http://127.0.0.1:${stack.publicPort}`);
  project.provide('eudiWallets', await buildEudiWallets());
  return async () => {
    front.close();
    list.stop();
    await stack.stop();
    await removeTestRun();
  };
}
