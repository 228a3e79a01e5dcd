/** Every collection that holds anything about anybody, one line each. A new collection gets a step, and a line here. */
import type { AnonymiseView, ClaimsEnd, PrivacyStep } from '../../../ports/privacy.js';
import type { Database } from '../database.js';
import { createAuditStep, createIdempotencyStep, createInboxStep } from './access-steps.js';
import { createBulkActsStep } from './bulk-acts-step.js';
import { createBulkRowsStep } from './bulk-rows-step.js';
import { createCredentialsStep } from './credentials-step.js';
import { createErasuresStep } from './erasures.js';
import { createDeliveriesStep, createFeedStep, createOutboxStep } from './event-steps.js';
import { createLogsStep } from './logs-step.js';
import { createSessionsStep } from './sessions-step.js';
import { createExportsStep } from './subject-exports.js';
import { createVaultStep } from './vault-step.js';

/**
 * In the order they are worked through: the data key first, since with it goes whatever is sealed; the session's record
 * before what refers to it, so that nothing new is made from it.
 *
 * Without a step: `bulk_jobs` and `switch_changes` are of operators.
 */
export function createPrivacySteps(
  database: Database,
  rules: { readonly anonymiseView: AnonymiseView; readonly claimsEnd: ClaimsEnd },
): readonly PrivacyStep[] {
  return [
    createVaultStep(database, rules.claimsEnd),
    createSessionsStep(database, rules.anonymiseView),
    createLogsStep(database),
    createCredentialsStep(database),
    createOutboxStep(database),
    createFeedStep(database),
    createDeliveriesStep(database),
    createAuditStep(database),
    createIdempotencyStep(database),
    createBulkActsStep(database),
    createInboxStep(database),
    createBulkRowsStep(database),
    createExportsStep(database),
    createErasuresStep(database),
  ];
}
