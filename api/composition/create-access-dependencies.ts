/** What everybody who comes to the private API meets first. */
import { createApiKeyStoreInMongo } from '../../adapters/mongodb/api-keys.js';
import { appendAuditInMongo, listAuditFromMongo } from '../../adapters/mongodb/audit.js';
import type { Database } from '../../adapters/mongodb/database.js';
import { createIdempotencyStoreInMongo } from '../../adapters/mongodb/idempotency.js';
import type { Config } from '../../platform/config.js';
import type { BackOfficeDependencies } from '../back-office/dependencies.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';
import { readOidc } from './read-oidc.js';

export function createAccessDependencies(
  config: Config,
  database: Database,
  shared: Pick<BackOfficeDependencies, 'handles' | 'seals' | 'now'>,
  { trustedProxies, report }: Pick<WalletDependencies, 'trustedProxies' | 'report'>,
) {
  return {
    apiKeys: createApiKeyStoreInMongo(database),
    idempotency: createIdempotencyStoreInMongo(database),
    audit: { append: appendAuditInMongo(database), list: listAuditFromMongo(database) },
    oidc: readOidc(config),
    perCaller: config.VOUCHSAFE_PRIVATE_RATE_LIMIT,
    failedLogins: config.VOUCHSAFE_FAILED_LOGINS,
    digest: shared.handles.keyedDigest,
    seals: shared.seals,
    trustedProxies,
    report,
    now: shared.now,
  };
}
