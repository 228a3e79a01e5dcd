/** What bulk jobs are made of. */
import type { AppendAudit } from '../../ports/audit.js';
import type { BackOffice } from '../../ports/back-office.js';
import type { BulkStore } from '../../ports/bulk.js';
import type { ProtocolError } from '../../protocol/errors/protocol-error.js';
import type { Acting } from '../back-office/act-as.js';
import type { IssuerDirectory } from '../issuers/issuer-directory.js';

export type BulkDependencies = {
  readonly store: BulkStore;
  /** As a caller may use it. */
  readonly officeFor: (acting: Acting) => BackOffice;
  readonly findIssuerId: Acting['findIssuerId'];
  readonly issuers: Pick<IssuerDirectory, 'list'>;
  readonly digest: (...parts: readonly string[]) => string;
  readonly seal: (plaintext: Uint8Array, context: string) => Uint8Array;
  readonly open: (sealed: Uint8Array, context: string) => Uint8Array;
  readonly appendAudit: AppendAudit;
  /** For sessions that were made of a line while it was being erased. */
  readonly eraseSession: (sessionId: string) => Promise<void>;
  readonly report: (error: unknown, what: string) => void;
  /** Lines worked at once by this process. */
  readonly atOnce: number;
  readonly now: () => Date;
};

/** A line of an upload: what it holds, or why it cannot be read. Lines count from 1 and are where a record begins. */
export type UploadLine = { readonly line: number } & (
  | { readonly value: Readonly<Record<string, unknown>> }
  | { readonly fault: ProtocolError }
);

/** What a row holds, sealed: the caller's own key for the line, and the line as `POST /sessions` would have taken it. */
export type LineContent = { readonly key?: string; readonly body: Readonly<Record<string, unknown>> };

/** What came of a line, sealed; as the results tell it. */
export type LineResult = { readonly key?: string } & (
  | { readonly session_id: string; readonly outcome: string; readonly mintsTxCode?: boolean }
  | { readonly error: string; readonly [member: string]: unknown }
);

/** Bytes of a line; a portrait is the largest thing in one. */
export const LINE_LIMIT = 2 * 1024 * 1024;
export const UPLOAD_LIMIT = 256 * 1024 * 1024;
export const MOST_LINES = 100_000;
/** How long jobs and results are kept once the job has ended. */
export const RESULTS_KEPT = 7 * 86_400_000;
/** An upload that was cut off, or a job that nobody works, does not stay for ever. */
export const JOBS_KEPT = 30 * 86_400_000;

type RowName = { readonly job: string; readonly upload: string; readonly line: number };
export const contentContext = ({ job, upload, line }: RowName): string => `bulk content ${job}.${upload}.${line}`;
export const resultContext = ({ job, upload, line }: RowName): string => `bulk result ${job}.${upload}.${line}`;
