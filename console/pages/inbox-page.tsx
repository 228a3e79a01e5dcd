/** What waits for the back office, the most urgent first. */
import type { InboxItem } from '../../ports/inbox.js';
import { addresses, claimsFormId, type InboxShown, inboxAddress } from '../addresses.js';
import { Badge, Moment } from '../parts/small.js';
import { FormToken, Layout, type PageFrame } from './layout.js';

type InboxProps = {
  readonly frame: PageFrame;
  readonly shown: InboxShown;
  readonly items: readonly InboxItem[];
  readonly now: number;
  /** Address of the next page. */
  readonly next?: string;
};

const COLUMNS = ['Due (UTC)', 'Waits for', 'Configuration', 'Session', 'Reference', 'Since (UTC)', 'Taken on', 'Acts'];

export function InboxPage({ frame, shown, items, now, next }: InboxProps) {
  return (
    <Layout frame={frame} title="Inbox">
      <h1>Inbox</h1>
      <nav class="pages" aria-label="Which items">
        <a href={addresses.inbox}>All</a>
        <a href={inboxAddress({ claimed_by: 'nobody' })}>Taken on by nobody</a>
        <a href={inboxAddress({ claimed_by: 'me' })}>Mine</a>
      </nav>
      {items.length === 0 ? (
        <p class="card">Nothing waits for the back office.</p>
      ) : (
        <InboxTable items={items} now={now} frame={frame} />
      )}
      <nav class="pages" aria-label="Pages of the inbox">
        {shown.after === undefined ? null : <a href={addresses.inbox}>First page</a>}
        {next === undefined ? null : <a href={next}>Less urgent</a>}
      </nav>
    </Layout>
  );
}

type TableProps = {
  readonly items: readonly InboxItem[];
  readonly now: number;
  readonly frame: PageFrame;
};

function InboxTable({ items, now, frame }: TableProps) {
  return (
    <div class="scroll">
      <table class="sessions">
        <thead>
          <tr>
            {COLUMNS.map((one) => (
              <th key={one} scope="col">
                {one}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <InboxRow key={`${one.sessionId} ${one.configurationId}`} item={one} now={now} frame={frame} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function InboxRow({ item, now, frame }: { item: InboxItem; now: number; frame: PageFrame }) {
  const { sessionId, configurationId, waitsFor } = item;
  return (
    <tr>
      <td>
        <Moment at={item.dueAt} isZoneSaid /> {item.dueAt <= now ? <Badge tone="bad">overdue</Badge> : null}
      </td>
      <td>
        <Badge tone={waitsFor === 'claims' ? 'warn' : 'busy'}>{waitsFor}</Badge>
        <p class="hint">{item.isWalletWaiting ? 'A wallet is waiting.' : 'No wallet has asked yet.'}</p>
        {item.isBeingPulled ? <p class="hint">A back office is being asked for them.</p> : null}
      </td>
      <td>
        <code>{configurationId}</code>
      </td>
      <th scope="row">
        <a href={addresses.session(sessionId)}>
          <code>{sessionId}</code>
        </a>
      </th>
      <td class="reference">{item.reference ?? <span class="quiet">–</span>}</td>
      <td>
        <Moment at={item.since} isZoneSaid />
      </td>
      <td>
        <Lease item={item} frame={frame} />
      </td>
      <td>
        <Acts item={item} may={frame.may} />
      </td>
    </tr>
  );
}

function Acts({ item, may }: { item: InboxItem; may: PageFrame['may'] }) {
  const { sessionId, configurationId, waitsFor } = item;
  const maySupply = may?.('claims:write') !== false;
  const mayAct = waitsFor === 'claims' ? maySupply : may?.('claims:release') !== false;
  if (!mayAct && !maySupply) return <span class="quiet">–</span>;
  return (
    <span class="facts">
      {!mayAct ? null : waitsFor === 'claims' ? (
        <a href={`${addresses.session(sessionId)}#${claimsFormId(configurationId)}`}>Supply claims</a>
      ) : (
        <a href={addresses.session(sessionId)}>Look and release</a>
      )}
      {maySupply ? <a href={addresses.act(sessionId, 'deny', configurationId)}>Deny</a> : null}
    </span>
  );
}

function Lease({ item, frame: { formToken, may } }: { item: InboxItem; frame: PageFrame }) {
  const { sessionId, configurationId, lease } = item;
  if (may?.('claims:write') === false && may('claims:release') === false)
    return <span class="quiet">{lease?.holder ?? '–'}</span>;
  const verb = lease === undefined ? 'claim' : 'unclaim';
  return (
    <form method="post" action={addresses.inboxClaim(sessionId, configurationId, verb)}>
      {lease === undefined ? null : (
        <p class="hint">
          {lease.holder}, until <Moment at={lease.until} />
        </p>
      )}
      <FormToken value={formToken} />
      <button type="submit" class="link">
        {lease === undefined ? 'Take it on' : 'Give it up'}
      </button>
    </form>
  );
}
