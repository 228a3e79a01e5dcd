/** A fresh c_nonce of an issuer: sealed time and randomness, so that nothing is stored until it is used. */
import type { WalletContext } from '../http/wallet-context.js';
import type { HandleCodec } from './handle-codec.js';

export function mintNonce(handles: HandleCodec, { issuer, now }: WalletContext): string {
  const expiresAt = now().getTime() + issuer.configuration.lifetimes.c_nonce * 1000;
  return handles.mint('nonce', { issuer: issuer.id, session: '', expiresAt });
}
