import type { DeliverableView, IssuanceView, PullView, SessionView } from '../../protocol/session-view.js';
import { addresses, claimsFormId } from '../addresses.js';
import { canSupply } from '../possible-acts.js';
import { claimsMeanings, issuanceEnds, issuanceTones, pullSentences } from '../words.js';
import { Badge, Moment, MomentIf } from './small.js';

type TableProps = {
  readonly view: SessionView;
  /** Configurations whose claims this operator may release. */
  readonly releasable: readonly string[];
  /** Claims can neither be supplied nor denied by this operator. */
  readonly isReadOnly: boolean;
};

export function DeliverablesTable({ view, releasable, isReadOnly }: TableProps) {
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
                  <Terms deliverable={one} />
                </td>
                <td>
                  <Issuances issuances={one.issuances} />
                </td>
                <td>
                  <Acts
                    view={view}
                    deliverable={one}
                    mayRelease={releasable.includes(one.configurationId)}
                    isReadOnly={isReadOnly}
                  />
                </td>
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
          {one.deferredUntil === undefined ? null : (
            <span>
              waits until <Moment at={one.deferredUntil} />
            </span>
          )}
          {one.endedBy === undefined ? null : <span>{issuanceEnds[one.endedBy]}</span>}
          <span>
            delivered <MomentIf at={one.deliveredAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Whose claims they are, and whose release they need. */
function Terms({ deliverable }: { deliverable: DeliverableView }) {
  const { dataset, requiresRelease, claimsDigest, pull } = deliverable;
  return (
    <>
      {claimsDigest === undefined ? null : (
        <p class="hint">
          Digest <code>{claimsDigest.slice(0, 12)}</code>
        </p>
      )}
      {dataset === undefined ? null : (
        <p class="hint">
          Shares the dataset <code>{dataset}</code>
        </p>
      )}
      {pull === undefined ? null : <Pull pull={pull} />}
      {requiresRelease === true ? <p class="hint">Has to be released by another than who supplied it.</p> : null}
    </>
  );
}

function Pull({ pull: { state, since, questions, reason } }: { pull: PullView }) {
  return (
    <p class="hint">
      {pullSentences[state]}, begun <Moment at={since} />
      {questions > 1 ? `, ${questions} questions` : ''}
      {reason === undefined ? null : (
        <>
          {': '}
          <code>{reason}</code>
        </>
      )}
      .
    </p>
  );
}

type ActsProps = {
  readonly view: SessionView;
  readonly deliverable: DeliverableView;
  readonly mayRelease: boolean;
  readonly isReadOnly: boolean;
};

function Acts({ view, deliverable, mayRelease, isReadOnly }: ActsProps) {
  const maySupply = !isReadOnly && canSupply(view, deliverable);
  if (!maySupply && !mayRelease) return <span class="quiet">–</span>;
  const { configurationId, claims, claimsDigest = '' } = deliverable;
  return (
    <span class="facts">
      {maySupply ? (
        <a href={`#${claimsFormId(configurationId)}`}>{claims === 'awaiting' ? 'Supply claims' : 'Correct claims'}</a>
      ) : null}
      {mayRelease ? (
        <a href={addresses.release(view.sessionId, configurationId, claimsDigest.slice(0, 12))}>Release</a>
      ) : null}
      {maySupply ? <a href={addresses.act(view.sessionId, 'deny', configurationId)}>Deny</a> : null}
    </span>
  );
}
