import { Moment, Value } from './small.js';
import type { ShownLog } from './log-list.js';

/** Said in this order before the raw data, where an error has them. */
const EXPLANATIONS: readonly (readonly [name: string, label: string])[] = [
  ['reason', 'Reason'],
  ['expected', 'Expected'],
  ['provided', 'Provided'],
  ['header_params', 'Header parameters'],
  ['proof_type', 'Proof type'],
  ['help', 'Help'],
  ['spec_ref', 'Specification'],
];

export function LogEntry({ log }: { log: ShownLog }) {
  const { id, at, level, endpoint, message, data, requestId } = log;
  const isError = level === 'error';
  return (
    <li id={`log-${id}`} class={`log ${level}`}>
      <p class="log-line">
        <Moment at={at} isExact /> <span class={`level ${level}`}>{level}</span> <code>{endpoint}</code>{' '}
        <span class="message">{message}</span>
      </p>
      <FoldedPolls log={log} />
      {isError && data !== undefined ? <Explanation data={data} /> : null}
      {data === undefined || Object.keys(data).length === 0 ? null : (
        <details id={`data-${id}`} open={isError}>
          <summary>Data</summary>
          <pre>{JSON.stringify(data, null, 2)}</pre>
          {requestId === undefined ? null : (
            <p class="hint">
              Request <code>{requestId}</code>
            </p>
          )}
        </details>
      )}
    </li>
  );
}

function FoldedPolls({ log: { at, count, lastAt, tooEarly } }: { log: ShownLog }) {
  if (count === undefined) return null;
  return (
    <p class="facts">
      <span>{count === 1 ? '1 poll' : `${count} polls`}</span>
      <span>
        first <Moment at={at} />
      </span>
      <span>
        last <Moment at={lastAt ?? at} />
      </span>
      <span>{tooEarly ? `${tooEarly} too early` : 'none too early'}</span>
    </p>
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
