/** All of a session that changes by itself, above the forms. */
import type { Scope } from '../../ports/caller.js';
import type { RegisteredCredential } from '../../ports/credential-registry.js';
import type { SessionRecord } from '../../ports/session-records.js';
import type { SessionView } from '../../protocol/session-view.js';
import { addresses } from '../addresses.js';
import { canDenyAll, canRenew, isOffered } from '../possible-acts.js';
import { statusMeanings } from '../words.js';
import { CredentialsTable } from './credentials-table.js';
import { DeliverablesTable } from './deliverables-table.js';
import { OfferBox, type PresentedOffer } from './offer-box.js';
import { type ExplainedProblem, ProblemBox } from './problem-box.js';
import { SessionFacts } from './session-facts.js';
import { StatusBadge } from './small.js';

export type SessionState = {
  readonly record: SessionRecord;
  readonly view: SessionView;
  readonly now: number;
  readonly stalled?: string;
  readonly problem?: ExplainedProblem;
  readonly offer?: PresentedOffer;
  readonly workflowLink?: string;
  /** Configurations whose claims this operator may release. */
  readonly releasable: readonly string[];
  /** Those with a status; of others nothing can be changed. */
  readonly credentials?: readonly RegisteredCredential[];
  /** Absent: everything. */
  readonly may?: (scope: Scope) => boolean;
};

export function SessionStatePart({ state }: { state: SessionState }) {
  const { view, stalled, problem } = state;
  return (
    <>
      <p class="status">
        <StatusBadge status={view.status} /> <span>{statusMeanings[view.status].sentence}</span>
      </p>
      {stalled === undefined ? null : (
        <p class="notice warn">
          <strong>Stalled.</strong> {stalled}
        </p>
      )}
      {problem === undefined ? null : <ProblemBox problem={problem} />}
      <Acts state={state} />
      <div class="columns">
        <SessionFacts record={state.record} view={view} now={state.now} />
        <Offer state={state} />
      </div>
      <DeliverablesTable view={view} releasable={state.releasable} isReadOnly={state.may?.('claims:write') === false} />
      <CredentialsTable
        credentials={state.credentials ?? []}
        isReadOnly={state.may?.('credentials:status') === false}
      />
    </>
  );
}

function Acts({ state: { record, view, workflowLink, may } }: { state: SessionState }) {
  const { sessionId } = view;
  const mayEnd = view.isOpen && may?.('sessions:write') !== false;
  const mayDeny = canDenyAll(view) && may?.('claims:write') !== false;
  return (
    <p class="buttons">
      {mayEnd && canRenew(record) ? (
        <a class="button" href={addresses.act(sessionId, 'renew')}>
          Renew offer…
        </a>
      ) : null}
      {mayDeny ? (
        <a class="button" href={addresses.act(sessionId, 'deny')}>
          Deny…
        </a>
      ) : null}
      {mayEnd ? (
        <a class="button" href={addresses.act(sessionId, 'cancel')}>
          Cancel session…
        </a>
      ) : null}
      {workflowLink === undefined ? null : (
        <a class="button" href={workflowLink} rel="noreferrer">
          Workflow in Temporal
        </a>
      )}
    </p>
  );
}

function Offer({ state }: { state: SessionState }) {
  const { offer } = state;
  return (
    <section class="card" aria-labelledby="offer-heading">
      <h2 id="offer-heading">Credential offer</h2>
      {offer === undefined ? <p class="quiet">{whyNoOffer(state)}</p> : <OfferBox offer={offer} />}
    </section>
  );
}

function whyNoOffer({ record, now, may }: SessionState): string {
  const { isOpen, offer } = record.view;
  if (!isOffered(record)) return 'There is none: the wallet began by itself.';
  if (offer.isRedeemed) return 'A wallet has redeemed the offer, so it can no longer be fetched.';
  if (!isOpen) return 'The session is closed.';
  if (may?.('sessions:write') === false && offer.expiresAt > now)
    return 'Whoever sees an offer can redeem it, so it is shown to keys with sessions:write only.';
  return `The offer has expired and can no longer be fetched.${canRenew(record) ? ' Renew it to go on.' : ''}`;
}
