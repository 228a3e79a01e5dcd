/** What the back office's operations are made of. */
import type { ClaimProblem } from '../../ports/issuing.js';
import type { KnownSwitches } from '../../ports/issuing-switch.js';
import type { LoadErasure } from '../../ports/privacy.js';
import type {
  InsertSession,
  ListSessions,
  LoadSession,
  RemoveSession,
  StoreAssurance,
  StoreRenewedOffer,
} from '../../ports/session-records.js';
import type { ListLogs } from '../../ports/trace.js';
import type { RemoveClaims, StoreClaims } from '../../ports/vault.js';
import type { ClaimsSchema } from '../../protocol/metadata/z-credential-configuration.js';
import type { HandleCodec } from '../handles/handle-codec.js';
import type { IssuerDirectory } from '../issuers/issuer-directory.js';
import type { SessionGateway } from '../session-gateway.js';
import type { SessionSeals } from '../session-seals.js';
import type { TraceRecorder } from '../trace/trace-recorder.js';

export type BackOfficeDependencies = {
  readonly issuers: IssuerDirectory;
  readonly switches: KnownSwitches;
  readonly handles: HandleCodec;
  readonly gateway: SessionGateway;
  readonly seals: SessionSeals;
  readonly trace: TraceRecorder;
  readonly checkClaims: (schema: ClaimsSchema, claims: unknown) => ClaimProblem[];
  readonly insertSession: InsertSession;
  readonly loadSession: LoadSession;
  readonly loadErasure: LoadErasure;
  readonly listSessions: ListSessions;
  readonly listLogs: ListLogs;
  readonly storeAssurance: StoreAssurance;
  readonly storeRenewedOffer: StoreRenewedOffer;
  readonly removeSession: RemoveSession;
  readonly storeClaims: StoreClaims;
  readonly removeClaims: RemoveClaims;
  readonly privateUrl: string;
  readonly now: () => Date;
};
