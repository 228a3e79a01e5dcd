/** What the worker reads from files, at start and whenever they change: the issuers and the keys they sign with. */
import { X509Certificate } from 'node:crypto';
import { findDocumentSignerWarnings } from '../adapters/issuer-keys/find-document-signer-warnings.js';
import { IssuerKeyError } from '../adapters/issuer-keys/issuer-keys.js';
import { readKeyManifest } from '../adapters/issuer-keys/key-manifest.js';
import { loadKeyPair } from '../adapters/issuer-keys/load-configured-issuer-keys.js';
import { loadOrCreateDevelopmentPki } from '../adapters/issuer-keys/load-development-pki.js';
import type { KeyRing, SigningIssuer } from '../adapters/issuer-keys/load-key-ring.js';
import { loadKeyRing } from '../adapters/issuer-keys/load-key-ring.js';
import { readIssuersFile } from '../adapters/issuers-file/read-issuers-file.js';
import type { CheckClaims } from '../credentials/check-issuers-file.js';
import { checkContent, type IssuerVersion } from '../credentials/configured-issuers.js';
import { type Config, ConfigurationError } from '../platform/config.js';
import type { ConfiguredIssuer, SignerFor } from '../ports/issuing.js';
import type { IssuerConfiguration } from '../protocol/metadata/z-issuer-configuration.js';
import { accessCertificateFiles, loadAccessCertificates } from './access-certificates.js';
import { checkPullSources } from './pull-dependencies.js';

export type TakenConfiguration = {
  readonly versions: readonly IssuerVersion[];
  readonly keys: KeyRing;
  /** Of the metadata, which an access certificate may sign. */
  readonly metadataSignerFor: SignerFor;
  /** Of certificates that sign, though readers may object to them. */
  readonly warnings: readonly string[];
};

/**
 * @param watch told of every file, absolute, that was read or should have been, whatever comes of it
 * @throws ConfigurationError with every mistake of the file and every fault of the keys
 */
export async function takeWorkerConfiguration(
  config: Config,
  checkClaims: CheckClaims,
  now: () => Date,
  watch: (files: readonly string[]) => void,
): Promise<TakenConfiguration> {
  const { VOUCHSAFE_CONFIG: path, VOUCHSAFE_ISSUER_KEYS: manifestPath } = config;
  const own = [config.VOUCHSAFE_ISSUER_KEY, config.VOUCHSAFE_ISSUER_CHAIN, manifestPath].filter(
    (one) => one !== undefined,
  );
  const file = readIssuersFile(path);
  watch([...file.files, ...own]);
  const checked = checkContent(file, checkClaims);
  if ('mistakes' in checked) throw new ConfigurationError(`${path} is not usable:\n${checked.mistakes}`);
  const configurations = checked.issuers.map(({ configuration }) => configuration);
  checkPullSources(config, configurations);
  const named = [...file.files, ...own, ...accessCertificateFiles(config, configurations)];
  watch(named);
  const issuers = configurations.map((configuration) =>
    signingIssuer({ issuer: configuration, identifier: config.publicUrl + configuration.path }),
  );
  try {
    const manifest = await readKeyManifest(manifestPath);
    watch([...named, ...manifest.files]);
    const keys = await loadKeyRing(issuers, { manifest, loadOwn: (issuer) => loadOwnKey(config, issuer, now), now });
    const { signerFor } = keys;
    const metadataSignerFor = await loadAccessCertificates(config, configurations, { signerFor, now });
    const warnings = findWarnings(configurations, signerFor);
    return { versions: checked.issuers, keys, metadataSignerFor, warnings };
  } catch (error) {
    if (!(error instanceof IssuerKeyError)) throw error;
    throw new ConfigurationError(`The keys are not usable:\n${error.faults.map((fault) => `✖ ${fault}`).join('\n')}`);
  }
}

/** Of what signs mdocs, each certificate once. */
function findWarnings(configurations: readonly IssuerConfiguration[], signerFor: SignerFor): string[] {
  const warnings = configurations.flatMap(({ id, credential_configurations }) =>
    Object.entries(credential_configurations).flatMap(([configurationId, { format }]) => {
      const [leaf] = format === 'mso_mdoc' ? signerFor(id, configurationId).certificateChain : [];
      if (leaf === undefined) return [];
      const certificate = new X509Certificate(leaf);
      const who = `Document signer certificate of issuer ${id} (${certificate.subject.replaceAll('\n', ', ')})`;
      return findDocumentSignerWarnings(certificate).map((one) => `${who}: ${one}`);
    }),
  );
  return [...new Set(warnings)];
}

export function signingIssuer({ issuer, identifier }: ConfiguredIssuer): SigningIssuer {
  return { id: issuer.id, identifier, signing: issuer.signing, configurations: issuer.credential_configurations };
}

/** Of an issuer that names no key: the installation's, or, outside production, one made for it. */
async function loadOwnKey(config: Config, { id, identifier }: SigningIssuer, now: () => Date) {
  const { VOUCHSAFE_ISSUER_KEY: keyPemPath, VOUCHSAFE_ISSUER_CHAIN: chainPemPath } = config;
  if (keyPemPath !== undefined && chainPemPath !== undefined)
    return loadKeyPair({ keyPemPath, chainPemPath, now: now() });
  if (config.isProduction)
    throw new IssuerKeyError(['it names no key (signing), and there is no VOUCHSAFE_ISSUER_KEY to sign with instead']);
  const directory = `${config.VOUCHSAFE_DATA_DIR}/pki`;
  const made = await loadOrCreateDevelopmentPki({ directory, issuers: [{ id, identifier }], now: now() });
  const [jwk] = made.jwks(id).keys;
  if (jwk === undefined) throw new Error('The development PKI made no key');
  return { signer: made.signerFor(id), jwk };
}
