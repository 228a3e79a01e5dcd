/** What works the lines of bulk jobs. */
import { appendAuditInMongo } from '../../adapters/mongodb/audit.js';
import { createBulkStoreInMongo } from '../../adapters/mongodb/bulk.js';
import type { Database } from '../../adapters/mongodb/database.js';
import type { Config } from '../../platform/config.js';
import type { BackOfficeDependencies } from '../back-office/dependencies.js';
import type { ReportError } from '../http/answer-errors.js';

export function createBulkDependencies(
  config: Config,
  database: Database,
  shared: Pick<BackOfficeDependencies, 'issuers' | 'handles' | 'seals' | 'now'>,
  report: ReportError,
) {
  return {
    store: createBulkStoreInMongo(database),
    issuers: shared.issuers,
    digest: shared.handles.keyedDigest,
    seal: shared.seals.sealOwn,
    open: shared.seals.openOwn,
    appendAudit: appendAuditInMongo(database),
    report: (error: unknown, what: string) => report(error, { reason: what, path: '' }),
    atOnce: config.VOUCHSAFE_BULK_AT_ONCE,
    now: shared.now,
  };
}
