import type { ComponentChildren } from 'preact';
import type { SessionRecord } from '../../ports/session-records.js';
import type { SessionView } from '../../protocol/session-view.js';
import { isOffered } from '../possible-acts.js';
import { Moment, MomentIf, Value } from './small.js';

type FactsProps = {
  readonly record: SessionRecord;
  readonly view: SessionView;
  readonly now: number;
};

export function SessionFacts({ record, view, now }: FactsProps) {
  const { offer } = view;
  return (
    <section class="card" aria-labelledby="facts-heading">
      <h2 id="facts-heading">Session</h2>
      <dl class="facts-list">
        <Fact name="Created">
          <Moment at={view.createdAt} />
        </Fact>
        <Fact name="Issuer">{view.issuer}</Fact>
        <Fact name="Reference">{record.reference ?? <span class="quiet">–</span>}</Fact>
        {record.metadata === undefined ? null : (
          <Fact name="Metadata">
            <Value value={record.metadata} />
          </Fact>
        )}
        <Fact name="Grant">{view.grantType}</Fact>
        <Fact name="Open">{view.isOpen ? 'yes, a wallet can still act' : 'no'}</Fact>
        <Fact name="Offer">
          {isOffered(record) ? <OfferFacts record={record} now={now} /> : 'none; the wallet began by itself'}
        </Fact>
        {record.offer.txCode === undefined ? null : (
          <Fact name="Transaction code">{txCodeWords(offer.txCodeAttemptsLeft)}</Fact>
        )}
        <Fact name="Wallet last seen">
          <MomentIf at={record.walletSeenAt} />
        </Fact>
        <Fact name="Client">{view.clientId ?? <span class="quiet">did not say</span>}</Fact>
        <Fact name="Token">{tokenWords(record, view)}</Fact>
        <Fact name="Wallet may act until">
          <MomentIf at={view.grantEndsAt} />
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function OfferFacts({ record, now }: { record: SessionRecord; now: number }) {
  const { offerFetches, view } = record;
  const { expiresAt, renewals, isRedeemed } = view.offer;
  const renewed = renewals === 0 ? '' : `, renewed ${times(renewals)}`;
  const words = `fetched ${times(offerFetches)}${renewed}, `;
  if (isRedeemed) return <>{words}redeemed</>;
  const isOver = expiresAt <= now;
  // Ended before its time, which then says nothing.
  if (!isOver && !view.isOpen) return <>{words}no longer valid</>;
  return (
    <>
      {words}
      {isOver ? 'expired' : 'valid until'} <Moment at={expiresAt} />
    </>
  );
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

function txCodeWords(attemptsLeft: number | undefined): string {
  return attemptsLeft === undefined ? 'required' : `required, ${attemptsLeft} attempts left`;
}

function tokenWords({ requirements }: SessionRecord, { isDpopBound }: SessionView): string {
  if (isDpopBound === undefined) return requirements.requireDpop ? 'not given yet; DPoP required' : 'not given yet';
  return isDpopBound ? 'DPoP-bound' : 'Bearer';
}
