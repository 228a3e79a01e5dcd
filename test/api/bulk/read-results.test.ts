import { expect, it } from 'vitest';
import { actAs } from '../../../api/back-office/act-as.js';
import { createBulk } from '../../../api/bulk/create-bulk.js';
import type { BulkDependencies } from '../../../api/bulk/dependencies.js';
import type { BulkJob, BulkRow } from '../../../ports/bulk.js';
import type { Scope } from '../../../ports/caller.js';
import { createFakeBackOffice, makeRecord } from '../../console/fake-back-office.js';

async function readAs(scope: Scope) {
  const office = createFakeBackOffice();
  office.records.set('s1', makeRecord('s1'));
  const result = Buffer.from(JSON.stringify({ key: 'k', session_id: 's1', outcome: 'created' }));
  const row: BulkRow = { job: 'j', upload: 'u', line: 1, state: 'done', result };
  const job = { id: 'j', upload: 'u', kind: 'sessions', caller: { id: 'key:maker' } } as BulkJob;
  const deps = {
    store: { load: async () => job, readRows: async () => [row] },
    officeFor: (acting: Parameters<typeof actAs>[1]) => actAs(office, acting),
    open: (bytes: Uint8Array) => bytes,
  } as unknown as BulkDependencies;
  const caller = { id: 'key:1', scopes: [scope] };
  const bulk = createBulk(deps, { wake: () => undefined })({
    caller,
    note: () => undefined,
    findIssuerId: () => undefined,
  });
  const lines: Record<string, unknown>[] = [];
  for await (const line of await bulk.readResults('j', { after: 0, showsTxCodes: false })) lines.push(line);
  return lines;
}
const told = { line: 1, key: 'k', status: 'done', session_id: 's1', outcome: 'created' };

it('results have the offer for whoever may make sessions', async () => {
  const uri = 'https://issuer.example/credential_offers/offer-of-s1';
  expect(await readAs('sessions:write')).toMatchObject([{ ...told, credential_offer_uri: uri }]);
});

it('results have no offer for whoever only reads', async () => {
  expect(await readAs('sessions:read')).toEqual([told]);
});
