import type { SessionEvent } from '../../protocol/session-view.js';
import { Moment } from './small.js';

export function EventsTable({ events }: { events: readonly SessionEvent[] }) {
  return (
    <section aria-labelledby="events">
      <h2 id="events">Events</h2>
      <p class="hint">{`${events.length} total, newest first`}</p>
      <div class="scroll">
        <table class="events">
          <thead>
            <tr>
              <th scope="col">Type</th>
              <th scope="col">Time</th>
              <th scope="col">Details</th>
            </tr>
          </thead>
          <tbody>
            {events.toReversed().map((one) => (
              <tr key={one.seq} id={`event-${one.seq}`}>
                <th scope="row">
                  <code>{one.type}</code>
                </th>
                <td class="nowrap">
                  <Moment at={one.at} isExact />
                </td>
                <td>
                  <Details details={one.details} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Details({ details }: Pick<SessionEvent, 'details'>) {
  const entries = Object.entries(details ?? {});
  if (entries.length === 0) return <span class="quiet">–</span>;
  return (
    <dl class="inline">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{Array.isArray(value) ? value.join(', ') : String(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
