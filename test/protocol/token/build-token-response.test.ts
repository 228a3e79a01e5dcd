import { describe, expect, it } from 'vitest';
import { buildTokenResponse } from '../../../protocol/token/build-token-response.js';

const granted = { accessToken: 'a', tokenType: 'Bearer', expiresIn: 300 } as const;

describe('buildTokenResponse', () => {
  it('TK-10 TK-12 has no authorization_details, c_nonce or refresh token of its own accord', () => {
    expect(buildTokenResponse(granted)).toEqual({ access_token: 'a', token_type: 'Bearer', expires_in: 300 });
    expect(
      Object.keys(
        buildTokenResponse({ ...granted, refreshToken: undefined, scope: undefined, authorizationDetails: undefined }),
      ),
    ).toHaveLength(3);
  });

  it('TK-09 puts the identifiers inside the entry of their configuration', () => {
    const authorizationDetails = [{ configurationId: 'pid', identifiers: ['i1', 'i2'] }];
    expect(
      buildTokenResponse({ ...granted, tokenType: 'DPoP', refreshToken: 'r', scope: 'pid', authorizationDetails }),
    ).toEqual({
      access_token: 'a',
      token_type: 'DPoP',
      expires_in: 300,
      refresh_token: 'r',
      scope: 'pid',
      authorization_details: [
        { type: 'openid_credential', credential_configuration_id: 'pid', credential_identifiers: ['i1', 'i2'] },
      ],
    });
  });
});
