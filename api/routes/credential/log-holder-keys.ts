/** What the log says of verified proofs and attestations: enough to see what the wallet does, no key and no nonce. */
import { describeLookup } from '../../http/check-attestation-status.js';
import type { WalletContext } from '../../http/wallet-context.js';
import type { VerifiedHolder } from './check-holder-keys.js';

export function logHolderKeys(
  context: WalletContext,
  type: string,
  { proofs, attestations }: VerifiedHolder,
  { batchSize, left }: { readonly batchSize: number; readonly left: number },
): void {
  context.log('debug', 'Holder proofs verified', {
    proof_type: type,
    proofs: type === 'jwt' ? proofs.length : attestations.length,
    key_reference: [...new Set(proofs.map((one) => one.keyReference))],
    key_thumbprints: proofs.map((one) => one.thumbprint),
    ...(proofs.some((one) => one.issuerMismatch === true)
      ? { note: 'iss of the proof is not the client_id; accepted, as the client is not authenticated' }
      : {}),
  });
  for (const one of attestations) {
    context.log('debug', 'Key attestation verified', {
      attested_keys: one.keys.length,
      key_storage: one.keyStorage,
      user_authentication: one.userAuthentication,
      ...(one.includesAnchor ? { note: 'x5c contains the trust anchor, which it should not' } : {}),
      ...(one.hasStatus ? { status: describeLookup(context) } : {}),
    });
  }
  if (left > 0)
    context.log('warn', 'More keys were attested than one request may bind', {
      batch_size: batchSize,
      keys_without_credential: left,
    });
}
