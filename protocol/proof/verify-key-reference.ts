/** Which key a jwt proof names (OID4VCI appendix F.1): exactly one of `jwk`, `kid` and `x5c`. */
import { quotedNames, shownNames } from '../errors/describe-shape.js';
import type { Evidence, ProtocolError } from '../errors/protocol-error.js';
import { refuse } from '../errors/protocol-error.js';
import type { PublicJwk } from '../jwk.js';
import type { JsonObject } from '../verify-compact-jwt.js';
import { readPublicJwk } from '../verify-compact-jwt.js';
import { resolveDidKid } from './verify-did-key.js';

/** `did` without its fragment, where the key is named by one. */
export type KeyReference = { readonly key: PublicJwk; readonly keyReference: 'jwk' | 'kid'; readonly did?: string };

const REFERENCES = ['jwk', 'kid', 'x5c'];
const SHOWN_KID = 24;

/** The named key, public and fit for the algorithm; that its coordinates are a point of the curve is found on import. */
export function readKeyReference(header: JsonObject, algorithm: string, allowDids: boolean): KeyReference {
  const found = REFERENCES.filter((name) => Object.hasOwn(header, name));
  if (found.length > 1) {
    throw refuse('proof_key_ambiguous', {
      ...about(header, allowDids),
      reason: `The header of the proof names its key in more than one way: ${quotedNames(found)}.`,
      provided: found,
    });
  }
  switch (found[0]) {
    case 'jwk':
      return { key: readSuitableKey(header.jwk, header, algorithm, allowDids), keyReference: 'jwk' };
    case 'kid':
      return {
        key: readSuitableKey(readKid(header, allowDids), header, algorithm, allowDids),
        keyReference: 'kid',
        did: String(header.kid).split('#', 1)[0] ?? '',
      };
    case 'x5c':
      throw refuse('x5c_not_enabled', { ...about(header, allowDids), reason: 'The header of the proof has `x5c`.' });
    default:
      throw refuse('proof_key_missing', {
        ...about(header, allowDids),
        reason: `The header of the proof contains no public key. ${headerSentence(header)}`,
      });
  }
}

function readSuitableKey(value: unknown, header: JsonObject, algorithm: string, allowDids: boolean): PublicJwk {
  const key = readPublicJwk(value, algorithm);
  if (typeof key !== 'string') return key;
  const evidence = about(header, allowDids);
  switch (key) {
    case 'private_key':
      throw refuse('proof_private_key', {
        ...evidence,
        reason: 'The `jwk` in the header of the proof has a private member.',
      });
    case 'not_an_object':
      throw refuse('proof_malformed', { ...evidence, reason: 'The header parameter `jwk` is not an object.' });
    case 'unsuitable':
      throw refuse('proof_key_unsuitable', {
        ...evidence,
        reason: `The key of the proof does not fit its algorithm ${algorithm}, or its coordinates are not of full length.`,
      });
  }
}

/** A `kid` helps only if it contains its key, as did:key and did:jwk do: this issuer looks nothing up. */
function readKid(header: JsonObject, allowDids: boolean): PublicJwk {
  const { kid } = header;
  const evidence = about(header, allowDids);
  if (typeof kid !== 'string' || kid === '') {
    throw refuse('proof_malformed', { ...evidence, reason: 'The header parameter `kid` is not a non-empty string.' });
  }
  if (kid.startsWith('did:') && !allowDids) throw didNotAllowed(kid, header, evidence);
  const key = allowDids ? resolveDidKid(kid) : undefined;
  if (key) return key;
  throw refuse('proof_kid_unresolvable', {
    ...evidence,
    reason: `The header of the proof contains no public key. ${headerSentence(header)} The \`kid\`${shownKid(kid)} does not lead to one.`,
  });
}

function didNotAllowed(kid: string, header: JsonObject, evidence: Evidence): ProtocolError {
  return refuse('proof_dids_not_allowed', {
    ...evidence,
    reason: `The header of the proof contains no public key. ${headerSentence(header)} It has \`kid\`${shownKid(kid)}, but this issuer does not resolve keys named by a DID: the public key itself must be in the header.`,
  });
}

function headerSentence(header: JsonObject): string {
  return `Found header parameters: ${quotedNames(shownNames(Object.keys(header)))}.`;
}

/** A did:key is shown by its beginning, enough to tell wallets apart; any other kid could be anything. */
function shownKid(kid: string): string {
  if (kid.startsWith('did:key:')) return ` (${kid.slice(0, SHOWN_KID)}…)`;
  const method = /^did:[a-z0-9]{1,20}:/.exec(kid)?.[0];
  return method ? ` (${method}…)` : '';
}

function about(header: JsonObject, allowDids: boolean): Evidence {
  return {
    expected: allowDids
      ? '`jwk` (the public key itself), or `kid` with a did:key or did:jwk DID URL'
      : '`jwk` (the public key itself)',
    header_params: shownNames(Object.keys(header)),
    proof_type: 'jwt',
  };
}
