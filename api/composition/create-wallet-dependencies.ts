/** What the wallets' endpoints need. */
import { appendAuditInMongo } from '../../adapters/mongodb/audit.js';
import { loadLogoFromMongo } from '../../adapters/mongodb/configuration-versions.js';
import type { Database } from '../../adapters/mongodb/database.js';
import { loadKeyDiscoveryFromMongo, loadPublishedKeysFromMongo } from '../../adapters/mongodb/published-keys.js';
import {
  loadPushedRequestFromMongo,
  removePushedRequestFromMongo,
  storePushedRequestInMongo,
} from '../../adapters/mongodb/pushed-requests.js';
import {
  listServedStatusListsInMongo,
  loadServedStatusListFromMongo,
} from '../../adapters/mongodb/served-status-lists.js';
import {
  insertSessionInMongo,
  loadSessionByOfferFromMongo,
  loadSessionVersionsFromMongo,
} from '../../adapters/mongodb/session-records.js';
import { loadSignedMetadataFromMongo } from '../../adapters/mongodb/signed-metadata.js';
import { loadTypeMetadataFromMongo } from '../../adapters/mongodb/type-metadata.js';
import {
  loadResponseFromMongo,
  releaseRequestInMongo,
  storeClaimsInMongo,
  storeRequestInMongo,
} from '../../adapters/mongodb/vault.js';
import { createStatusListReader } from '../../credentials/status-list/create-status-list-reader.js';
import type { Config } from '../../platform/config.js';
import type { LogoFile } from '../../ports/configuration-versions.js';
import type { SendOutbound } from '../../ports/outbound.js';
import { createPollIntervals } from '../deferred/poll-intervals.js';
import { createSessionWatch } from '../deferred/session-watch.js';
import { createRateLimiter } from '../http/rate-limit.js';
import { createDidWebResolver } from '../http/resolve-did-web.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';

type Shared = Pick<
  WalletDependencies,
  'issuers' | 'switches' | 'handles' | 'gateway' | 'seals' | 'trace' | 'loadSession' | 'now'
>;

export function createWalletDependencies(
  config: Config,
  database: Database,
  shared: Shared,
  parts: Pick<WalletDependencies, 'checkClaims' | 'observe' | 'report'> & {
    readonly send: SendOutbound;
    /** Of the configuration that is served. */
    readonly findLogo: (issuer: string, name: string) => LogoFile | undefined;
  },
): WalletDependencies {
  const { send, checkClaims, findLogo, observe, report } = parts;
  const loadLogo = loadLogoFromMongo(database);
  return {
    ...shared,
    loadSessionByOffer: loadSessionByOfferFromMongo(database),
    insertSession: insertSessionInMongo(database),
    storeClaims: storeClaimsInMongo(database),
    checkClaims,
    pushedRequests: {
      store: storePushedRequestInMongo(database),
      load: loadPushedRequestFromMongo(database),
      remove: removePushedRequestFromMongo(database),
    },
    loadLogo: async (issuer, name) => findLogo(issuer, name) ?? (await loadLogo(issuer, name)),
    readStatusList: createStatusListReader({ send, now: shared.now }),
    resolveDidWeb: createDidWebResolver({ send, now: shared.now }),
    loadPublishedKeys: loadPublishedKeysFromMongo(database),
    loadKeyDiscovery: loadKeyDiscoveryFromMongo(database),
    loadTypeMetadata: loadTypeMetadataFromMongo(database),
    storeRequest: storeRequestInMongo(database),
    releaseRequest: releaseRequestInMongo(database),
    loadResponse: loadResponseFromMongo(database),
    appendAudit: appendAuditInMongo(database),
    loadSignedMetadata: loadSignedMetadataFromMongo(database),
    loadServedStatusList: loadServedStatusListFromMongo(database),
    listServedStatusLists: listServedStatusListsInMongo(database),
    limits: {
      perAddress: createRateLimiter({ points: config.VOUCHSAFE_RATE_LIMIT, seconds: 10 }),
      perTransaction: createRateLimiter({ points: 20, seconds: 10 }),
    },
    intervals: createPollIntervals(),
    watch: createSessionWatch(loadSessionVersionsFromMongo(database)),
    report,
    observe,
    trustedProxies: config.VOUCHSAFE_TRUSTED_PROXIES.split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  };
}
