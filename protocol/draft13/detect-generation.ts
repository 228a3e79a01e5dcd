/** Which text of the protocol a credential request was written by, told by its shape alone. */
import { isJsonObject } from '../errors/describe-shape.js';

/** The drafts wallets still speak, and the final text. Draft 13 named the credential by format; draft 15 no longer did. */
export type Generation = '13' | '14' | '15' | 'final';

/**
 * Only what the final text cannot mean counts as older: a request that is complete by the final text is one of the final
 * text, whatever else it carries, because members it does not know are ignored.
 */
export function detectGeneration(body: unknown): Generation {
  if (!isJsonObject(body)) return 'final';
  const has = (member: string): boolean => body[member] != null;
  if (has('credential_configuration_id')) return has('proof') && !has('proofs') ? '15' : 'final';
  if (has('credential_identifier')) return has('proof') && !has('proofs') ? '13' : 'final';
  if (has('format')) return has('proofs') ? '14' : '13';
  return has('proof') ? '13' : 'final';
}

/** Drafts 13 and 14 hand nonces out with tokens, credentials and refusals; later there is the nonce endpoint. */
export function carriesNonces(generation: Generation): boolean {
  return generation === '13' || generation === '14';
}
