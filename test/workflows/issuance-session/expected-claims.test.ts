/** Preconditions on claims, where nothing can come between judging and changing. */
import { describe, expect, it } from 'vitest';
import type { SupplyClaims } from '../../../workflows/contract/messages.js';
import type { Session } from '../../../workflows/issuance-session/session.js';
import { AV, claims, newSession, PID, refusedFor, supply, T0 } from '../fixtures.js';

const dataset = (digest: string) => ({ reference: `r-${digest}`, digest });
const digestsOf = (session: Session) => session.view().deliverables.map((one) => one.claimsDigest);

describe('claims that are supplied under a condition', () => {
  it.each<[string, string | undefined, readonly string[] | undefined, string]>([
    ['no condition', 'd1', undefined, 'corrected'],
    ['the present digest', 'd1', ['d1'], 'corrected'],
    ['the present digest among others', 'd1', ['d0', 'd1'], 'corrected'],
    ['anything, and there is something', 'd1', ['*'], 'corrected'],
    ['another digest', 'd1', ['d0'], 'claims_precondition_failed'],
    ['nothing yet, and there is something', 'd1', [], 'claims_precondition_failed'],
    ['nothing yet, and there is nothing', undefined, [], 'supplied'],
    ['a digest, and there is nothing', undefined, ['d1'], 'claims_precondition_failed'],
    ['anything, and there is nothing', undefined, ['*'], 'claims_precondition_failed'],
    ['a stale digest, and these very claims', 'd2', ['d1'], 'unchanged'],
  ])('%s', (_what, present, expected, outcome) => {
    const session = newSession();
    if (present !== undefined) supply(session, AV, dataset(present), T0);
    const command: SupplyClaims = {
      datasets: [{ configurationId: AV, claims: dataset('d2') }],
      ...(expected === undefined ? {} : { expected: { [AV]: expected } }),
    };
    const act = () => session.supplyClaims(command, T0)[AV];
    if (outcome === 'claims_precondition_failed') expect(refusedFor(act)).toBe(outcome);
    else expect(act()).toBe(outcome);
    expect(digestsOf(session)).toEqual([outcome === 'claims_precondition_failed' ? present : 'd2']);
  });
});

describe('claims for several at once under a condition on all of them', () => {
  const both = { deliverables: [{ configurationId: AV }, { configurationId: PID }] };
  const command = (expected: SupplyClaims['expected'], names: readonly [string, string]): SupplyClaims => ({
    datasets: [AV, PID].map((configurationId, index) => ({ configurationId, claims: claims(names[index] as string) })),
    ...(expected === undefined ? {} : { expected }),
  });

  it('are none of them taken when one is not as expected', () => {
    const session = newSession(both);
    supply(session, PID, claims('theirs'), T0);
    const act = () => session.supplyClaims(command({ [AV]: [], [PID]: [] }, ['a', 'b']), T0);
    expect(refusedFor(act)).toBe('claims_precondition_failed');
    expect(digestsOf(session)).toEqual([undefined, 'digest-theirs']);
  });

  it('nor when one changed that nothing was supplied for', () => {
    const session = newSession(both);
    supply(session, PID, claims('theirs'), T0);
    const only = { datasets: [{ configurationId: AV, claims: claims('a') }], expected: { [AV]: [], [PID]: [] } };
    expect(refusedFor(() => session.supplyClaims(only, T0))).toBe('claims_precondition_failed');
  });

  it('are unchanged when the same request comes once more', () => {
    const session = newSession(both);
    session.supplyClaims(command({ [AV]: [], [PID]: [] }, ['a', 'b']), T0);
    expect(session.supplyClaims(command({ [AV]: [], [PID]: [] }, ['a', 'b']), T0)).toEqual({
      [AV]: 'unchanged',
      [PID]: 'unchanged',
    });
  });
});

describe('a release under a condition', () => {
  const held = { deliverables: [{ configurationId: AV, requiresRelease: true }] };

  it('is of the claims that were looked at, and a repeat of it has succeeded', () => {
    const session = newSession(held);
    supply(session, AV, claims('a'), T0, 'one');
    const release = (digest: string) =>
      session.releaseClaims({ configurationId: AV, by: 'two', expected: { [AV]: [digest] } }, T0);
    expect(refusedFor(() => release('digest-b'))).toBe('claims_precondition_failed');
    expect(session.view().deliverables[0]?.claims).toBe('supplied');
    expect(release('digest-a')).toEqual([AV]);
    expect(release('digest-b')).toEqual([]);
  });
});
