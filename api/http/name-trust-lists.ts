/** Whom to ask when an attestation is not believed: perhaps its provider is on a list that cannot be had. */
import { ProtocolError, refuse } from '../../protocol/errors/protocol-error.js';
import type { WalletContext } from './wallet-context.js';

const REASONS = new Set<string>(['wallet_attestation_untrusted', 'key_attestation_untrusted']);

/** A refusal for want of trust says which of the issuer's lists are not in use, or not of the latest state, and why. */
export async function namingTrustLists<T>({ issuer }: WalletContext, verify: () => Promise<T>): Promise<T> {
  try {
    return await verify();
  } catch (error) {
    if (!(error instanceof ProtocolError) || !REASONS.has(error.reason)) throw error;
    const faulty = (issuer.trustAnchors.describeLists?.() ?? []).filter((one) => one.fault !== undefined);
    if (faulty.length === 0) throw error;
    const lists = faulty.map(({ url, fault }) => `${url}: ${fault}`).join('; ');
    throw refuse(error.reason, { ...error.evidence, trust_lists: lists }, error);
  }
}
