/** What the back office's webhook endpoints were told of a session, and how they took it. */
import type { Delivery, DeliveryState } from '../../ports/webhooks.js';
import type { Tone } from '../words.js';
import { Badge, Moment } from './small.js';

const tones: Readonly<Record<DeliveryState, Tone>> = { pending: 'busy', delivered: 'good', dead: 'bad' };

export type NewestDeliveries = { readonly deliveries: readonly Delivery[]; readonly hasOlder: boolean };

/** Nothing where there are no endpoints: most installations begin without. */
export function DeliveriesTable({ deliveries, hasOlder }: NewestDeliveries) {
  if (deliveries.length === 0) return null;
  return (
    <section aria-labelledby="webhooks">
      <h2 id="webhooks">Webhooks</h2>
      <p class="hint">{countSentence(deliveries.length, hasOlder)}</p>
      <div class="scroll">
        <table class="events">
          <thead>
            <tr>
              <th scope="col">Event</th>
              <th scope="col">Endpoint</th>
              <th scope="col">State</th>
              <th scope="col">Attempts</th>
            </tr>
          </thead>
          <tbody>
            {deliveries.map((one) => (
              <tr key={one.id}>
                <th scope="row">
                  <code>{one.event.type}</code>
                </th>
                <td>
                  <code>{one.endpointId}</code>
                </td>
                <td>
                  <Badge tone={tones[one.state]}>{one.state}</Badge>
                </td>
                <td>
                  <Attempts delivery={one} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function countSentence(count: number, hasOlder: boolean): string {
  return hasOlder ? `The ${count} newest deliveries, newest event first` : `${count} deliveries, newest event first`;
}

function Attempts({ delivery: { attempts, state, dueAt } }: { delivery: Delivery }) {
  return (
    <>
      {attempts.map(({ at, status, error, latencyMs }) => (
        <div key={at}>
          <Moment at={at} /> {[status, error].filter((one) => one !== undefined).join(' ')} {`${latencyMs} ms`}
        </div>
      ))}
      {state === 'pending' ? (
        <div class="quiet">
          next <Moment at={dueAt} />
        </div>
      ) : null}
    </>
  );
}
