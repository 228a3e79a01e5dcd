/** What has happened to the session, in order; and the problems among it. */
import type { NotedProblem, SessionEvent, SessionEventType } from '../../protocol/session-view.js';
import type { ProblemNoted } from '../contract/messages.js';

const MOST_PROBLEMS = 10;
/**
 * What a wallet can do again and again, as long as its grant lives: further ones are not told, as with fetches of the
 * offer. A wallet that refreshes every five minutes for three months does so 26,000 times.
 */
const MOST_REPEATED = 200;

type Entry = Omit<SessionEvent, 'seq'>;

export class EventLog {
  readonly problems: NotedProblem[] = [];
  #entries: Entry[] = [];
  /** Of issuances whose signature is still being made: they may yet be taken back. */
  readonly #unsettled = new Set<Entry>();

  /** Numbered from 1, without a gap. */
  get events(): SessionEvent[] {
    return this.#entries.map((one, index) => ({ seq: index + 1, ...one }));
  }

  /** Those that nothing can take back any more: all before the first one that still may be. */
  get settledEvents(): SessionEvent[] {
    const open = this.#entries.findIndex((one) => this.#unsettled.has(one));
    return open < 0 ? this.events : this.events.slice(0, open);
  }

  record(type: SessionEventType, at: number, details?: NonNullable<SessionEvent['details']>): Entry {
    const entry = { type, at, ...(details === undefined ? {} : { details }) };
    this.#entries.push(entry);
    return entry;
  }

  /** As `record`, of what a wallet may do without end. */
  recordRepeatable(
    type: 'token_refreshed' | 'credential_redelivered',
    at: number,
    details?: SessionEvent['details'],
  ): void {
    if (this.#entries.filter((one) => one.type === type).length < MOST_REPEATED) this.record(type, at, details);
  }

  /** As `record`, of what `settle` or `retract` has still to be said. */
  recordUnsettled(type: SessionEventType, at: number, details: NonNullable<SessionEvent['details']>): Entry {
    const entry = this.record(type, at, details);
    this.#unsettled.add(entry);
    return entry;
  }

  settle(entry: Entry): void {
    this.#unsettled.delete(entry);
  }

  /** Takes back what did not happen after all; what came later moves up. */
  retract(entry: Entry): void {
    this.#unsettled.delete(entry);
    this.#entries = this.#entries.filter((one) => one !== entry);
  }

  /** At a moment in which nothing can be taken back. */
  freeze() {
    return { entries: this.#entries, problems: this.problems };
  }

  thaw({ entries, problems }: ReturnType<EventLog['freeze']>): void {
    this.#entries = [...entries];
    this.problems.splice(0, this.problems.length, ...problems);
  }

  /**
   * Answers whether this is the first of its reason, the only one that is kept here; where it is about one configuration,
   * the first of its reason for that one.
   */
  noteProblem({ reason, endpoint }: ProblemNoted, now: number, configuration?: string): boolean {
    // A signal may come from anybody at the Temporal port, and a search attribute without a value fails the workflow task.
    if (typeof reason !== 'string' || typeof endpoint !== 'string') return false;
    const isKnown = this.problems.some((one) => one.reason === reason && one.endpoint === endpoint);
    // What the session refused itself, a wrong transaction code, stands among the events already.
    const isTold = this.#entries.some(
      ({ details }) =>
        details?.['reason'] === reason &&
        details['endpoint'] === endpoint &&
        details['configuration'] === configuration,
    );
    if (isKnown ? isTold || configuration === undefined : this.problems.length >= MOST_PROBLEMS) return false;
    if (!isKnown) this.problems.push({ reason, endpoint, at: now });
    if (!isTold) this.record('request_failed', now, { reason, endpoint, ...(configuration && { configuration }) });
    return true;
  }
}
