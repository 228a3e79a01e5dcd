/**
 * The wallet provider of a wallet on @openid4vc/openid4vci: the library writes the attestations too. 0.4.6 gives a key
 * attestation the typ of the drafts, `keyattestation+jwt`, and a proof of possession `iss` and `exp`.
 */
import { createClientAttestationJwt } from '@openid4vc/oauth2';
import { createKeyAttestationJwt } from '@openid4vc/openid4vci';
import { importKey, sign } from './wallet-io.mjs';

const inAnHour = () => new Date(Date.now() + 3_600_000);

export async function hireProvider({ jwk, x5c }) {
  const key = await importKey(jwk);
  const signJwt = async (_signer, { header, payload }) => ({
    jwt: await sign(header, payload, key),
    signerJwk: key.jwk,
  });
  const by = { signer: { method: 'x5c', x5c, alg: 'ES256' }, callbacks: { signJwt } };
  const dates = () => ({ issuedAt: new Date(), expiresAt: inAnHour() });
  return {
    attestWallet: (clientId, { publicJwk }) =>
      createClientAttestationJwt({
        ...by,
        ...dates(),
        clientId,
        issuer: 'https://provider.example',
        confirmation: { jwk: publicJwk },
      }),
    attestKeys: (attestedKeys, nonce) =>
      createKeyAttestationJwt({
        ...by,
        ...dates(),
        attestedKeys,
        nonce,
        keyStorage: ['iso_18045_high'],
        userAuthentication: ['iso_18045_high'],
        use: 'proof_type.jwt',
      }),
  };
}
