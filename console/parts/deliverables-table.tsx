import type { DeliverableView, IssuanceView, SessionView } from '../../protocol/session-view.js';
import { addresses, claimsFormId } from '../addresses.js';
import { claimsMeanings, issuanceTones } from '../words.js';
import { Badge, Moment, MomentIf } from './small.js';

/** Whether claims can still be supplied or corrected. */
export function canSupply(view: SessionView, deliverable: DeliverableView): boolean {
  return view.isOpen && deliverable.claims !== 'denied' && !hasDelivered(deliverable);
}

export function hasDelivered({ issuances }: DeliverableView): boolean {
  return issuances.some((one) => one.state !== 'deferred' && one.state !== 'denied');
}

export function DeliverablesTable({ view, isReadOnly }: { view: SessionView; isReadOnly: boolean }) {
  return (
    <section aria-labelledby="deliverables-heading">
      <h2 id="deliverables-heading">Deliverables</h2>
      <div class="scroll">
        <table class="deliverables">
          <thead>
            <tr>
              <th scope="col">Configuration</th>
              <th scope="col">Claims</th>
              <th scope="col">Issuances</th>
              <th scope="col">Acts</th>
            </tr>
          </thead>
          <tbody>
            {view.deliverables.map((one) => (
              <tr key={one.configurationId}>
                <th scope="row">
                  <code>{one.configurationId}</code>
                </th>
                <td>
                  <Badge tone={claimsMeanings[one.claims].tone}>{one.claims}</Badge>
                  <p class="hint">{claimsMeanings[one.claims].sentence}</p>
                </td>
                <td>
                  <Issuances issuances={one.issuances} />
                </td>
                <td>{isReadOnly ? <span class="quiet">–</span> : <Acts view={view} deliverable={one} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Issuances({ issuances }: { issuances: readonly IssuanceView[] }) {
  if (issuances.length === 0) return <span class="quiet">Not requested yet</span>;
  return (
    <ul class="plain">
      {issuances.map((one) => (
        <li key={one.requestId} class="facts">
          <Badge tone={issuanceTones[one.state]}>{one.state}</Badge>
          <span>{one.keys === 1 ? '1 key' : `${one.keys} keys`}</span>
          <span>
            requested <Moment at={one.requestedAt} />
            {one.wasDeferred ? ', deferred' : ''}
          </span>
          <span>
            delivered <MomentIf at={one.deliveredAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Acts({ view, deliverable }: { view: SessionView; deliverable: DeliverableView }) {
  if (!canSupply(view, deliverable)) return <span class="quiet">–</span>;
  const { configurationId, claims } = deliverable;
  return (
    <span class="facts">
      <a href={`#${claimsFormId(configurationId)}`}>{claims === 'awaiting' ? 'Supply claims' : 'Correct claims'}</a>
      <a href={addresses.act(view.sessionId, 'deny', configurationId)}>Deny</a>
    </span>
  );
}
