/** What asking a back office needs from the world, as one-function types. */
import type { SendOutbound } from '../../ports/outbound.js';
import type { LoadPullSubject, StoreClaimsOnce, StorePullReport } from '../../ports/pulled-claims.js';
import type { SecretName } from '../../protocol/metadata/z-login-configuration.js';

export type PullDependencies = {
  readonly loadPullSubject: LoadPullSubject;
  readonly storeClaimsOnce: StoreClaimsOnce;
  readonly storePullReport: StorePullReport;
  readonly sendToBackOffice: SendOutbound;
  /** Read for every call, so that secrets in files rotate without a restart. @throws Error naming what is not there */
  readonly readBackOfficeSecret: (name: SecretName) => string;
  /** Seals to a session; only the worker can open it. */
  readonly sealToSession: (publicKey: Uint8Array, plaintext: Uint8Array, context: string) => Uint8Array;
};
