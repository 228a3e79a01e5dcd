/** The key a DID URL names in a DID document (DID Core 1.0, sections 5.1 to 5.3). */
import { isJsonObject } from '../errors/describe-shape.js';
import { hasPrivateMember } from '../jwk.js';
import { readMultikey } from './verify-did-key.js';

const MOST_METHODS = 100;

/**
 * The key in whatever form of JWK it has there, for use in a proof of possession: the document is about this very DID, and
 * names the method under `authentication`. Whether the key is one at all, and fits, is not checked here.
 *
 * @param kid the DID, and a fragment
 */
export function findDocumentKey(
  document: unknown,
  did: string,
  kid: string,
): { readonly key: Readonly<Record<string, unknown>> } | { readonly fault: string } {
  if (!isJsonObject(document)) return { fault: 'The DID document is not a JSON object.' };
  if (document.id !== did) return { fault: 'The DID document is about another DID.' };
  const relations = listOf(document.authentication);
  const methods = listOf(document.verificationMethod);
  if (relations === undefined || methods === undefined)
    return { fault: `A list in the DID document is none, or has more than ${MOST_METHODS} members.` };
  const absolute = (id: unknown): unknown => (typeof id === 'string' && id.startsWith('#') ? did + id : id);
  const named = [...methods, ...relations].filter(isJsonObject).filter((one) => absolute(one.id) === kid);
  const [method] = named;
  if (method === undefined) return { fault: 'The DID document has no such verification method.' };
  if (named.length > 1) return { fault: 'The DID document has several verification methods of that name.' };
  const isForAuthentication = relations.some((one) => absolute(isJsonObject(one) ? one.id : one) === kid);
  if (!isForAuthentication) return { fault: 'The DID document does not list the key under `authentication`.' };
  if (method.controller !== did) return { fault: 'The key in the DID document has another controller.' };
  return readKey(method);
}

/** Absent is empty. */
function listOf(value: unknown): readonly unknown[] | undefined {
  if (value === undefined) return [];
  return Array.isArray(value) && value.length <= MOST_METHODS ? value : undefined;
}

function readKey({ publicKeyJwk, publicKeyMultibase }: Record<string, unknown>): ReturnType<typeof findDocumentKey> {
  if (isJsonObject(publicKeyJwk)) {
    if (hasPrivateMember(publicKeyJwk)) return { fault: 'The key in the DID document has a private member.' };
    return { key: publicKeyJwk };
  }
  const key = typeof publicKeyMultibase === 'string' ? readMultikey(publicKeyMultibase) : undefined;
  return key === undefined
    ? {
        fault: 'The key in the DID document is neither a `publicKeyJwk` nor a `publicKeyMultibase` that is known here.',
      }
    : { key };
}
