import { afterEach, expect, it } from 'vitest';
import { makeRecord } from './fake-back-office.js';
import { type ServedConsole, serveConsole, Visitor } from './served-console.js';

let served: ServedConsole;
afterEach(() => served.close());

it('the page of a session leads to its bundle for the wallet’s vendor, which only operators get', async () => {
  served = await serveConsole({}, 0, { exportSession: async (id) => ({ format: 'vouchsafe-session-export', id }) });
  served.backOffice.records.set('s1', makeRecord('s1'));
  const stranger = await fetch(`${served.url}/sessions/s1/export`, { redirect: 'manual' });
  expect(stranger.status).toBeGreaterThanOrEqual(300);
  const visitor = new Visitor(served.url);
  await visitor.logIn();
  expect((await visitor.get('/sessions/s1')).html).toContain('/console/sessions/s1/export');
  const bundle = await visitor.get('/sessions/s1/export');
  expect(JSON.parse(bundle.html)).toEqual({ format: 'vouchsafe-session-export', id: 's1' });
  expect((await visitor.get('/sessions/nobody/export')).status).toBe(404);
});
