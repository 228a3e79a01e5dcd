/** The keys an issuer's wallets encrypt requests to: derived by number, published with the newest, opened with all. */
import type { KeyObject } from 'node:crypto';
import { createHash } from 'node:crypto';
import type { RequestEncryptionJwk } from '../../protocol/encryption/build-encryption-metadata.js';
import type { RequestKey } from '../../protocol/encryption/verify-encrypted-request.js';
import type { EncryptionConfiguration } from '../../protocol/encryption/z-encryption-configuration.js';
import type { PublicJwk } from '../../protocol/jwk.js';

export type RequestKeys = {
  /** Public halves of the present generation. */
  readonly published: readonly RequestEncryptionJwk[];
  readonly find: (kid: string) => RequestKey | undefined;
};
/** The same name always gives the same key. */
export type DeriveKey = (name: string) => { readonly privateKey: KeyObject; readonly publicJwk: PublicJwk };

/** While replicas are replaced one by one, wallets already bring keys that the newer ones publish. */
const GENERATIONS_AHEAD = 1;

export function createRequestKeys(
  issuerId: string,
  encryption: EncryptionConfiguration,
  derive: DeriveKey,
): RequestKeys {
  if (encryption.request === 'off') return { published: [], find: () => undefined };
  const { request_key_generation: present, previous_generations: previous } = encryption;
  const known = new Map<string, RequestKey>();
  const published: RequestEncryptionJwk[] = [];
  for (let generation = Math.max(1, present - previous); generation <= present + GENERATIONS_AHEAD; generation += 1) {
    for (const alg of new Set(encryption.request_alg_values)) {
      const { privateKey, publicJwk } = derive(`request ${JSON.stringify([issuerId, generation, alg])}`);
      const kid = kidOf(publicJwk);
      known.set(kid, { alg, privateKey });
      if (generation === present) published.push({ ...publicJwk, kid, use: 'enc', alg });
    }
  }
  return { published, find: (kid) => known.get(kid) };
}

/** RFC 7638. */
function kidOf({ crv, kty, x, y }: PublicJwk): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}
