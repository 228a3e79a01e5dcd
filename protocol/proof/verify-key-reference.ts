/** Which key a jwt proof names (OID4VCI appendix F.1): exactly one of `jwk`, `kid` and `x5c`. */
import { quotedNames, shownNames } from '../errors/describe-shape.js';
import type { Evidence, ProtocolError } from '../errors/protocol-error.js';
import { refuse } from '../errors/protocol-error.js';
import type { PublicJwk } from '../jwk.js';
import type { JsonObject } from '../verify-compact-jwt.js';
import { readPublicJwk } from '../verify-compact-jwt.js';
import type { AllowedDids, ResolveDidWeb } from './did-methods.js';
import { allowedDidMethods } from './did-methods.js';
import { findDocumentKey } from './verify-did-document.js';
import { resolveDidKid } from './verify-did-key.js';

/** `did` without its fragment, where the key is named by one. */
export type KeyReference = { readonly key: PublicJwk; readonly keyReference: 'jwk' | 'kid'; readonly did?: string };

export type DidRules = {
  readonly allowDids: AllowedDids;
  /** Needed where did:web is among them. */
  readonly resolveDidWeb?: ResolveDidWeb | undefined;
};

const REFERENCES = ['jwk', 'kid', 'x5c'];
const SHOWN_KID = 24;

/** The named key, public and fit for the algorithm; that its coordinates are a point of the curve is found on import. */
export async function readKeyReference(header: JsonObject, algorithm: string, rules: DidRules): Promise<KeyReference> {
  const found = REFERENCES.filter((name) => Object.hasOwn(header, name));
  if (found.length > 1) {
    throw refuse('proof_key_ambiguous', {
      ...about(header, rules),
      reason: `The header of the proof names its key in more than one way: ${quotedNames(found)}.`,
      provided: found,
    });
  }
  switch (found[0]) {
    case 'jwk':
      return { key: readSuitableKey(header.jwk, header, algorithm, rules), keyReference: 'jwk' };
    case 'kid':
      return {
        key: readSuitableKey(await readKid(header, rules), header, algorithm, rules),
        keyReference: 'kid',
        did: String(header.kid).split('#', 1)[0] ?? '',
      };
    case 'x5c':
      throw refuse('x5c_not_enabled', { ...about(header, rules), reason: 'The header of the proof has `x5c`.' });
    default:
      throw refuse('proof_key_missing', {
        ...about(header, rules),
        reason: `The header of the proof contains no public key. ${headerSentence(header)}`,
      });
  }
}

function readSuitableKey(value: unknown, header: JsonObject, algorithm: string, rules: DidRules): PublicJwk {
  const key = readPublicJwk(value, algorithm);
  if (typeof key !== 'string') return key;
  const evidence = about(header, rules);
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

/** A `kid` helps if it contains its key, as did:key and did:jwk do, or if it is a did:web and the issuer looks those up. */
async function readKid(header: JsonObject, rules: DidRules): Promise<unknown> {
  const { kid } = header;
  const evidence = about(header, rules);
  if (typeof kid !== 'string' || kid === '') {
    throw refuse('proof_malformed', { ...evidence, reason: 'The header parameter `kid` is not a non-empty string.' });
  }
  const methods = allowedDidMethods(rules.allowDids);
  if (kid.startsWith('did:') && methods.length === 0) throw didNotAllowed(kid, header, evidence);
  const method = methods.find((one) => kid.startsWith(`${one}:`));
  if (method === 'did:web') return readWebKid(kid, rules, evidence);
  const key = method === undefined ? undefined : resolveDidKid(kid);
  if (key) return key;
  throw refuse('proof_kid_unresolvable', {
    ...evidence,
    reason: `The header of the proof contains no public key. ${headerSentence(header)} The \`kid\`${shownKid(kid)} does not lead to one.`,
  });
}

/** PR-05: exactly the verification method the DID URL names, so that it needs a fragment. */
async function readWebKid(kid: string, { resolveDidWeb }: DidRules, evidence: Evidence): Promise<unknown> {
  const [did = '', fragment = '', ...rest] = kid.split('#');
  const found = await findWebKey(kid, did, fragment === '' || rest.length > 0 ? undefined : resolveDidWeb);
  if ('key' in found) return found.key;
  throw refuse('proof_did_unresolvable', { ...evidence, reason: found.fault });
}

async function findWebKey(kid: string, did: string, resolve: ResolveDidWeb | undefined) {
  if (resolve === undefined) return { fault: 'The `kid` does not name one key of its DID, after a #.' };
  const outcome = await resolve(did);
  return 'fault' in outcome ? outcome : findDocumentKey(outcome.document, did, kid);
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

function about(header: JsonObject, { allowDids }: DidRules): Evidence {
  const methods = allowedDidMethods(allowDids);
  return {
    expected:
      methods.length > 0
        ? `\`jwk\` (the public key itself), or \`kid\` with a ${methods.join(' or ')} DID URL`
        : '`jwk` (the public key itself)',
    header_params: shownNames(Object.keys(header)),
    proof_type: 'jwt',
  };
}
