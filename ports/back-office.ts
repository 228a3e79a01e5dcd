/** What operators and back offices may do with sessions; the private API and the console both act through this. */
import type { Assurance } from '../protocol/assurance/check-assurance.js';
import type { GrantName, SessionStatus, SessionView } from '../protocol/session-view.js';
import type { ListSessions, LoadSession, SessionRecord } from './session-records.js';
import type { ListLogs } from './trace.js';

/** As `POST /sessions` takes it, checked. Durations in seconds. */
export type NewSession = {
  readonly issuer?: string;
  readonly configurationIds: readonly string[];
  /** Absent: the pre-authorized code. */
  readonly grants?: readonly GrantName[];
  readonly claims: Readonly<Record<string, unknown>>;
  /** How it was verified what the claims say. */
  readonly assurance?: Assurance;
  readonly subjectId?: string;
  readonly reference?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** `false`: deliberately none. */
  readonly txCode?:
    | false
    | {
        readonly value?: string;
        readonly length?: number;
        readonly inputMode?: 'numeric' | 'text';
        readonly description?: string;
      };
  readonly requireWalletAttestation: boolean;
  readonly requireKeyAttestation: boolean;
  readonly requireDpop: boolean;
  /** Whether claims have to be released by another than who supplied them. Absent: as the configuration says. */
  readonly requireRelease?: boolean;
  /** Configurations that are issued from the same claims, by a name for these. Absent: as the configuration says. */
  readonly datasets?: Readonly<Record<string, readonly string[]>>;
  readonly deferralLimit?: number;
  readonly offerExpiresIn?: number;
  readonly idempotencyKey?: string;
};

/** An offer as it is handed to a person. `txCode` is shown once. Times in ms since 1970. */
export type OfferedSession = {
  readonly sessionId: string;
  readonly status: SessionStatus;
  readonly credentialOffer: unknown;
  readonly credentialOfferUri: string;
  readonly credentialOfferDeepLink: string;
  /** One for each scheme of the issuer and each wallet with an address of its own; the first is the one above. */
  readonly credentialOfferDeepLinks: readonly string[];
  readonly txCode?: string;
  /** A repeated request: the code was answered the first time and is not kept. */
  readonly isTxCodeAlreadyGiven?: boolean;
  /** What the caller may not have meant, in words. */
  readonly warnings?: readonly string[];
  /** The session was there already, made by the same request under its idempotency key. */
  readonly isRepeat?: boolean;
  readonly expiresAt: number;
  readonly workflowId: string;
  readonly consoleUrl: string;
};

export type SuppliedOutcome = 'supplied' | 'corrected' | 'unchanged';

/** Digests one of which the present claims must have; `*` for any, empty for none yet. */
export type ExpectedClaims = readonly string[];
/** By configuration id; of any that the session offers, whether the act concerns it or not. */
export type ExpectedClaimsOf = Readonly<Record<string, ExpectedClaims>>;

/** Every operation throws ProtocolError with a `back_office` refusal when it cannot be done. */
export type BackOffice = {
  readonly createSession: (session: NewSession) => Promise<OfferedSession>;
  readonly loadSession: LoadSession;
  /** From the workflow itself instead of the read model. */
  readonly querySession: (sessionId: string) => Promise<SessionView>;
  readonly listSessions: ListSessions;
  readonly listLogs: ListLogs;
  /**
   * Checks against the configurations' schemas, seals, stores and tells the session: all or nothing. Claims go by
   * configuration id or dataset name; the outcomes, by configuration id, include whatever shares a dataset.
   */
  readonly supplyClaims: (
    sessionId: string,
    claimsByName: Readonly<Record<string, unknown>>,
    expected?: ExpectedClaimsOf,
  ) => Promise<Readonly<Record<string, SuppliedOutcome>>>;
  /** Answers what was released; without a configuration all that waits for it. `digest`: how that of the claims begins. */
  readonly releaseClaims: (
    sessionId: string,
    asked: { readonly configurationId?: string; readonly digest?: string },
    expected?: ExpectedClaimsOf,
  ) => Promise<readonly string[]>;
  /** Whether claims wait for a release that this caller may give. */
  readonly mayRelease: (record: SessionRecord, configurationId: string) => boolean;
  /** The digest these claims have, or would have, in this session. */
  readonly digestClaims: (sessionId: string, claims: unknown) => Promise<string>;
  /** Checks, seals and stores only; the reference is for a signal. */
  readonly storeClaims: (
    sessionId: string,
    configurationId: string,
    claims: unknown,
  ) => Promise<{ readonly reference: string }>;
  /** Before the claims it is about; some profiles take none without. */
  readonly recordAssurance: (sessionId: string, assurance: Assurance) => Promise<void>;
  readonly denyClaims: (sessionId: string, configurationId?: string, expected?: ExpectedClaimsOf) => Promise<void>;
  readonly cancel: (sessionId: string) => Promise<void>;
  readonly renewOffer: (sessionId: string, expiresIn?: number) => Promise<OfferedSession>;
  /** The offer as it can be fetched at this moment, or undefined when it no longer can. */
  readonly presentOffer: (
    record: SessionRecord,
  ) => { readonly uri: string; readonly deepLink: string; readonly deepLinks: readonly string[] } | undefined;
};
