/** Bulk jobs: many sessions, or claims for many sessions, from one upload. Times in ms since 1970. */
import type { Caller } from './caller.js';

export type BulkKind = 'sessions' | 'claims';
export type BulkState = 'receiving' | 'running' | 'done' | 'cancelled';
export type BulkLineState = 'pending' | 'done' | 'failed' | 'cancelled';
export type BulkCounts = Readonly<Record<BulkLineState, number>>;

export type BulkJob = {
  readonly id: string;
  readonly kind: BulkKind;
  /** Each line is worked as this caller. */
  readonly caller: Caller;
  /** Of the upload; its lines stand in the audit record under them. */
  readonly requestId: string;
  readonly address: string;
  readonly state: BulkState;
  /** The attempt at uploading whose lines count; an attempt that was cut off leaves lines of another name. */
  readonly upload: string;
  /** Keyed; absent until the upload is complete. */
  readonly uploadDigest?: string;
  readonly total?: number;
  readonly createdAt: number;
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly expiresAt: number;
};

/** A line that is to be tried again. Times in ms since 1970. */
export type BulkRetry = {
  readonly tries: number;
  /** Tries that failed as nobody foresaw. */
  readonly faults: number;
  /** Since when it, or a line before it about the same session, has been tried. */
  readonly troubledSince: number;
  readonly dueAt: number;
};

export type BulkRow = Partial<BulkRetry> & {
  readonly job: string;
  readonly upload: string;
  /** Where it begins in the upload, from 1. */
  readonly line: number;
  readonly state: BulkLineState;
  /** Which session it is about; absent while that is not known. */
  readonly sessionId?: string;
  /** What the line calls its session, and its subject, as keyed digests. */
  readonly referenceDigest?: string;
  readonly subjectDigest?: string;
  /** Nothing else is told of it any more, and nothing is to come of it. */
  readonly isErased?: true;
  /** What the line asks for, sealed; gone once the line is settled. */
  readonly content?: Uint8Array;
  /** What came of it, sealed. */
  readonly result?: Uint8Array;
};

export type BulkStore = {
  /** Answers undefined when the job was made, else the one that is there. */
  readonly open: (job: BulkJob) => Promise<BulkJob | undefined>;
  /** Lets another upload take the place of one that is not complete; false when it is, or when somebody was faster. */
  readonly takeOver: (id: string, from: string, to: string) => Promise<boolean>;
  /** Durable when it returns. */
  readonly addRows: (rows: readonly BulkRow[], expiresAt: number) => Promise<void>;
  /** The upload is complete, the lines may be worked; false when another upload took its place. */
  readonly begin: (
    id: string,
    upload: string,
    facts: { readonly uploadDigest: string; readonly total: number; readonly at: number },
  ) => Promise<boolean>;
  /** The upload was refused: nothing of it stays. */
  readonly discard: (id: string, upload: string) => Promise<void>;
  readonly load: (id: string) => Promise<BulkJob | undefined>;
  /** Newest first. */
  readonly list: (filter: { readonly issuer?: string; readonly limit: number }) => Promise<readonly BulkJob[]>;
  readonly count: (job: BulkJob) => Promise<BulkCounts>;
  /** By line; `state` narrows. */
  readonly readRows: (
    job: BulkJob,
    page: { readonly after: number; readonly limit: number; readonly state?: BulkLineState },
  ) => Promise<readonly BulkRow[]>;
  /** Lines to be worked now: those that have been due longest first, then by line. */
  readonly readDue: (job: BulkJob, now: number, limit: number) => Promise<readonly BulkRow[]>;
  /** When the next line is due; undefined when none is left. */
  readonly findNextDue: (job: BulkJob) => Promise<number | undefined>;
  /** The lines behind it that are about the same session wait with it. */
  readonly postpone: (row: BulkRow, retry: BulkRetry) => Promise<void>;
  /** Leases the running job that has waited longest for its turn, that is due and that nobody holds. */
  readonly lease: (holder: string, now: number, until: number) => Promise<BulkJob | undefined>;
  /** False when the lease is another's by now, or the job no longer runs. */
  readonly keep: (id: string, holder: string, until: number) => Promise<boolean>;
  /** `dueAt`: none of its lines is due before. */
  readonly release: (id: string, holder: string, dueAt: number) => Promise<void>;
  /** Once: a line that is settled stays as it is. Its content goes. False when it was erased meanwhile. */
  readonly settle: (
    row: BulkRow,
    state: 'done' | 'failed',
    result: Uint8Array,
    sessionId: string | undefined,
  ) => Promise<boolean>;
  /** All lines are settled; `expiresAt` is when they are forgotten. */
  readonly end: (job: BulkJob, at: number, expiresAt: number) => Promise<void>;
  /** Lines not yet begun are not worked any more; false when the job does not run. */
  readonly cancel: (job: BulkJob, at: number, expiresAt: number) => Promise<boolean>;
};

/** What lines may be about: any of these. */
export type BulkAbout = {
  readonly sessionIds?: readonly string[];
  readonly subjectDigests?: readonly string[];
  /** Only of lines that are still to be worked. */
  readonly referenceDigests?: readonly string[];
};
/** Idempotent. Lines that are still to be worked are cancelled. */
export type EraseBulkLines = (about: BulkAbout) => Promise<void>;
export type FindBulkLines = (about: BulkAbout) => Promise<readonly BulkRow[]>;
