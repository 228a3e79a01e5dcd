/** How both processes reach Temporal: the standard TEMPORAL_* environment, with our defaults. */

import type { ConnectionOptions } from '@temporalio/client';
import { Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';

export function temporalOptions(env: NodeJS.ProcessEnv, fallback: { address: string; namespace: string }) {
  const { connectionOptions, namespace } = loadClientConnectConfig({
    disableFile: env.TEMPORAL_CONFIG_FILE === undefined,
    overrideEnvVars: env as Record<string, string>,
  });
  return {
    connection: { ...connectionOptions, address: connectionOptions.address ?? fallback.address },
    namespace: namespace ?? fallback.namespace,
  };
}

/** Few retries: a wallet is waiting, and an exhausted resource is better reported than retried for seconds. */
export function connectLazily(options: ConnectionOptions): Connection {
  return Connection.lazy({
    ...options,
    interceptors: [makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ maxAttempts: 3 }))],
  });
}
