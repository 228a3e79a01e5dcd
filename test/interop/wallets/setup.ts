import { exportJWK } from 'jose';
import type { TestProject } from 'vitest/node';
import { claimTestRun, removeTestRun } from '../../../scripts/lib/test-data.mjs';
import { PID_SD_JWT } from '../../support/datasets.js';
import { shippedIssuer, writeIssuersFile } from '../../support/issuers-file.js';
import { infoOf, startStack } from '../../support/stack.js';
import { openTlsFront } from '../../support/tls-front.js';
import { derOf, pemOf, WalletProvider } from '../../support/wallet-attestation.js';
import type { ProviderKey } from '../../support/wallet-process.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** PEM file of the authority that wallets have to trust. */
    caFile: string;
    /** The public listener without TLS, for the person's browser. */
    plainUrl: string;
    /** Signs the attestations of wallets and keys that the issuer `attested` believes. */
    providerKey: ProviderKey;
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

/** Every wallet has to be attested, and so have the keys of the PID. */
function attestedIssuer(root: string) {
  const { credential_configurations: shipped } = shippedIssuer();
  const key_attestations_required = { key_storage: ['iso_18045_high'] };
  return {
    ...shared,
    id: 'attested',
    trust_anchors: { key_attestation: [root], wallet_attestation: [root] },
    client_authentication: ['attest_jwt_client_auth'],
    // The wallets that take part know no challenges.
    attestation_challenges: 'off',
    require_dpop: true,
    dpop_nonces: 'required',
    credential_configurations: { ...shipped, [PID_SD_JWT]: { ...shipped[PID_SD_JWT], key_attestations_required } },
  };
}

/** One stack behind TLS for all wallets, with an issuer for each thing that may be demanded of them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  claimTestRun();
  const front = await openTlsFront();
  const { root, leaf } = await WalletProvider.create();
  const issuersFile = writeIssuersFile(
    { id: 'final', path: '', ...shared },
    { id: 'strict', ...shared, require_dpop: true, dpop_nonces: 'required' },
    attestedIssuer(pemOf(root)),
    { id: 'older', ...shared, draft13: true },
    { id: 'sealed', ...shared, encryption: { request: 'required', response: 'required', compression: true } },
    { id: 'signed', ...shared, signed_metadata: true },
    { id: 'brief', ...shared, lifetimes: { deferred_interval: 1, bearer_access_token: 2 } },
    { id: 'w3c', ...shared, credential_configurations: { [MEMBERSHIP]: membership } },
  );
  const stack = await startStack({ issuersFile, publicUrl: front.url });
  front.forwardTo(stack.publicPort);
  project.provide('stack', infoOf(stack));
  project.provide('caFile', front.caFile);
  project.provide('providerKey', { jwk: await exportJWK(leaf.keys.privateKey), x5c: [derOf(leaf)] });
  project.provide('plainUrl', `http://127.0.0.1:${stack.publicPort}`);
  return async () => {
    front.close();
    await stack.stop();
    await removeTestRun();
  };
}
