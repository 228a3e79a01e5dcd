import { expect, it } from 'vitest';
import { createBulk } from '../../../api/bulk/create-bulk.js';
import type { BulkDependencies } from '../../../api/bulk/dependencies.js';
import type { ActFacts } from '../../../ports/audit.js';
import type { Scope } from '../../../ports/caller.js';

async function cancel(id: string, scopes: readonly Scope[] = ['admin']) {
  const job = { id: 'job-1', kind: 'sessions', caller: { id: 'key:1', scopes: [], issuer: 'b' } };
  const store = { load: async (wanted: string) => (wanted === job.id ? job : undefined), cancel: async () => true };
  const deps = { store, now: () => new Date() } as unknown as BulkDependencies;
  let noted: ActFacts = {};
  const note = (facts: ActFacts): void => {
    noted = { ...noted, ...facts };
  };
  const acting = { caller: { id: 'key:2', scopes }, note, findIssuerId: () => undefined };
  const outcome = await createBulk(deps, { wake: () => undefined })(acting)
    .cancel(id)
    .then(
      () => 'done',
      (error) => error.reason,
    );
  return { outcome, noted };
}

it('who cancels a job leaves in the audit record which, and of which issuer', async () => {
  const noted = { act: 'bulk.cancel', object: 'job-1', issuer: 'b' };
  expect(await cancel('job-1')).toEqual({ outcome: 'done', noted });
  expect(await cancel('job-1', ['sessions:read'])).toEqual({ outcome: 'api_scope_missing', noted });
});

it('who cancels a job there is not leaves which that was', async () => {
  const noted = { act: 'bulk.cancel', object: 'job-2' };
  expect(await cancel('job-2')).toEqual({ outcome: 'bulk_job_unknown', noted });
});
