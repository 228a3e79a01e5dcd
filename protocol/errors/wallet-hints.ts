/**
 * Mistakes that known generations of wallets and libraries make, told by what was refused and what the request looked
 * like. A hint names the likely cause and its cure, for the session's log only; the wallet is told nothing more. All words
 * are fixed: nothing the wallet sent is repeated in them.
 */
import type { Reason } from './catalogue.js';
import type { Evidence } from './protocol-error.js';
import { accessHints } from './wallet-hints-access.js';
import { credentialHints } from './wallet-hints-credential.js';
import { proofHints } from './wallet-hints-proof.js';
import { tokenHints } from './wallet-hints-token.js';

/** What is known of the type a configuration is for; wallets mistake its names for its id. */
export type HintedConfiguration = {
  readonly doctype?: string | undefined;
  readonly vct?: string | undefined;
  readonly scope?: string | undefined;
};

/** A refusal and the request it was given to. The body is looked at and never repeated. */
export type HintSituation = {
  readonly reason: Reason;
  readonly evidence: Evidence;
  /** Path below the issuer, as `/credential`. */
  readonly endpoint: string;
  /** Credential issuer identifier. */
  readonly issuer: string;
  readonly configurations: Readonly<Record<string, HintedConfiguration>>;
  /** Members of a JSON body or parameters of a form; empty where it could not be read. */
  readonly body: Readonly<Record<string, unknown>>;
};

export type WalletHint = {
  readonly reasons: readonly Reason[];
  /** The mistake, as a heading has it. */
  readonly mistake: string;
  /** Who is known to make it. */
  readonly seenIn: string;
  /** Likely cause and cure. */
  readonly hint: string;
  readonly applies: (situation: HintSituation) => boolean;
};

/** In order: the first that applies is told. */
export const walletHints: readonly WalletHint[] = [...tokenHints, ...accessHints, ...credentialHints, ...proofHints];

/** The likely cause of a refusal and its cure, where it is a known mistake. */
export function findWalletHint(situation: HintSituation): string | undefined {
  return walletHints.find(({ reasons, applies }) => reasons.includes(situation.reason) && applies(situation))?.hint;
}
