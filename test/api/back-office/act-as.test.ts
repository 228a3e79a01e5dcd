/** What a caller's own back office lets through, over one in memory. */
import { expect, it } from 'vitest';
import { actAs } from '../../../api/back-office/act-as.js';
import type { Caller } from '../../../ports/caller.js';
import type { ListLogs } from '../../../ports/trace.js';
import { createFakeBackOffice, makeRecord } from '../../console/fake-back-office.js';

function officeOf(caller: Partial<Caller>) {
  const asked: Parameters<ListLogs>[0][] = [];
  const office = createFakeBackOffice();
  office.records.set('own', makeRecord('own', { issuer: 'a' }));
  office.records.set('foreign', makeRecord('foreign', { issuer: 'b' }));
  const listLogs: ListLogs = async (query) => {
    asked.push(query);
    return [];
  };
  const whole: Caller = { id: 'key:1', scopes: ['sessions:read'], ...caller };
  const acting = { caller: whole, note: () => undefined, findIssuerId: (named: string | undefined) => named };
  return { asked, office: actAs({ ...office, listLogs }, acting), record: makeRecord('own', { issuer: 'a' }) };
}

it('the log of a session is asked for by the session alone, once it was seen to be the caller’s', async () => {
  const { asked, office } = officeOf({ issuer: 'a' });
  await office.listLogs({ sessionId: 'own', limit: 5 });
  expect(await office.listLogs({ sessionId: 'foreign', limit: 5 })).toEqual([]);
  expect(asked).toEqual([{ sessionId: 'own', limit: 5 }]);
});

it('what belongs to no session is asked for by the caller’s issuer, and not by another', async () => {
  const { asked, office } = officeOf({ issuer: 'a' });
  await office.listLogs({ limit: 5 });
  expect(await office.listLogs({ issuer: 'b', limit: 5 })).toEqual([]);
  expect(asked).toEqual([{ issuer: 'a', limit: 5 }]);
});

it.each([
  ['sessions:write', undefined, true],
  ['sessions:write', 'a', true],
  ['sessions:write', 'b', false],
  ['admin', undefined, true],
  ['sessions:read', undefined, false],
  ['claims:write', 'a', false],
  ['claims:reveal', 'a', false],
] as const)('a holder of %s, of issuer %s, is shown an offer of issuer a: %s', (scope, issuer, isShown) => {
  const bound = issuer === undefined ? {} : { issuer };
  const { office, record } = officeOf({ scopes: [scope], ...bound });
  expect(office.presentOffer(record) !== undefined).toBe(isShown);
});
