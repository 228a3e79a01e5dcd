/** Authorization request (OID4VCI section 5.1, RFC 6749 section 4.1.1): parameters to a typed request. */

import { z } from 'zod';
import { LONGEST_CLIENT_ID } from '../client/longest-client-id.js';
import { shownName, shownNames, shownText } from '../errors/describe-shape.js';
import { refuse } from '../errors/protocol-error.js';
import type { AuthorizationDetail } from '../token/z-authorization-details.js';
import { parseAuthorizationDetails } from '../token/z-authorization-details.js';

const names = [
  'response_type',
  'client_id',
  'redirect_uri',
  'scope',
  'state',
  'code_challenge',
  'code_challenge_method',
  'authorization_details',
  'resource',
  'issuer_state',
  'dpop_jkt',
  'request_uri',
  'client_assertion',
  'client_assertion_type',
] as const;

/** Unknown parameters are ignored (OID4VCI section 5.1.3). */
const zParameters = z.partialRecord(z.enum(names), z.string());
export type AuthorizationParameters = z.infer<typeof zParameters>;

/** What a wallet may need room for; a handle carries the client_id, the pushed request all the rest. */
const longest: Partial<Record<(typeof names)[number], number>> = {
  client_id: LONGEST_CLIENT_ID,
  state: 4096,
  scope: 2000,
  authorization_details: 20_000,
};

const THUMBPRINT = /^[A-Za-z0-9_-]{43}$/;

/** Checked in form only: what is asked for, and whether the client may ask, is judged elsewhere. */
export type AuthorizationRequest = {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly codeChallenge: string;
  readonly state?: string;
  readonly scope?: string;
  readonly resource?: string;
  readonly issuerState?: string;
  readonly dpopJkt?: string;
  readonly authorizationDetails?: readonly AuthorizationDetail[];
};

/**
 * Each parameter once, those without a value left out (RFC 6749 section 3.1). The same `resource` may be repeated.
 *
 * @param pairs names and values in the order they were sent
 */
export function parseAuthorizationParameters(pairs: readonly (readonly [string, string])[]): AuthorizationParameters {
  const values = new Map<string, string>();
  for (const [name, value] of pairs) {
    const earlier = values.get(name);
    if (name === 'resource' && earlier !== undefined) {
      if (earlier !== value) throw refuse('resource_foreign', { reason: 'Several different resources are named.' });
      continue;
    }
    if (earlier !== undefined) throw refuse('authorization_parameter_duplicate', { provided: shownName(name) });
    values.set(name, value);
  }
  const known = names.flatMap((name) => {
    const value = values.get(name);
    return value === undefined || value === '' ? [] : [[name, value] as const];
  });
  for (const [name, value] of known) checkLength(name, value);
  return Object.fromEntries(known);
}

function checkLength(name: (typeof names)[number], value: string): void {
  const limit = longest[name] ?? 4096;
  if (value.length > limit)
    throw refuse('authorization_parameter_too_long', { provided: name, length: value.length, expected: limit });
}

/** The parameters without which there is nobody to answer to. */
export function requireParameter(parameters: AuthorizationParameters, name: 'client_id' | 'redirect_uri'): string {
  const value = parameters[name];
  if (value === undefined)
    throw refuse('authorization_parameter_missing', { expected: name, provided: shownNames(Object.keys(parameters)) });
  return value;
}

export function parseAuthorizationRequest(parameters: AuthorizationParameters): AuthorizationRequest {
  const { response_type, state, scope, resource, issuer_state, dpop_jkt, authorization_details } = parameters;
  const clientId = requireParameter(parameters, 'client_id');
  const redirectUri = requireParameter(parameters, 'redirect_uri');
  if (response_type === undefined)
    throw refuse('authorization_parameter_missing', {
      expected: 'response_type',
      provided: shownNames(Object.keys(parameters)),
    });
  if (response_type !== 'code')
    throw refuse('response_type_unsupported', { expected: 'code', provided: shownText(response_type) });
  const codeChallenge = readChallenge(parameters);
  if (dpop_jkt !== undefined && !THUMBPRINT.test(dpop_jkt)) throw refuse('authorization_key_malformed');
  return {
    clientId,
    redirectUri,
    codeChallenge,
    ...(state !== undefined && { state }),
    ...(scope !== undefined && { scope }),
    ...(resource !== undefined && { resource }),
    ...(issuer_state !== undefined && { issuerState: issuer_state }),
    ...(dpop_jkt !== undefined && { dpopJkt: dpop_jkt }),
    ...(authorization_details !== undefined && {
      authorizationDetails: parseAuthorizationDetails(authorization_details),
    }),
  };
}

/** RFC 7636 section 4.3; an absent method means `plain`. */
function readChallenge({ code_challenge, code_challenge_method }: AuthorizationParameters): string {
  if (code_challenge === undefined) throw refuse('pkce_missing');
  if (code_challenge_method !== 'S256')
    throw refuse('pkce_method_unsupported', {
      expected: 'S256',
      provided: code_challenge_method === undefined ? null : shownText(code_challenge_method),
    });
  if (!THUMBPRINT.test(code_challenge)) throw refuse('pkce_challenge_malformed', { length: code_challenge.length });
  return code_challenge;
}
