/** Records that say a session is open, and no workflow that says so. */
import type { SessionView } from '../protocol/session-view.js';

export type OpenRecord = {
  readonly sessionId: string;
  readonly version: number;
  readonly view: SessionView;
  /** What its workflow is started with, where that was kept. */
  readonly start?: Readonly<Record<string, unknown>>;
  /** The place in the order of making, to go on from. */
  readonly place: string;
};

/** Open ones nothing was ever written of since they were made, in the order of making, behind `after`. Times in ms since 1970. */
export type FindUntouchedSessions = (query: {
  readonly after: string;
  readonly madeBefore: number;
  readonly limit: number;
}) => Promise<readonly OpenRecord[]>;
/** Open ones whose offer, grant and waits had all ended by then, in the same order. */
export type FindOverdueSessions = (query: {
  readonly after: string;
  readonly endedBefore: number;
  readonly limit: number;
}) => Promise<readonly OpenRecord[]>;
/** Unless it was written meanwhile. */
export type CloseRecord = (sessionId: string, version: number, view: SessionView) => Promise<void>;

/** `over`: it ran, and does not any more. */
export type FindWorkflow = (sessionId: string) => Promise<'running' | 'over' | 'unknown'>;
/** One that runs, or ran, is left as it is. */
export type StartWorkflow = (start: Readonly<Record<string, unknown>>) => Promise<void>;
