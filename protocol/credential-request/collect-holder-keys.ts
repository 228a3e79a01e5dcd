/** Proof keys and attested keys as one list: what the credentials of one request are bound to (OID4VCI appendix F.1, F.3). */
import type { PublicJwk } from '../jwk.js';

type Held = { readonly key: PublicJwk; readonly thumbprint: string };

/**
 * Proved keys first, then those that are only attested, none twice (PR-28). Of more keys than the batch size the first
 * are taken (AMB-04): a wallet cannot attest fewer keys for an issuer it does not know yet.
 */
export function collectHolderKeys(
  proofs: readonly Held[],
  attestations: readonly { readonly keys: readonly Held[] }[],
  batchSize: number,
): { readonly keys: readonly PublicJwk[]; readonly left: number } {
  const all = [...proofs, ...attestations.flatMap(({ keys }) => keys)];
  const first = new Map<string, PublicJwk>();
  // Of a key that is proved and attested, the proof's own object stays: by it its DID is found again.
  for (const { key, thumbprint } of all) if (!first.has(thumbprint)) first.set(thumbprint, key);
  const distinct = [...first.values()];
  return { keys: distinct.slice(0, batchSize), left: Math.max(0, distinct.length - batchSize) };
}
