/**
 * What becomes of personal data: erased on request, anonymised and deleted by time. Each collection has its own step, and
 * everything here works through the list of them.
 */
import type { HeldClaims } from '../protocol/privacy/find-claims-end.js';
import type { ClaimsRetention, RetentionRules } from '../protocol/privacy/z-retention.js';
import type { SessionView } from '../protocol/session-view.js';

/** The rules of one issuer; the one without a name stands for issuers that are not configured any more. */
export type IssuerRetention = { readonly issuer?: string; readonly rules: RetentionRules };

export type SweepRound = {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly issuers: readonly IssuerRetention[];
  readonly rulesOf: (issuer: string) => RetentionRules;
  /** Most documents one call may touch. */
  readonly limit: number;
  /** How far walks through whole collections have come, or that they are over; kept from round to round. */
  readonly cursors: Record<string, string>;
  /** What failed in this sweep, sessions by their id: passed over until the next. */
  readonly failed: Set<string>;
  readonly report: (error: unknown, what: string) => void;
  /** When the round is to end, finished or not; ms since 1970. */
  readonly until: number;
  /** How long the collections were read, in ms; counted by whoever reads them. */
  readingTime: number;
};

/** One collection's part. Every member may run twice, or be cut off anywhere and run again. */
export type PrivacyStep = {
  readonly name: string;
  /** Indexes. */
  readonly prepare?: () => Promise<void>;
  /** Leaves nothing by which the session, its person or its wallet could be known. */
  readonly erase?: (sessionId: string) => Promise<void>;
  /** Removes what is personal and keeps what counts. */
  readonly anonymise?: (sessionId: string) => Promise<void>;
  /** One bounded page of what time has ended; answers whether there may be more. */
  readonly sweep?: (round: SweepRound) => Promise<boolean>;
  /** What is held about sessions, for the person they are about; readable members only. */
  readonly collect?: (sessionIds: readonly string[]) => Promise<readonly object[]>;
};

export type AnonymiseView = (view: SessionView) => SessionView;
/** When stored claims have done their duty, ms since 1970; undefined: not yet. */
export type ClaimsEnd = (rule: ClaimsRetention, view: SessionView, held: HeldClaims) => number | undefined;

/** An erasure that was asked for. What remains of a session is this: that there was one, whose, and when it was erased. */
export type Erasure = {
  readonly sessionId: string;
  readonly issuer: string;
  /** Milliseconds since 1970, both. */
  readonly requestedAt: number;
  readonly finishedAt?: number;
};
export type LoadErasure = (sessionId: string) => Promise<Erasure | undefined>;
/** Which of these sessions were erased, or are being erased. */
export type FindErased = (sessionIds: readonly string[]) => Promise<ReadonlySet<string>>;
/** Idempotent; the first one stands. */
export type BeginErasure = (erasure: Erasure) => Promise<void>;
export type FinishErasure = (sessionId: string, at: number) => Promise<void>;

/** Answers whether nothing is left of the session's history; when not, it has been asked to go. */
export type DeleteHistory = (sessionId: string) => Promise<boolean>;
/** Tells back offices; idempotent by session. */
export type AnnounceErasure = (erasure: {
  readonly sessionId: string;
  readonly issuer: string;
  readonly at: number;
}) => Promise<void>;

/** Closed sessions that ended before `before`, oldest first. Without an issuer: of none that is in `except`. */
export type FindEndedSessions = (query: {
  readonly issuer?: string;
  readonly except?: readonly string[];
  readonly before: number;
  readonly notAnonymised: boolean;
  /** Ids; others among them name no session. */
  readonly passOver?: readonly string[];
  readonly limit: number;
}) => Promise<readonly string[]>;

/** Sessions of a subject and its rows in the registry, by the keyed digest. */
export type SubjectKey = { readonly issuer: string; readonly subjectDigest: string };
/** One page in the order of their ids, of those after the one named; empty when there are no more. */
export type FindSubjectSessions = (subject: SubjectKey, after: string) => Promise<readonly string[]>;
/** Takes the subject from rows whose sessions are gone; answers how many there were. */
export type ForgetSubject = (subject: SubjectKey) => Promise<number>;

/** Lets one worker sweep at a time. */
export type SweepLease = {
  readonly claim: (now: number, until: number) => Promise<boolean>;
  readonly load: () => Promise<Record<string, string>>;
  /** Keeps the cursors and says when the next round may begin; `completedAt`: of a sweep in which nothing failed or was left. */
  readonly settle: (cursors: Readonly<Record<string, string>>, next: number, completedAt?: number) => Promise<void>;
  /** When a sweep was last complete. */
  readonly lastComplete: () => Promise<number | undefined>;
};

/** A subject access export in the making: what to open, and the one-time key to seal it to. */
export type ExportOrder = {
  readonly id: string;
  readonly sessionIds: readonly string[];
  readonly publicKey: Uint8Array;
  readonly expiresAt: number;
};
export type SealedExport = { readonly sessionId: string; readonly sealed: Uint8Array };
export type SubjectExports = {
  readonly order: (order: ExportOrder) => Promise<void>;
  readonly load: (id: string) => Promise<ExportOrder | undefined>;
  readonly store: (id: string, part: SealedExport, expiresAt: number) => Promise<void>;
  readonly parts: (id: string) => Promise<readonly SealedExport[]>;
  readonly remove: (id: string) => Promise<void>;
};
/** A session's sealed data key and its sealed claims. */
export type LoadHeldClaims = (sessionId: string) => Promise<{
  readonly dataKey?: Uint8Array;
  readonly claims: readonly { readonly configurationId: string; readonly sealed: Uint8Array }[];
}>;
