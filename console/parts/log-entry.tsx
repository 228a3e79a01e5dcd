import type { ShownLog } from './log-list.js';
import { Moment, Value } from './small.js';

/** Said in this order before the raw data, where an error has them. */
const EXPLANATIONS: readonly (readonly [name: string, label: string])[] = [
  ['reason', 'Reason'],
  ['expected', 'Expected'],
  ['provided', 'Provided'],
  ['header_params', 'Header parameters'],
  ['proof_type', 'Proof type'],
  ['hint', 'Likely cause'],
  ['help', 'Help'],
  ['spec_ref', 'Specification'],
];

/** The line opens and closes what lies below it; errors are open from the start. */
export function LogEntry({ log }: { log: ShownLog }) {
  const { id, level, data } = log;
  const hasData = data !== undefined && Object.keys(data).length > 0;
  return (
    <li id={`log-${id}`} class={`log ${level}`}>
      {hasData ? (
        <details id={`data-${id}`} open={level === 'error'}>
          <summary class="log-line">
            <Line log={log} />
          </summary>
          {level === 'error' ? <Explanation data={data} /> : null}
          <RawData log={log} />
        </details>
      ) : (
        <p class="log-line">
          <Line log={log} />
        </p>
      )}
    </li>
  );
}

function Line({ log }: { log: ShownLog }) {
  const { at, level, endpoint, message } = log;
  return (
    <>
      <Moment at={at} isExact /> <span class={`level ${level}`}>{level}</span> <code class="endpoint">{endpoint}</code>{' '}
      <span class="message">
        {message}
        <FoldedPolls log={log} />
      </span>
    </>
  );
}

function RawData({ log: { data, requestId } }: { log: ShownLog }) {
  return (
    <>
      <pre>{JSON.stringify(data, null, 2)}</pre>
      {requestId === undefined ? null : (
        <p class="hint">
          Request <code>{requestId}</code>
        </p>
      )}
    </>
  );
}

function FoldedPolls({ log: { at, count, lastAt, tooEarly } }: { log: ShownLog }) {
  if (count === undefined) return null;
  return (
    <span class="facts">
      <span>{count === 1 ? '1 poll' : `${count} polls`}</span>
      <span>
        first <Moment at={at} />
      </span>
      <span>
        last <Moment at={lastAt ?? at} />
      </span>
      <span>{tooEarly ? `${tooEarly} too early` : 'none too early'}</span>
    </span>
  );
}

function Explanation({ data }: { data: Readonly<Record<string, unknown>> }) {
  const said = EXPLANATIONS.filter(([name]) => Object.hasOwn(data, name));
  if (said.length === 0) return null;
  return (
    <dl class="explanation">
      {said.map(([name, label]) => (
        <div key={name}>
          <dt>{label}</dt>
          <dd>
            <Value value={data[name]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
