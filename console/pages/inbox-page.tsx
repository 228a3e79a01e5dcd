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
        <InboxTable items={items} now={now} formToken={frame.formToken} />
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
  readonly formToken: string | undefined;
};

function InboxTable({ items, now, formToken }: TableProps) {
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
            <InboxRow key={`${one.sessionId} ${one.configurationId}`} item={one} now={now} formToken={formToken} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function InboxRow({ item, now, formToken }: { item: InboxItem; now: number; formToken: string | undefined }) {
  const { sessionId, configurationId, waitsFor } = item;
  return (
    <tr>
      <td>
        <Moment at={item.dueAt} isZoneSaid /> {item.dueAt <= now ? <Badge tone="bad">overdue</Badge> : null}
      </td>
      <td>
        <Badge tone={waitsFor === 'claims' ? 'warn' : 'busy'}>{waitsFor}</Badge>
        <p class="hint">{item.isWalletWaiting ? 'A wallet is waiting.' : 'No wallet has asked yet.'}</p>
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
        <Lease item={item} formToken={formToken} />
      </td>
      <td>
        <span class="facts">
          {waitsFor === 'claims' ? (
            <a href={`${addresses.session(sessionId)}#${claimsFormId(configurationId)}`}>Supply claims</a>
          ) : (
            <a href={addresses.session(sessionId)}>Look and release</a>
          )}
          <a href={addresses.act(sessionId, 'deny', configurationId)}>Deny</a>
        </span>
      </td>
    </tr>
  );
}

function Lease({ item, formToken }: { item: InboxItem; formToken: string | undefined }) {
  const { sessionId, configurationId, lease } = item;
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
