/** Who signs the metadata: the access certificate an issuer has in the EUDI (ARF ISSU_22, ISSU_32), or the key of its credentials. */
import { dirname, resolve } from 'node:path';
import { loadConfiguredIssuerKeys } from '../adapters/issuer-keys/load-configured-issuer-keys.js';
import type { Config } from '../platform/config.js';
import { ConfigurationError } from '../platform/config.js';
import type { SignerFor } from '../ports/issuing.js';
import { profileOf } from '../protocol/metadata/profiles.js';
import type { IssuerConfiguration } from '../protocol/metadata/z-issuer-configuration.js';

/**
 * Guarantees that every configured key fits its chain and is valid now.
 *
 * @param signerFor of the credentials, for issuers without an access certificate
 * @throws IssuerKeyError listing what is wrong with a key or chain
 * @throws ConfigurationError in production, for an issuer without one whose profile demands it
 */
export async function loadAccessCertificates(
  config: Pick<Config, 'VOUCHSAFE_CONFIG' | 'isProduction'>,
  issuers: readonly IssuerConfiguration[],
  { signerFor, now }: { readonly signerFor: SignerFor; readonly now: () => Date },
): Promise<SignerFor> {
  const folder = dirname(config.VOUCHSAFE_CONFIG);
  const signers = new Map<string, ReturnType<SignerFor>>();
  for (const issuer of issuers) {
    const { id, access_certificate: files } = issuer;
    if (files === undefined) {
      if (config.isProduction && profileOf(issuer).demandsAccessCertificate)
        throw new ConfigurationError(
          `${config.VOUCHSAFE_CONFIG} is not usable:\n✖ issuer ${id}: profile ${issuer.profile} needs access_certificate in production`,
        );
      continue;
    }
    const [keyPemPath, chainPemPath] = [resolve(folder, files.key), resolve(folder, files.chain)];
    const keys = await loadConfiguredIssuerKeys({ keyPemPath, chainPemPath, now: now() });
    signers.set(id, keys.signerFor(id));
  }
  return (id) => signers.get(id) ?? signerFor(id);
}

/** Absolute: what is to be watched. */
export function accessCertificateFiles(
  { VOUCHSAFE_CONFIG }: Pick<Config, 'VOUCHSAFE_CONFIG'>,
  issuers: readonly IssuerConfiguration[],
): string[] {
  const folder = dirname(VOUCHSAFE_CONFIG);
  return issuers.flatMap(({ access_certificate: files }) =>
    files === undefined ? [] : [resolve(folder, files.key), resolve(folder, files.chain)],
  );
}
