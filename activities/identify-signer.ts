/** What a credential was signed with, as the registry names it. */
import { createHash } from 'node:crypto';
import type { CredentialSigner } from '../credentials/credential-format.js';
import { keyIdOf } from '../credentials/key-id-of.js';
import type { SigningIdentity } from '../ports/credential-registry.js';

/** By chain and not by signer: a signer may be copied with a shorter window. */
const known = new WeakMap<readonly Uint8Array[], SigningIdentity>();

export function identifySigner({ certificateChain }: Pick<CredentialSigner, 'certificateChain'>): SigningIdentity {
  const found = known.get(certificateChain);
  if (found !== undefined) return found;
  const [leaf] = certificateChain;
  if (leaf === undefined) throw new Error('The signer has no certificate');
  const certificate = createHash('sha256').update(leaf).digest('base64url');
  const identity = { certificate, key: keyIdOf(leaf) };
  known.set(certificateChain, identity);
  return identity;
}
