/** What the wallet endpoints are made of. */
import type { ReadStatusList } from '../../ports/attestation-status.js';
import type { LoadLogo } from '../../ports/configuration-versions.js';
import type { ClaimProblem, LoadKeyDiscovery, LoadPublishedKeys } from '../../ports/issuing.js';
import type { KnownSwitches } from '../../ports/issuing-switch.js';
import type { LoadPushedRequest, RemovePushedRequest, StorePushedRequest } from '../../ports/pushed-requests.js';
import type { InsertSession, LoadSession, LoadSessionByOffer } from '../../ports/session-records.js';
import type { LoadSignedMetadata } from '../../ports/signed-metadata.js';
import type { ListServedStatusLists, LoadServedStatusList } from '../../ports/status-lists.js';
import type { LoadTypeMetadata } from '../../ports/type-metadata.js';
import type { LoadResponse, ReleaseRequest, StoreClaims, StoreRequest } from '../../ports/vault.js';
import type { ClaimsSchema } from '../../protocol/metadata/z-credential-configuration.js';
import type { ResolveDidWeb } from '../../protocol/proof/did-methods.js';
import type { PollIntervals } from '../deferred/poll-intervals.js';
import type { SessionWatch } from '../deferred/session-watch.js';
import type { HandleCodec } from '../handles/handle-codec.js';
import type { IssuerDirectory } from '../issuers/issuer-directory.js';
import type { SessionGateway } from '../session-gateway.js';
import type { SessionSeals } from '../session-seals.js';
import type { TraceRecorder } from '../trace/trace-recorder.js';
import type { ReportError } from './answer-errors.js';
import type { RateLimiter } from './rate-limit.js';

export type WalletDependencies = {
  readonly issuers: IssuerDirectory;
  readonly loadLogo: LoadLogo;
  /** Of wallet providers, for the status their attestations name. */
  readonly readStatusList: ReadStatusList;
  /** Of wallets whose proofs name their key by a did:web. */
  readonly resolveDidWeb: ResolveDidWeb;
  /** Whether the issuers issue at the moment. */
  readonly switches: KnownSwitches;
  readonly handles: HandleCodec;
  readonly gateway: SessionGateway;
  readonly seals: SessionSeals;
  readonly trace: TraceRecorder;
  readonly loadSession: LoadSession;
  readonly loadSessionByOffer: LoadSessionByOffer;
  /** For wallets that begin by themselves. */
  readonly insertSession: InsertSession;
  /** For claims that come from a login. */
  readonly storeClaims: StoreClaims;
  readonly checkClaims: (schema: ClaimsSchema, claims: unknown) => ClaimProblem[];
  readonly pushedRequests: {
    readonly store: StorePushedRequest;
    readonly load: LoadPushedRequest;
    readonly remove: RemovePushedRequest;
  };
  readonly loadPublishedKeys: LoadPublishedKeys;
  readonly loadKeyDiscovery: LoadKeyDiscovery;
  /** Of types the configuration may have forgotten. */
  readonly loadTypeMetadata: LoadTypeMetadata;
  readonly storeRequest: StoreRequest;
  readonly releaseRequest: ReleaseRequest;
  readonly loadResponse: LoadResponse;
  readonly loadSignedMetadata: LoadSignedMetadata;
  readonly loadServedStatusList: LoadServedStatusList;
  readonly listServedStatusLists: ListServedStatusLists;
  readonly limits: { readonly perAddress: RateLimiter; readonly perTransaction: RateLimiter };
  /** What waiting wallets were told. */
  readonly intervals: PollIntervals;
  /** For wallets that would have their answer held. */
  readonly watch: SessionWatch;
  readonly report: ReportError;
  readonly observe: (endpoint: string, status: number, seconds: number) => void;
  readonly trustedProxies: readonly string[];
  readonly now: () => Date;
};
