import type { ComponentChildren } from 'preact';
import type { SessionRecord } from '../../ports/session-records.js';
import type { SessionView } from '../../protocol/session-view.js';
import { Moment, MomentIf, Value } from './small.js';

export function SessionFacts({ record, view }: { record: SessionRecord; view: SessionView }) {
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
          {offerWords(record)} {offer.isRedeemed ? null : <ExpiryOf offer={offer} />}
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

function ExpiryOf({ offer }: { offer: SessionView['offer'] }) {
  return (
    <>
      until <Moment at={offer.expiresAt} />
    </>
  );
}

function offerWords({ offerFetches, view: { offer } }: SessionRecord): string {
  const fetched = offerFetches === 1 ? 'fetched once' : `fetched ${offerFetches} times`;
  const renewed = offer.renewals === 0 ? '' : `, renewed ${offer.renewals === 1 ? 'once' : `${offer.renewals} times`}`;
  return `${fetched}${renewed}${offer.isRedeemed ? ', redeemed' : ', valid'}`;
}

function txCodeWords(attemptsLeft: number | undefined): string {
  return attemptsLeft === undefined ? 'required' : `required, ${attemptsLeft} attempts left`;
}

function tokenWords({ requirements }: SessionRecord, { isDpopBound }: SessionView): string {
  if (isDpopBound === undefined) return requirements.requireDpop ? 'not given yet; DPoP required' : 'not given yet';
  return isDpopBound ? 'DPoP-bound' : 'Bearer';
}
