import { describe, expect, it } from 'vitest';
import { type CredentialStatusName, checkStatusChange } from '../../../protocol/status/check-status-change.js';
import { expectRefusal } from '../expect-refusal.js';

describe('checkStatusChange', () => {
  it.each<[CredentialStatusName, CredentialStatusName, string]>([
    ['valid', 'suspended', 'changed'],
    ['valid', 'revoked', 'changed'],
    ['suspended', 'valid', 'changed'],
    ['suspended', 'revoked', 'changed'],
    ['valid', 'valid', 'unchanged'],
    ['suspended', 'suspended', 'unchanged'],
    ['revoked', 'revoked', 'unchanged'],
  ])('ST-13 from %s to %s is %s', (status, wanted, outcome) => {
    expect(checkStatusChange({ status, statusBits: 2 }, wanted)).toBe(outcome);
  });

  it.each<CredentialStatusName>(['valid', 'suspended'])('ST-13 never leads from revoked to %s', async (wanted) => {
    await expectRefusal(() => checkStatusChange({ status: 'revoked', statusBits: 2 }, wanted), 'credential_revoked');
  });

  it('ST-13 refuses suspension with one bit', async () => {
    await expectRefusal(
      () => checkStatusChange({ status: 'valid', statusBits: 1 }, 'suspended'),
      'suspension_unsupported',
    );
  });

  it.each<CredentialStatusName>(['valid', 'suspended', 'revoked'])(
    'refuses %s for a credential without an entry',
    async (wanted) => {
      await expectRefusal(() => checkStatusChange({ status: 'valid' }, wanted), 'credential_not_revocable');
    },
  );
});
