import { beforeAll, describe, expect, it, vi } from 'vitest';
import { followedStatus, signerWithin } from '../../../activities/follow-attestation-status.js';
import { createRecheckAttestationStatus } from '../../../activities/status/recheck-attestation-status.js';
import { buildValidityPeriod } from '../../../credentials/build-validity-period.js';
import type { CredentialSigner } from '../../../credentials/credential-format.js';
import { packStatuses } from '../../../credentials/status-list/pack-statuses.js';
import type { StatusListOutcome } from '../../../ports/attestation-status.js';
import type { RegisteredCredential } from '../../../ports/credential-registry.js';
import { createTestPki } from '../../credentials/fixtures.js';
import { expectRefusal } from '../../protocol/expect-refusal.js';

const now = new Date('2026-11-22T10:30:00Z');
const DAY = 86_400;
const seconds = now.getTime() / 1000;
const reference = { uri: 'https://provider.example/1', index: 5 };
let signer: CredentialSigner;
beforeAll(async () => {
  signer = (await createTestPki(now)).signer;
});

describe('a credential that follows the status of its wallet', () => {
  const validity = (keptUntil: number, rounding: 'hour' | 'day' = 'day') =>
    buildValidityPeriod(
      { days: 90, rounding },
      signerWithin(signer, { attestation: { references: [], keptUntil, checkedAt: 0 } }, now),
      now,
    );

  it('EU-13 ends before that status does, at a time that tells nothing of it', () => {
    expect(validity(seconds + 10 * DAY).until.toISOString()).toBe('2026-12-02T00:00:00.000Z');
    expect(validity(seconds + 10 * DAY, 'hour').until.toISOString()).toBe('2026-12-02T10:00:00.000Z');
    const midnight = Date.UTC(2026, 11, 2) / 1000;
    expect(validity(midnight).until.toISOString()).toBe('2026-12-01T00:00:00.000Z');
    // Rounding would leave no life.
    expect(validity(seconds + 3600).until.getTime()).toBe((seconds + 3599) * 1000);
    for (const end of [2, 60, DAY, 89 * DAY])
      expect(validity(seconds + end).until.getTime()).toBeLessThan((seconds + end) * 1000);
    expect(validity(seconds + 1000 * DAY)).toEqual(buildValidityPeriod({ days: 90, rounding: 'day' }, signer, now));
  });

  it('EU-13 is not issued when there is no time left, and not shortened where nothing is said', async () => {
    for (const end of [-DAY, 0, 1])
      await expectRefusal(() => validity(seconds + end), 'attestation_status_ended', 'credential_request_denied');
    expect(signerWithin(signer, {}, now)).toBe(signer);
    expect(followedStatus({}, 60)).toEqual({});
    expect(followedStatus({ attestation: { references: [], checkedAt: 0 } }, 60)).toEqual({});
  });

  it('EU-13 is looked at again an interval after the request, however long its claims took', () => {
    expect(followedStatus({ attestation: { references: [reference], checkedAt: 1000 } }, 60)).toEqual({
      attestation: { references: [reference], checkAt: 61_000 },
    });
  });
});

describe('looking at the status of a wallet again', () => {
  const valid: StatusListOutcome = { kind: 'list', list: { bits: 2, bytes: packStatuses(2, 8, []) } };
  const marked = (value: number): StatusListOutcome => ({
    kind: 'list',
    list: { bits: 2, bytes: packStatuses(2, 8, [{ index: 5, value }]) },
  });
  const short: StatusListOutcome = { kind: 'list', list: { bits: 1, bytes: new Uint8Array() } };
  const down: StatusListOutcome = { kind: 'unavailable', reason: 'down' };

  async function recheck(outcome: StatusListOutcome, change: Partial<RegisteredCredential> = {}, follows = true) {
    const revoke = vi.fn(async () => undefined);
    const storeRecheck = vi.fn(async () => undefined);
    const credential = { id: 'c', issuer: 'i', status: 'valid', attestation: { references: [reference] }, ...change };
    await createRecheckAttestationStatus({
      loadCredential: async () => credential as RegisteredCredential,
      storeRecheck,
      readStatusList: async () => outcome,
      followedBy: async () => (follows ? { anchors: [], interval: 60 } : undefined),
      revoke,
      now: () => now,
    })('c');
    return { revoked: revoke.mock.calls, stored: (storeRecheck.mock.calls as unknown[][]).map(([, at]) => at ?? null) };
  }
  const next = now.getTime() + 60_000;

  it.each<[string, StatusListOutcome, unknown]>([
    ['revokes with the wallet, once', marked(1), { revoked: [['c']], stored: [null] }],
    ['looks again in a while at a valid one', valid, { revoked: [], stored: [next] }],
    ['waits for what a suspension comes to', marked(2), { revoked: [], stored: [next] }],
    ['leaves what it could not see to the next try', down, { revoked: [], stored: [] }],
    ['leaves an entry that is not there to the next try', short, { revoked: [], stored: [] }],
  ])('EU-13 %s', async (_title, outcome, expected) => {
    expect(await recheck(outcome)).toEqual(expected);
  });

  it('EU-13 ends where the credential is revoked already, and where the issuer follows nothing now', async () => {
    expect(await recheck(marked(1), { status: 'revoked' })).toEqual({ revoked: [], stored: [null] });
    expect(await recheck(marked(1), {}, false)).toEqual({ revoked: [], stored: [null] });
    expect(await recheck(marked(1), { status: 'suspended' })).toEqual({ revoked: [['c']], stored: [null] });
  });
});
