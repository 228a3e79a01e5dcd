/** What a token is asked for besides `authorization_details`: `resource` (RFC 8707) and `scope` (RFC 6749 section 3.3). */
import { refuse } from '../errors/protocol-error.js';

/**
 * The resource, if it is this credential issuer; absent is fine. A trailing slash is forgiven, as URL libraries add one
 * to an identifier without a path.
 */
export function checkResource(resource: string | undefined, issuer: string): string | undefined {
  if (resource === undefined || resource === issuer || resource === `${issuer}/`) return resource;
  throw refuse('resource_foreign', { expected: issuer, provided: resource.slice(0, 200) });
}

/**
 * The requested scope values that mean something here. Each is read on its own and unknown ones are ignored (OID4VCI
 * section 5.1.2). A pre-authorized token request may carry a scope too, as the age verification profile does; it asks
 * for no more than the offer already grants, so nothing usable in it is no fault.
 *
 * @param asked.supported scopes of any configuration of the issuer
 * @param asked.granted scopes of the configurations the grant covers; asking beyond them is refused (RFC 6749 section 6)
 */
export function checkScope(asked: {
  readonly scope: string | undefined;
  readonly supported: readonly string[];
  readonly granted: readonly string[];
}): string[] {
  const values = [...new Set((asked.scope ?? '').split(' '))].filter((value) => asked.supported.includes(value));
  const excess = values.filter((value) => !asked.granted.includes(value));
  if (excess.length > 0) throw refuse('scope_unusable', { expected: asked.granted, provided: excess });
  return values;
}
