/** What the wallets on the EUDI's library are told, and how they are started. */
import { inject, type TestContext } from 'vitest';
import type { Speaks } from './build-eudi-wallet.js';
import { runWallet, startWallet, type WalletProcess, type WalletSession, type WalletTask } from './wallet-process.js';

export type EudiTask = Omit<WalletTask, 'offer' | 'scope'> & {
  /** Whether the wallet itself is attested too; its keys always are. */
  readonly attested?: boolean;
  /** Absent: `jwt`. */
  readonly proof_type?: 'jwt' | 'attestation';
  /** Whether to ask by them instead of by scope. */
  readonly authorization_details?: boolean;
  /** Whether to refresh in the end and have everything issued again. */
  readonly again?: boolean;
};

/** For `beforeEach`. */
export function skipWithoutWallet(speaks: Speaks, context: TestContext): void {
  const built = inject('eudiWallets')[speaks];
  if ('reason' in built) context.skip(`No EUDI wallet: ${built.reason}`);
}

function commandOf(speaks: Speaks) {
  const built = inject('eudiWallets')[speaks];
  if ('reason' in built) throw new Error(built.reason);
  return built.command;
}

export function startEudiWallet(speaks: Speaks, session: WalletSession, how: EudiTask = {}): WalletProcess {
  return startWallet(commandOf(speaks), session, { provider: inject('providerKey'), ...how });
}

/** It begins by itself: asks this issuer for these configurations. */
export function startWithoutOffer(issuer: string, wants: readonly string[], how: EudiTask): WalletProcess {
  return runWallet(commandOf('final'), { provider: inject('providerKey'), issuer, wants, ...how });
}
