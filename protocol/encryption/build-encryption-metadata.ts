/** `credential_request_encryption` and `credential_response_encryption` (OID4VCI section 12.2.4), each if it is offered. */
import type { PublicJwk } from '../jwk.js';
import type { EncryptionConfiguration } from './z-encryption-configuration.js';

/** A key wallets encrypt requests to. `kid`, `use` and `alg` let them pick one, and let us find it again. */
export type RequestEncryptionJwk = PublicJwk & {
  readonly kid: string;
  readonly use: 'enc';
  readonly alg: string;
};

export function buildEncryptionMetadata(
  encryption: EncryptionConfiguration,
  requestKeys: readonly RequestEncryptionJwk[],
) {
  const { request, response } = encryption;
  const shared = {
    enc_values_supported: [...encryption.enc_values],
    ...(encryption.compression && { zip_values_supported: ['DEF'] }),
  };
  return {
    ...(request !== 'off' && {
      // A JWK Set is an object; an example of the final text shows a bare array by mistake.
      credential_request_encryption: {
        jwks: { keys: requestKeys },
        ...shared,
        encryption_required: request === 'required',
      },
    }),
    ...(response !== 'off' && {
      credential_response_encryption: {
        alg_values_supported: [...encryption.response_alg_values],
        ...shared,
        encryption_required: response === 'required',
      },
    }),
  };
}
