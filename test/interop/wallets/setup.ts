import type { TestProject } from 'vitest/node';
import { claimTestRun, removeTestRun } from '../../../scripts/lib/test-data.mjs';
import { writeIssuersFile } from '../../support/issuers-file.js';
import { startStack } from '../../support/stack.js';
import { openTlsFront } from '../../support/tls-front.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** PEM file of the authority that wallets have to trust. */
    caFile: string;
    /** The public listener without TLS, for the person's browser. */
    plainUrl: string;
  }
}

export const WALLET_APP = { client_id: 'wallet-app', redirect_uri: 'https://wallet.example/callback' };

const shared = {
  clients: [{ client_id: WALLET_APP.client_id, redirect_uris: [WALLET_APP.redirect_uri] }],
  authorization_code: { enabled: true, require_par: true },
  lifetimes: { deferred_interval: 1 },
};

/** One stack behind TLS for all wallets: an issuer by the final text, one that demands all HAIP does, one for older drafts. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  claimTestRun();
  const front = await openTlsFront();
  const issuersFile = writeIssuersFile(
    { id: 'final', path: '', ...shared },
    { id: 'strict', ...shared, require_dpop: true, dpop_nonces: 'required' },
    { id: 'older', ...shared, draft13: true },
  );
  const stack = await startStack({ issuersFile, publicUrl: front.url });
  front.forwardTo(stack.publicPort);
  const { apiLog, workerLog, kill, start, stop, publicPort, ...info } = stack;
  project.provide('stack', info);
  project.provide('caFile', front.caFile);
  project.provide('plainUrl', `http://127.0.0.1:${publicPort}`);
  return async () => {
    front.close();
    await stop();
    await removeTestRun();
  };
}
