/** Everything there is to know and do about one session. */
import type { AuditRow } from '../../ports/audit.js';
import { addresses } from '../addresses.js';
import { ActsTable } from '../parts/acts-table.js';
import { type ClaimsFormProps, ClaimsForms } from '../parts/claims-form.js';
import { DeliveriesTable, type NewestDeliveries } from '../parts/deliveries-table.js';
import { EventsTable } from '../parts/events-table.js';
import { LogList, type LogPage } from '../parts/log-list.js';
import { type SessionState, SessionStatePart } from '../parts/session-state.js';
import { Layout, type PageFrame } from './layout.js';

type SessionPageProps = {
  readonly frame: PageFrame;
  readonly state: SessionState;
  readonly forms: readonly ClaimsFormProps[];
  readonly logs: LogPage;
  readonly acts: readonly AuditRow[];
  readonly deliveries: NewestDeliveries;
  readonly done?: string;
};

const REFRESH = 'every 3s';
/** A closed session changes no more, but its last log records may still be on their way. */
const REFRESH_CLOSED = 'every 30s';

export function SessionPage({ frame, state, forms, logs, acts, deliveries, done }: SessionPageProps) {
  const { record, view } = state;
  const trigger = view.isOpen ? REFRESH : REFRESH_CLOSED;
  return (
    <Layout frame={frame} title={`Session ${record.id}`}>
      <p class="crumbs">
        <a href={addresses.list}>Sessions</a> ·{' '}
        <a href={addresses.exported(record.id)}>Export for the wallet’s vendor</a>
      </p>
      <h1>
        Session <code>{record.id}</code>
      </h1>
      {done === undefined ? null : (
        <p class="notice good" role="status">
          {done}
        </p>
      )}
      <div id="live-state" hx-get={addresses.liveState(record.id)} hx-trigger={trigger} hx-swap="innerMorph">
        <SessionStatePart state={state} />
      </div>
      {forms.length === 0 ? null : (
        <section id="supply" aria-labelledby="supply-heading">
          <h2 id="supply-heading">Supply Claims</h2>
          {forms.map((one) => (
            <ClaimsForms key={one.configurationId} {...one} />
          ))}
        </section>
      )}
      <LiveLogs state={state} logs={logs} deliveries={deliveries} trigger={trigger} />
      <ActsTable acts={acts} />
    </Layout>
  );
}

/** Older pages of the log do not change, so they are left alone. */
type LogsProps = {
  readonly state: Pick<SessionState, 'record' | 'view'>;
  readonly logs: LogPage;
  readonly deliveries: NewestDeliveries;
};

function LiveLogs({ state, logs, deliveries, trigger }: LogsProps & { readonly trigger: string }) {
  const refreshing = logs.isNewest
    ? { 'hx-get': addresses.liveLogs(state.record.id), 'hx-trigger': trigger, 'hx-swap': 'innerMorph' }
    : {};
  return (
    <div id="live-logs" {...refreshing}>
      <SessionLogsPart state={state} logs={logs} deliveries={deliveries} />
    </div>
  );
}

export function SessionLogsPart({ state, logs, deliveries }: LogsProps) {
  return (
    <>
      <LogList sessionId={state.record.id} page={logs} />
      <EventsTable events={state.view.events} />
      <DeliveriesTable {...deliveries} />
    </>
  );
}
