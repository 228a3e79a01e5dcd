/** The protocol trace of a session, newest first. */
import type { ListLogs } from '../../ports/trace.js';
import { addresses } from '../addresses.js';
import { LogEntry } from './log-entry.js';

export type ShownLog = Awaited<ReturnType<ListLogs>>[number];
export type LogPage = { readonly logs: readonly ShownLog[]; readonly hasOlder: boolean; readonly isNewest: boolean };

export function LogList({ sessionId, page }: { sessionId: string; page: LogPage }) {
  const { logs, hasOlder, isNewest } = page;
  const last = logs.at(-1);
  return (
    <section aria-labelledby="logs">
      <h2 id="logs">Session Logs</h2>
      <p class="hint">{countSentence(page)}</p>
      <ol class="logs">
        {logs.map((one) => (
          <LogEntry key={one.id} log={one} />
        ))}
      </ol>
      <nav class="pages" aria-label="Pages of the log">
        {isNewest ? null : <a href={`${addresses.session(sessionId)}#logs`}>Newest records</a>}
        {hasOlder && last !== undefined ? <a href={addresses.olderLogs(sessionId, last.id)}>Older records</a> : null}
      </nav>
    </section>
  );
}

function countSentence({ logs, hasOlder, isNewest }: LogPage): string {
  if (logs.length === 0) return 'No records.';
  if (isNewest)
    return hasOlder ? `The ${logs.length} newest records, newest first` : `${logs.length} total, newest first`;
  return `${logs.length} older records, newest first`;
}
