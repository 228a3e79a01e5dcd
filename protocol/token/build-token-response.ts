/** Token response (OID4VCI section 6.2). No `c_nonce`: since the final text it comes from the nonce endpoint only. */
import { AUTHORIZATION_DETAILS_TYPE } from '../spec-constants.js';

export type TokenResponse = {
  readonly access_token: string;
  readonly token_type: 'Bearer' | 'DPoP';
  readonly expires_in: number;
  readonly refresh_token?: string;
  readonly scope?: string;
  readonly authorization_details?: readonly {
    readonly type: typeof AUTHORIZATION_DETAILS_TYPE;
    readonly credential_configuration_id: string;
    readonly credential_identifiers: readonly string[];
  }[];
};

/**
 * `authorizationDetails` is given exactly when the parameter was used in the request, one entry per configuration:
 * a wallet that sees it must use the identifiers, and many do not know how.
 */
export function buildTokenResponse(granted: {
  readonly accessToken: string;
  readonly tokenType: 'Bearer' | 'DPoP';
  readonly expiresIn: number;
  readonly refreshToken?: string | undefined;
  readonly authorizationDetails?:
    | readonly { readonly configurationId: string; readonly identifiers: readonly string[] }[]
    | undefined;
  readonly scope?: string | undefined;
}): TokenResponse {
  return {
    access_token: granted.accessToken,
    token_type: granted.tokenType,
    expires_in: granted.expiresIn,
    ...(granted.refreshToken !== undefined && { refresh_token: granted.refreshToken }),
    ...(granted.scope !== undefined && { scope: granted.scope }),
    ...(granted.authorizationDetails !== undefined && {
      authorization_details: granted.authorizationDetails.map(({ configurationId, identifiers }) => ({
        type: AUTHORIZATION_DETAILS_TYPE,
        credential_configuration_id: configurationId,
        credential_identifiers: [...identifiers],
      })),
    }),
  };
}
