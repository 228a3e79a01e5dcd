/** What waits for the back office, the most urgent first. */
import type { InboxItem } from '../../ports/inbox.js';
import { addresses, claimsFormId, type InboxShown, inboxAddress } from '../addresses.js';
import { Lease } from '../parts/inbox-lease.js';
import { Badge, Moment } from '../parts/small.js';
import { Layout, type PageFrame } from './layout.js';

type InboxProps = {
  readonly frame: PageFrame;
  readonly shown: InboxShown;
  readonly items: readonly InboxItem[];
  /** The operator's id, as a lease names its holder. */
  readonly me: string;
  readonly now: number;
  /** Address of the next page. */
  readonly next?: string;
};

const COLUMNS = ['Due (UTC)', 'Waits for', 'Configuration', 'Session', 'Reference', 'Since (UTC)', 'Taken on', 'Acts'];

export function InboxPage({ next, ...props }: InboxProps) {
  const { frame, items, shown } = props;
  const { after, ...filter } = shown;
  return (
    <Layout frame={frame} title="Inbox">
      <h1>Inbox</h1>
      <nav class="pages" aria-label="Which items">
        <a href={addresses.inbox}>All</a>
        <a href={inboxAddress({ claimed_by: 'nobody' })}>Taken on by nobody</a>
        <a href={inboxAddress({ claimed_by: 'me' })}>Mine</a>
      </nav>
      {items.length === 0 ? <p class="card">{whyNone(shown)}</p> : <InboxTable {...props} />}
      <nav class="pages" aria-label="Pages of the inbox">
        {after === undefined ? null : <a href={inboxAddress(filter)}>First page</a>}
        {next === undefined ? null : <a href={next}>Less urgent</a>}
      </nav>
    </Layout>
  );
}

function whyNone({ issuer, claimed_by, after }: InboxShown): string {
  if (after !== undefined) return 'Nothing less urgent waits.';
  if (claimed_by === 'me') return 'You have taken nothing on that still waits.';
  if (claimed_by === 'nobody') return 'Nothing waits that nobody has taken on.';
  if (issuer !== undefined || claimed_by !== undefined) return 'Nothing that waits is shown by this filter.';
  return 'Nothing waits for the back office.';
}

type TableProps = Omit<InboxProps, 'next'>;

function InboxTable({ items, ...props }: TableProps) {
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
            <InboxRow key={`${one.sessionId} ${one.configurationId}`} {...props} item={one} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = Omit<TableProps, 'items'> & { readonly item: InboxItem };

function InboxRow({ item, now, ...props }: RowProps) {
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
        <Lease item={item} {...props} />
      </td>
      <td>
        <Acts item={item} may={props.frame.may} />
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
