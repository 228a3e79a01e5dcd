/** Token request (OID4VCI section 6.1, RFC 6749 section 6): form parameters to a typed request. */
import { z } from 'zod';
import { LONGEST_CLIENT_ID } from '../client/longest-client-id.js';
import { quotedNames, shownName, shownNames } from '../errors/describe-shape.js';
import { refuse } from '../errors/protocol-error.js';
import { AUTHORIZATION_CODE_GRANT, PRE_AUTHORIZED_CODE_GRANT, REFRESH_TOKEN_GRANT } from '../spec-constants.js';
import type { AuthorizationDetail } from './z-authorization-details.js';
import { parseAuthorizationDetails } from './z-authorization-details.js';

export type { AuthorizationDetail } from './z-authorization-details.js';

/** Form parameters after empty ones are dropped; unknown ones are ignored (RFC 6749 section 3.2). */
const zParameters = z.object({
  grant_type: z.string().optional(),
  'pre-authorized_code': z.string().optional(),
  tx_code: z.string().optional(),
  code: z.string().optional(),
  code_verifier: z.string().optional(),
  redirect_uri: z.string().optional(),
  refresh_token: z.string().optional(),
  client_id: z.string().optional(),
  client_assertion: z.string().optional(),
  client_assertion_type: z.string().optional(),
  scope: z.string().optional(),
  resource: z.string().optional(),
  authorization_details: z.string().optional(),
});
type Parameters = z.infer<typeof zParameters>;

type CommonParameters = {
  readonly clientId?: string;
  readonly clientAssertion?: string;
  readonly clientAssertionType?: string;
  readonly scope?: string;
  readonly resource?: string;
  readonly authorizationDetails?: readonly AuthorizationDetail[];
};

export type PreAuthorizedTokenRequest = CommonParameters & {
  readonly grantType: 'pre-authorized_code';
  readonly preAuthorizedCode: string;
  readonly txCode?: string;
};
export type AuthorizationCodeTokenRequest = CommonParameters & {
  readonly grantType: 'authorization_code';
  readonly code: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
};
export type RefreshTokenRequest = CommonParameters & {
  readonly grantType: 'refresh_token';
  readonly refreshToken: string;
};
export type TokenRequest = PreAuthorizedTokenRequest | AuthorizationCodeTokenRequest | RefreshTokenRequest;

/**
 * A request of a grant this issuer knows, with the parameters that grant needs. Nothing in it is verified: codes and
 * tokens are unopened, and what is asked for has not been compared with what was granted.
 *
 * @param pairs names and values in the order of the body, so that repetitions show
 */
export function parseTokenRequest(pairs: readonly (readonly [string, string])[]): TokenRequest {
  const parameters = zParameters.parse(Object.fromEntries(uniqueParameters(pairs)));
  const { length } = parameters.client_id ?? '';
  if (length > LONGEST_CLIENT_ID) throw refuse('client_id_too_long', { length, expected: LONGEST_CLIENT_ID });
  switch (parameters.grant_type) {
    case undefined:
      throw refuse('grant_type_missing', {
        expected: [PRE_AUTHORIZED_CODE_GRANT, REFRESH_TOKEN_GRANT],
        provided: shownNames(pairs.map(([name]) => name)),
      });
    case PRE_AUTHORIZED_CODE_GRANT:
      return {
        grantType: 'pre-authorized_code',
        preAuthorizedCode: required(parameters, 'pre-authorized_code', pairs),
        ...(parameters.tx_code !== undefined && { txCode: parameters.tx_code }),
        ...commonParameters(parameters),
      };
    case AUTHORIZATION_CODE_GRANT:
      return {
        grantType: 'authorization_code',
        code: required(parameters, 'code', pairs),
        codeVerifier: verifierOf(parameters),
        // Always part of our authorization requests, hence always part of this one (RFC 6749 section 4.1.3).
        redirectUri: required(parameters, 'redirect_uri', pairs),
        ...commonParameters(parameters),
      };
    case REFRESH_TOKEN_GRANT:
      return {
        grantType: 'refresh_token',
        refreshToken: required(parameters, 'refresh_token', pairs),
        ...commonParameters(parameters),
      };
    default:
      throw unsupportedGrant(parameters.grant_type);
  }
}

/**
 * RFC 6749 section 3.2: no parameter twice, and one without a value counts as omitted. `resource` alone may repeat
 * (RFC 8707 section 2); as a token serves one issuer, more than one different resource asks for a foreign one.
 */
function uniqueParameters(pairs: readonly (readonly [string, string])[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of pairs) {
    const earlier = values.get(name);
    if (earlier !== undefined && name === 'resource' && earlier !== value) {
      throw refuse('resource_foreign', { reason: 'Several different resources are named.' });
    }
    if (earlier !== undefined && name !== 'resource') {
      throw refuse('parameter_duplicate', {
        reason: `The parameter \`${shownName(name)}\` occurs more than once.`,
        provided: shownName(name),
      });
    }
    values.set(name, value);
  }
  return new Map([...values].filter(([, value]) => value !== ''));
}

/** Conformance tests take a verifier left out for one that does not match: every code here was asked for with PKCE. */
function verifierOf({ code_verifier }: Parameters): string {
  if (code_verifier === undefined) throw refuse('code_verifier_missing', { expected: 'code_verifier', provided: null });
  return code_verifier;
}

function required(
  parameters: Parameters,
  name: 'pre-authorized_code' | 'refresh_token' | 'code' | 'redirect_uri',
  pairs: readonly (readonly [string, string])[],
): string {
  const value = parameters[name];
  if (value !== undefined) return value;
  const provided = shownNames(pairs.map(([given]) => given));
  throw refuse('parameter_missing', {
    reason: `The parameter \`${name}\` is missing or empty. Found parameters: ${quotedNames(provided)}.`,
    expected: name,
    provided,
  });
}

function commonParameters(parameters: Parameters): CommonParameters {
  return {
    ...(parameters.client_id !== undefined && { clientId: parameters.client_id }),
    ...(parameters.client_assertion !== undefined && { clientAssertion: parameters.client_assertion }),
    ...(parameters.client_assertion_type !== undefined && { clientAssertionType: parameters.client_assertion_type }),
    ...(parameters.scope !== undefined && { scope: parameters.scope }),
    ...(parameters.resource !== undefined && { resource: parameters.resource }),
    ...(parameters.authorization_details !== undefined && {
      authorizationDetails: parseAuthorizationDetails(parameters.authorization_details),
    }),
  };
}

function unsupportedGrant(grantType: string) {
  return refuse('grant_type_unsupported', {
    expected: [PRE_AUTHORIZED_CODE_GRANT, REFRESH_TOKEN_GRANT],
    provided: /^[a-z][a-z0-9:._-]{0,99}$/.test(grantType) ? grantType : `(text of ${grantType.length} characters)`,
  });
}
