/** What has happened to the session, in order; and the problems among it. */
import type { NotedProblem, SessionEvent, SessionEventType } from '../../protocol/session-view.js';
import type { ProblemNoted } from '../contract/messages.js';

const MOST_PROBLEMS = 10;

type Entry = Omit<SessionEvent, 'seq'>;

export class EventLog {
  readonly problems: NotedProblem[] = [];
  #entries: Entry[] = [];

  /** Numbered from 1, without a gap. */
  get events(): SessionEvent[] {
    return this.#entries.map((one, index) => ({ seq: index + 1, ...one }));
  }

  record(type: SessionEventType, at: number, details?: NonNullable<SessionEvent['details']>): Entry {
    const entry = { type, at, ...(details === undefined ? {} : { details }) };
    this.#entries.push(entry);
    return entry;
  }

  /** Takes back what did not happen after all; what came later moves up. */
  retract(entry: Entry): void {
    this.#entries = this.#entries.filter((one) => one !== entry);
  }

  /** Answers whether this is the first of its reason, the only one that is kept here. */
  noteProblem({ reason, endpoint }: ProblemNoted, now: number): boolean {
    // A signal may come from anybody at the Temporal port, and a search attribute without a value fails the workflow task.
    if (typeof reason !== 'string' || typeof endpoint !== 'string') return false;
    const isKnown = this.problems.some((one) => one.reason === reason && one.endpoint === endpoint);
    if (isKnown || this.problems.length >= MOST_PROBLEMS) return false;
    this.problems.push({ reason, endpoint, at: now });
    // What the session refused itself, a wrong transaction code, stands among the events already.
    const isRecorded = this.#entries.some(
      ({ details }) => details?.['reason'] === reason && details['endpoint'] === endpoint,
    );
    if (!isRecorded) this.record('request_failed', now, { reason, endpoint });
    return true;
  }
}
