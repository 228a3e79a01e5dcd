/** Who is working on an item of the inbox, and how to begin or end that. */
import type { InboxItem } from '../../ports/inbox.js';
import { addresses, type InboxShown } from '../addresses.js';
import { FormToken, type PageFrame } from '../pages/layout.js';
import { Moment } from './small.js';

type LeaseProps = {
  readonly item: InboxItem;
  readonly frame: PageFrame;
  readonly shown: InboxShown;
  readonly me: string;
};

/** What another has taken on is left to them until it runs out. */
export function Lease({ item, frame: { formToken, may }, shown, me }: LeaseProps) {
  const { sessionId, configurationId, lease } = item;
  const mayTake = may?.('claims:write') !== false || may('claims:release');
  const address = (verb: 'claim' | 'unclaim'): string => addresses.inboxClaim(sessionId, configurationId, verb, shown);
  return (
    <>
      {lease === undefined ? null : (
        <p class="hint">
          {lease.holder}, until <Moment at={lease.until} />
        </p>
      )}
      {mayTake && (lease === undefined || lease.holder === me) ? (
        <form method="post" action={address('claim')} class="facts">
          <FormToken value={formToken} />
          <button type="submit" class="link">
            {lease === undefined ? 'Take it on' : 'Keep it longer'}
          </button>
          {lease === undefined ? null : (
            <button type="submit" class="link" formaction={address('unclaim')}>
              Give it up
            </button>
          )}
        </form>
      ) : null}
      {!mayTake && lease === undefined ? <span class="quiet">–</span> : null}
    </>
  );
}
