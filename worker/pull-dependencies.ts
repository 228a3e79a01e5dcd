/** The worker's part in asking back offices for claims: its secrets, and the way out. */
import { dirname } from 'node:path';
import type { PullDependencies } from '../activities/pull/dependencies.js';
import type { Database } from '../adapters/mongodb/database.js';
import {
  loadPullSubjectFromMongo,
  storeClaimsOnceInMongo,
  storePullReportInMongo,
} from '../adapters/mongodb/pulled-claims.js';
import { createGuardedFetch } from '../adapters/outbound/create-guarded-fetch.js';
import type { Config } from '../platform/config.js';
import { ConfigurationError } from '../platform/config.js';
import { outboundOptions } from '../platform/outbound-options.js';
import { readNamedSecret } from '../platform/read-named-secret.js';
import { sealTo } from '../platform/sealing/sealed-box.js';
import { signClaimsRequest } from '../protocol/claims-source/sign-claims-request.js';
import type { IssuerConfiguration } from '../protocol/metadata/z-issuer-configuration.js';
import type { PulledClaimsSource } from '../protocol/metadata/z-pulled-claims.js';

export function createPullDependencies(
  database: Database,
  config: Config,
  logDays: () => number,
): { readonly activities: PullDependencies; readonly close: () => Promise<void> } {
  const outbound = createGuardedFetch(outboundOptions(config));
  return {
    close: outbound.close,
    activities: {
      loadPullSubject: loadPullSubjectFromMongo(database),
      storeClaimsOnce: storeClaimsOnceInMongo(database),
      storePullReport: storePullReportInMongo(database, logDays),
      sendToBackOffice: outbound.send,
      readBackOfficeSecret: secretsOf(config),
      sealToSession: sealTo,
    },
  };
}

/** Every secret is there and usable now, so that a mistake is met at the start. @throws ConfigurationError naming all of them */
export function checkPullSources(config: Config, issuers: readonly IssuerConfiguration[]): void {
  const read = secretsOf(config);
  const mistakes = issuers.flatMap(({ id, credential_configurations }) =>
    Object.entries(credential_configurations).flatMap(([configurationId, { claims_source }]) => {
      if (claims_source.kind !== 'pull') return [];
      const at = `✖ issuer ${id}, ${configurationId}: claims_source`;
      return findFaults(claims_source, read, config.isProduction).map((fault) => `${at}: ${fault}`);
    }),
  );
  if (mistakes.length > 0)
    throw new ConfigurationError(`${config.VOUCHSAFE_CONFIG} is not usable:\n${mistakes.join('\n')}`);
}

function findFaults(source: PulledClaimsSource, read: ReturnType<typeof secretsOf>, isProduction: boolean): string[] {
  const { bearer, signing_secret, tls } = source;
  const named = [bearer, signing_secret, tls?.client?.cert, tls?.client?.key, tls?.ca];
  return [
    ...(isProduction && source.url.startsWith('http:') ? ['the back office must be https in production'] : []),
    ...named.flatMap((name) => (name === undefined ? [] : faultOf(() => read(name)))),
    ...(signing_secret === undefined
      ? []
      : faultOf(() => signClaimsRequest(read(signing_secret), { id: '', timestamp: 0, body: '' }))),
  ];
}

function faultOf(attempt: () => unknown): string[] {
  try {
    attempt();
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

function secretsOf(config: Config): PullDependencies['readBackOfficeSecret'] {
  const folder = dirname(config.VOUCHSAFE_CONFIG);
  return (name) => readNamedSecret(name, folder, process.env);
}
