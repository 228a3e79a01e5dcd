import { expect, it } from 'vitest';
import type { CredentialAdministrationDependencies } from '../../../api/back-office/create-credential-administration.js';
import { createCredentialAdministration } from '../../../api/back-office/create-credential-administration.js';

it('revokes every credential of a subject, however many there are', async () => {
  const credentials = Array.from({ length: 2001 }, (_, nth) => ({
    id: `c${nth}`,
    status: 'valid',
    entry: { bits: 1 },
  }));
  const revoked = new Set<string>();
  const deps = {
    issuers: { find: () => ({ id: 'i' }) },
    handles: { keyedDigest: () => 'subject' },
    trace: { record: () => undefined },
    now: () => new Date(),
    findCredentials: async ({ limit, skip = 0 }: { limit: number; skip?: number }) =>
      credentials.slice(skip, skip + limit),
    gateway: {
      changeCredentialStatus: async ({ credential_id }: { credential_id: string }) => {
        revoked.add(credential_id);
        return { outcome: 'changed' };
      },
    },
  } as unknown as CredentialAdministrationDependencies;
  const { changeStatusOfSubject } = createCredentialAdministration(deps);
  expect(await changeStatusOfSubject({ subjectId: 's' }, 'revoked')).toHaveLength(2001);
  expect(revoked.size).toBe(2001);
});
