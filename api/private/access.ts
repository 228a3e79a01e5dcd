/** Who may use the private listener, and what is kept of what they do there; put together for the API and the console. */
import type { Response } from 'express';
import type { VerifyAccessToken } from '../../ports/access-tokens.js';
import type { ApiKeyStore } from '../../ports/api-keys.js';
import type { AppendAudit, ListAudit } from '../../ports/audit.js';
import type { Caller } from '../../ports/caller.js';
import type { IdempotencyStore } from '../../ports/idempotency.js';
import type { Acting } from '../back-office/act-as.js';
import type { ReportError } from '../http/answer-errors.js';
import type { RateLimiter } from '../http/rate-limit.js';
import { createRateLimiter } from '../http/rate-limit.js';
import type { SessionSeals } from '../session-seals.js';
import type { Roles } from './access-token-roles.js';
import type { ApiKeyAdministration } from './api-key-administration.js';
import { createApiKeyAdministration } from './api-key-administration.js';
import { createApiKeyCache } from './api-key-cache.js';
import type { AuditDependencies } from './audit.js';
import { noteAct } from './audit.js';
import type { CallerAuthentication } from './authenticate-caller.js';
import { createCallerAuthentication } from './authenticate-caller.js';
import { createFailedLogins } from './failed-logins.js';
import type { IdempotencyDependencies } from './idempotency.js';

export type AccessOptions = {
  readonly adminKey: string;
  readonly oidc?: { readonly verify: VerifyAccessToken; readonly roles: Roles } | undefined;
  readonly apiKeys: ApiKeyStore;
  readonly idempotency: IdempotencyStore;
  readonly audit: { readonly append: AppendAudit; readonly list: ListAudit };
  /** Requests a caller may make in ten seconds. */
  readonly perCaller: number;
  /** Wrong keys an address may present in five minutes. */
  readonly failedLogins: number;
  readonly findIssuerId: Acting['findIssuerId'];
  readonly digest: IdempotencyDependencies['digest'];
  readonly seals: Pick<SessionSeals, 'sealOwn' | 'openOwn'>;
  readonly trustedProxies: readonly string[];
  readonly report: ReportError;
  readonly now: () => Date;
};

export type Access = {
  readonly authentication: CallerAuthentication;
  readonly perCaller: RateLimiter;
  readonly keys: ApiKeyAdministration;
  readonly audit: AuditDependencies & { readonly list: ListAudit };
  readonly idempotency: IdempotencyDependencies;
  readonly trustedProxies: readonly string[];
  /** The caller of a request, acting; what they touch goes into the request's audit row. */
  readonly actingAs: (response: Response, caller: Caller) => Acting;
};

export function createAccess(options: AccessOptions): Access {
  const { adminKey, oidc, apiKeys, audit, findIssuerId, digest, seals, trustedProxies, report, now } = options;
  const failed = (reason: string) => (error: unknown) => report(error, { reason, path: '' });
  const cache = createApiKeyCache(apiKeys, now, failed('api_key_use_not_noted'));
  const failedLogins = createFailedLogins(options.failedLogins);
  return {
    authentication: createCallerAuthentication({ adminKey, keys: cache, oidc, failedLogins, now }),
    perCaller: createRateLimiter({ points: options.perCaller, seconds: 10 }),
    keys: createApiKeyAdministration({ store: apiKeys, cache, now }),
    audit: { ...audit, report, now },
    idempotency: {
      store: options.idempotency,
      digest,
      seal: seals.sealOwn,
      open: seals.openOwn,
      report: failed('answer_not_kept'),
      now,
    },
    trustedProxies,
    actingAs: (response, caller) => ({ caller, findIssuerId, note: (facts) => noteAct(response, facts) }),
  };
}
