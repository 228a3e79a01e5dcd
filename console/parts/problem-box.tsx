import type { SessionTrouble } from '../../ports/session-records.js';
import { Badge, Moment } from './small.js';

/** The last refusal, and what can be done about it. */
export type ExplainedProblem = SessionTrouble & {
  readonly sentence?: string;
  readonly help?: string;
  readonly specRef?: string;
};

export function ProblemBox({ problem }: { problem: ExplainedProblem }) {
  const { reason, endpoint, at, retryable, count, sentence, help, specRef } = problem;
  return (
    <section class="notice bad" aria-labelledby="problem-heading">
      <h2 id="problem-heading">
        Problem: <code>{reason}</code>
      </h2>
      {sentence === undefined ? null : <p class="prose strong">{sentence}</p>}
      {help === undefined ? null : <p class="prose">{help}</p>}
      <p class="facts">
        <Badge tone={retryable ? 'warn' : 'bad'}>
          {retryable ? 'retryable: the wallet can try again' : 'terminal: somebody must act'}
        </Badge>
        <span>
          at <code>{endpoint}</code>
        </span>
        <span>{count === 1 ? 'once' : `${count} refusals so far, this one last`}</span>
        <Moment at={at} />
        {specRef === undefined ? null : <span>{specRef}</span>}
      </p>
    </section>
  );
}
