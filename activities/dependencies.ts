/** Everything activities need from the world, as one-function types. */
import type { ClaimProblem } from '../credentials/check-claims.js';
import type { FindIssuer, OpenSessionKey, SealResponse, SignerFor } from '../ports/issuing.js';
import type { ProjectSession } from '../ports/session-records.js';
import type { ForgetSession, LoadIssuanceMaterial, StoreDelivery } from '../ports/vault.js';
import type { ClaimsSchema } from '../protocol/metadata/z-credential-configuration.js';
import type { PullDependencies } from './pull/dependencies.js';
import type { BulkDependencies } from './status/change-status-of-page.js';
import type { StatusDependencies } from './status/dependencies.js';

export type ActivityDependencies = StatusDependencies &
  BulkDependencies &
  PullDependencies & {
    readonly projectSession: ProjectSession;
    readonly loadIssuanceMaterial: LoadIssuanceMaterial;
    readonly storeDelivery: StoreDelivery;
    readonly forgetSession: ForgetSession;
    readonly openSessionKey: OpenSessionKey;
    readonly sealResponse: SealResponse;
    readonly signerFor: SignerFor;
    readonly findIssuer: FindIssuer;
    readonly checkClaims: (schema: ClaimsSchema, claims: unknown) => ClaimProblem[];
    readonly now: () => Date;
  };
