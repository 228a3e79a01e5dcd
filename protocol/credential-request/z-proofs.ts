/** The `proofs` member of a credential request (OID4VCI section 8.2): its shape; the proofs themselves are verified later. */
import { z } from 'zod';
import { checkShape } from '../check-shape.js';
import { isJsonObject, shownName, shownNames, typeName } from '../errors/describe-shape.js';
import { refuse } from '../errors/protocol-error.js';

const zJwtProofs = z.array(z.string()).min(1);

/** Appendix F.3: an `attestation` stands alone, as one of them attests all the keys. */
const zAttestationProof = z.array(z.string()).length(1);

export type RequestedProofs = { readonly type: 'jwt' | 'attestation'; readonly jwts: readonly string[] };

/**
 * The proof JWTs, at least one, unverified. Every fault here is `invalid_proof`, also a missing member (section 8.3.1.2).
 *
 * @param supported the proof types of the requested configuration
 */
export function parseProofs(proofs: unknown, supported: readonly string[]): RequestedProofs {
  if (proofs == null) {
    throw refuse('proofs_missing', {
      reason: 'The request has no `proofs` member.',
      expected: supported,
      provided: null,
    });
  }
  const type = parseProofType(proofs);
  // Only these two are implemented, whatever the caller lists: another type must not pass unread.
  if ((type.name !== 'jwt' && type.name !== 'attestation') || !supported.includes(type.name)) {
    throw refuse('proof_type_unsupported', {
      reason: 'The proof type is not among those of the credential configuration.',
      expected: supported,
      provided: shownName(type.name),
      proof_type: shownName(type.name),
    });
  }
  const isJwt = type.name === 'jwt';
  const jwts = checkShape(isJwt ? zJwtProofs : zAttestationProof, type.value);
  if (!jwts.success) {
    const wanted = isJwt ? 'a non-empty array of strings' : 'an array of exactly one string';
    throw malformed(`The member \`${type.name}\` is not ${wanted}.`, describeEntries(type.value));
  }
  return { type: type.name, jwts: jwts.data };
}

/** Section 8.2: `proofs` has exactly one member, named after the proof type. */
function parseProofType(proofs: unknown): { readonly name: string; readonly value: unknown } {
  if (!isJsonObject(proofs)) throw malformed('The member `proofs` is not an object.', typeName(proofs));
  const [only, ...others] = Object.entries(proofs);
  if (only === undefined || others.length > 0) {
    throw malformed('The object `proofs` does not have exactly one member.', shownNames(Object.keys(proofs)));
  }
  return { name: only[0], value: only[1] };
}

function describeEntries(value: unknown): unknown {
  return Array.isArray(value) ? value.slice(0, 5).map(typeName) : typeName(value);
}

function malformed(reason: string, provided: unknown) {
  return refuse('proofs_malformed', {
    reason,
    expected: 'an object with one member: jwt, a non-empty array of strings, or attestation, an array of one string',
    provided,
  });
}
