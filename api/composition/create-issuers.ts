/** The issuers the API serves: the directory, filled from the file, and how to take the file anew. */

import { readIssuersFile } from '../../adapters/issuers-file/read-issuers-file.js';
import {
  keepConfigurationVersionInMongo,
  listLatestConfigurationsInMongo,
  loadConfigurationVersionFromMongo,
  storeLogosInMongo,
  storeRequestKeysInMongo,
} from '../../adapters/mongodb/configuration-versions.js';
import type { Database } from '../../adapters/mongodb/database.js';
import { loadTypeMetadataFromMongo } from '../../adapters/mongodb/type-metadata.js';
import type { IssuerVersion } from '../../credentials/configured-issuers.js';
import { checkContent, parseKeptConfiguration } from '../../credentials/configured-issuers.js';
import type { Config } from '../../platform/config.js';
import { ConfigurationError } from '../../platform/config.js';
import { createWatchedFiles } from '../../platform/configuration/watched-files.js';
import { deriveAgreementKey } from '../../platform/sealing/agreement-key.js';
import type { ApiKeys } from '../../platform/sealing/key-file.js';
import type { LoginProvider } from '../../ports/login.js';
import type { SendOutbound } from '../../ports/outbound.js';
import type { TrustLists } from '../../ports/trust-lists.js';
import { buildPublishedTypes, describeChangedTypes, isChanged } from '../../protocol/metadata/build-published-types.js';
import type { IssuerConfiguration } from '../../protocol/metadata/z-issuer-configuration.js';
import type { BackOfficeDependencies } from '../back-office/dependencies.js';
import { createRequestKeys } from '../encryption/request-keys.js';
import type { ServedIssuer } from '../http/wallet-context.js';
import { createIssuerDirectory } from '../issuers/issuer-directory.js';
import { createTakeIssuers } from '../issuers/take-issuers.js';
import { createKeptLoginProvider, createLoginProvider } from './create-login-provider.js';
import { readTrustAnchors } from './read-trust-anchors.js';

/** The directory, filled from the file, and how to take the file anew. */
export function createIssuers(
  config: Config,
  keys: ApiKeys,
  database: Database,
  checkClaims: BackOfficeDependencies['checkClaims'],
  send: SendOutbound,
  trustLists: TrustLists,
) {
  const open = (configuration: IssuerConfiguration, version: string, login?: LoginProvider): ServedIssuer => ({
    ...(login && { loginProvider: login }),
    id: configuration.id,
    identifier: config.publicUrl + configuration.path,
    version,
    configuration,
    requestKeys: createRequestKeys(configuration.id, configuration.encryption, (name) =>
      deriveAgreementKey(keys.agreementSecret, name),
    ),
    trustAnchors: readTrustAnchors(config, configuration, trustLists),
  });
  const keep = keepConfigurationVersionInMongo(database);
  const issuers = createIssuerDirectory({
    keep,
    load: loadConfigurationVersionFromMongo(database),
    listLatest: listLatestConfigurationsInMongo(database),
    open: ({ content, version }) => {
      const configuration = parseKeptConfiguration(content);
      return open(configuration, version, createKeptLoginProvider(config, configuration, send));
    },
    now: () => new Date(),
  });
  const store = { keep, storeLogos: storeLogosInMongo(database), storeRequestKeys: storeRequestKeysInMongo(database) };
  const watched = createWatchedFiles();
  const taking = createTakeIssuers({
    read: () => readIssuersFile(config.VOUCHSAFE_CONFIG),
    watch: watched.note,
    check: (read) => checkIssuers(config, read, checkClaims),
    open: (configuration, version) => open(configuration, version, createLoginProvider(config, configuration, send)),
    directory: issuers,
    checkPublishedTypes: (all) => checkPublishedTypes(database, all),
    ...store,
  });
  const followed = () => issuers.served().flatMap((one) => one.trustAnchors.lists ?? []);
  return {
    issuers,
    watched,
    ...taking,
    take: async (): Promise<void> => {
      await taking.take();
      await trustLists.refresh(followed());
    },
    /** Lists of wallet providers, of all issuers. */
    refreshTrustLists: () => trustLists.refresh(followed()),
    describeTrustLists: () => trustLists.describe(followed()),
  };
}

/** @throws ConfigurationError naming every type that credentials know with other metadata */
async function checkPublishedTypes(database: Database, issuers: readonly ServedIssuer[]): Promise<void> {
  const load = loadTypeMetadataFromMongo(database);
  const changed: string[] = [];
  const types = buildPublishedTypes(
    issuers.map(({ identifier, configuration }) => ({ identifier, issuer: configuration })),
  );
  for (const [vct, type] of types) if (isChanged(await load(vct), type)) changed.push(vct);
  if (changed.length > 0) throw new ConfigurationError(describeChangedTypes(changed));
}

/** @throws ConfigurationError with every mistake of the file */
function checkIssuers(
  { VOUCHSAFE_CONFIG: path, isProduction }: Config,
  read: ReturnType<typeof readIssuersFile>,
  checkClaims: BackOfficeDependencies['checkClaims'],
): readonly IssuerVersion[] {
  const checked = checkContent(read, checkClaims);
  if ('mistakes' in checked) throw new ConfigurationError(`${path} is not usable:\n${checked.mistakes}`);
  const unsafe = checked.issuers.filter(
    ({ configuration }) => isProduction && configuration.login?.kind === 'development',
  );
  if (unsafe.length > 0)
    throw new ConfigurationError(
      `${path} is not usable:\n${unsafe.map(({ configuration: { id } }) => `✖ issuer ${id}: the development login lets anybody in as anyone, and is refused in production`).join('\n')}`,
    );
  return checked.issuers;
}
