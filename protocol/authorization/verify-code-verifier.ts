/** PKCE at the token endpoint (RFC 7636 section 4.6). */
import { createHash } from 'node:crypto';
import { refuse } from '../errors/protocol-error.js';

const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/;

/** Guarantees that the verifier is the one the challenge was made from. */
export function verifyCodeVerifier(verifier: string, challenge: string | undefined): void {
  if (!VERIFIER.test(verifier))
    throw refuse('code_verifier_wrong', {
      reason: 'The code_verifier has characters or a length that RFC 7636 does not allow.',
      length: verifier.length,
    });
  const hash = createHash('sha256').update(verifier).digest('base64url');
  if (challenge === undefined || hash !== challenge) throw refuse('code_verifier_wrong');
}
