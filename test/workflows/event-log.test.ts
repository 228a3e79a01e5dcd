import { expect, it } from 'vitest';
import { EventLog } from '../../workflows/issuance-session/event-log.js';
import { T0 } from './fixtures.js';

it('what a wallet can do without end is recorded two hundred times, and all else always', () => {
  const log = new EventLog();
  for (let index = 0; index < 300; index += 1) {
    log.recordRepeatable('token_refreshed', T0 + index);
    log.record('claims_corrected', T0 + index);
  }
  log.recordRepeatable('credential_redelivered', T0);
  const of = (type: string) => log.events.filter((one) => one.type === type).length;
  expect([of('token_refreshed'), of('claims_corrected'), of('credential_redelivered')]).toEqual([200, 300, 1]);
  expect(log.events.at(-1)?.seq).toBe(501);
});
