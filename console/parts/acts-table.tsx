/** Who did what to a session: the audit record, newest first. */
import type { AuditRow } from '../../ports/audit.js';
import { Badge, Moment } from './small.js';

const tones = { done: 'good', refused: 'warn', failed: 'bad' } as const;

export function ActsTable({ acts }: { acts: readonly AuditRow[] }) {
  return (
    <section aria-labelledby="acts">
      <h2 id="acts">Acts</h2>
      <p class="hint">The latest of operators and back offices, newest first</p>
      {acts.length === 0 ? <p class="quiet">None yet.</p> : <Table acts={acts} />}
    </section>
  );
}

function Table({ acts }: { acts: readonly AuditRow[] }) {
  return (
    <div class="scroll">
      <table class="acts">
        <thead>
          <tr>
            {['Act', 'Time', 'By', 'Configurations', 'Outcome', 'From'].map((one) => (
              <th key={one} scope="col">
                {one}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {acts.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <code>{one.act ?? one.operation}</code>
              </th>
              <td class="nowrap">
                <Moment at={one.at} isExact />
              </td>
              <td>
                <code>{one.caller}</code>
              </td>
              <td>{(one.configurations ?? []).join(', ') || '–'}</td>
              <td>
                <Badge tone={tones[one.outcome]}>{one.reason ?? one.outcome}</Badge>
              </td>
              <td>{one.address}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
