/** The list of sessions, newest first. */
import type { SessionFilter, SessionRecord } from '../../ports/session-records.js';
import { addresses, listAddress } from '../addresses.js';
import { SessionFilterForm } from '../parts/session-filter-form.js';
import { Badge, Moment, MomentIf, StatusBadge } from '../parts/small.js';
import { claimsMeanings } from '../words.js';
import { Layout, type PageFrame } from './layout.js';

export type ListedSession = { readonly record: SessionRecord; readonly stalled?: string };

type SessionsProps = {
  readonly frame: PageFrame;
  readonly filter: Partial<SessionFilter>;
  readonly issuerIds: readonly string[];
  readonly sessions: readonly ListedSession[];
  readonly hasOlder: boolean;
};

const COLUMNS = [
  'Created (UTC)',
  'Session',
  'Status',
  'Configurations',
  'Reference',
  'Claims',
  'Problem',
  'Wallet seen (UTC)',
];

export function SessionsPage({ frame, filter, issuerIds, sessions, hasOlder }: SessionsProps) {
  return (
    <Layout frame={frame} title="Sessions">
      <div class="heading">
        <h1>Sessions</h1>
        {frame.may?.('sessions:write') === false ? null : (
          <a class="button primary" href={addresses.newSession}>
            New session
          </a>
        )}
      </div>
      <SessionFilterForm filter={filter} issuerIds={issuerIds} />
      {sessions.length === 0 ? <Nothing filter={filter} /> : <SessionsTable sessions={sessions} />}
      <nav class="pages" aria-label="Pages of the list">
        {filter.before === undefined ? null : <a href={listAddress(withoutPage(filter))}>Newest sessions</a>}
        {hasOlder ? <a href={olderAddress(filter, sessions)}>Older sessions</a> : null}
      </nav>
    </Layout>
  );
}

function withoutPage({ before: _, ...filter }: Partial<SessionFilter>): Partial<SessionFilter> {
  return filter;
}

function olderAddress(filter: Partial<SessionFilter>, sessions: readonly ListedSession[]): string {
  const last = sessions.at(-1)?.record;
  const before = last === undefined ? {} : { before: { createdAt: last.view.createdAt, id: last.id } };
  return listAddress({ ...filter, ...before });
}

function Nothing({ filter }: { filter: Partial<SessionFilter> }) {
  const isFiltered = listAddress(filter) !== addresses.list;
  return (
    <p class="card">
      {isFiltered ? (
        <>
          No session fits. <a href={addresses.list}>Show all</a>
        </>
      ) : (
        'No session yet. Make an offer with “New session”.'
      )}
    </p>
  );
}

function SessionsTable({ sessions }: { sessions: readonly ListedSession[] }) {
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
          {sessions.map((one) => (
            <SessionRow key={one.record.id} {...one} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SessionRow({ record, stalled }: ListedSession) {
  const { view, trouble } = record;
  return (
    <tr>
      <td>
        <Moment at={view.createdAt} isZoneSaid />
      </td>
      <th scope="row">
        <a href={addresses.session(record.id)}>
          <code>{record.id}</code>
        </a>
      </th>
      <td>
        <StatusBadge status={view.status} />
      </td>
      <td>
        {view.deliverables.map((one) => (
          <code key={one.configurationId} class="line">
            {one.configurationId}
          </code>
        ))}
      </td>
      <td class="reference">{record.reference ?? <span class="quiet">–</span>}</td>
      <td>
        {view.deliverables.map((one) => (
          <span key={one.configurationId} class="line">
            <Badge tone={view.isOpen ? claimsMeanings[one.claims].tone : 'quiet'}>{one.claims}</Badge>
          </span>
        ))}
      </td>
      <td>
        {trouble === undefined ? null : (
          <span class="line">
            <code>{trouble.reason}</code> {trouble.count > 1 ? `× ${trouble.count}` : ''}
          </span>
        )}
        {stalled === undefined ? null : <span class="line hint">Stalled: {stalled}</span>}
      </td>
      <td>
        <MomentIf at={record.walletSeenAt} isZoneSaid />
      </td>
    </tr>
  );
}
