/** A fresh c_nonce of an issuer: sealed time and randomness, so that nothing is stored until it is used. */
import type { ServedIssuer, WalletContext } from '../http/wallet-context.js';
import type { HandleCodec } from './handle-codec.js';

export function mintNonce(handles: HandleCodec, { issuer, now }: WalletContext): string {
  return handles.mint('nonce', { issuer: issuer.id, session: '', expiresAt: expiryOf(issuer, now) });
}

/** One that goes out in a response, where wallets before draft 15 look for it; by this mark they are known again. */
export function mintNonceForAnswer(handles: HandleCodec, { issuer, now }: WalletContext): string {
  return handles.mint('nonce', { issuer: issuer.id, session: '', expiresAt: expiryOf(issuer, now), draft: '13' });
}

function expiryOf({ configuration }: ServedIssuer, now: () => Date): number {
  return now().getTime() + configuration.lifetimes.c_nonce * 1000;
}
