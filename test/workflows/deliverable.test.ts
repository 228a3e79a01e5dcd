import { describe, expect, it } from 'vitest';
import { Deliverable } from '../../workflows/issuance-session/deliverable.js';
import type { Grant } from '../../workflows/issuance-session/grants.js';
import { AV, claims, refusedFor, request, T0 } from './fixtures.js';

const grant: Grant = { mark: 'grant', configurationIds: [AV], access: [] };

describe('a deliverable', () => {
  it('begins with its claims released or awaited', () => {
    expect(new Deliverable(AV).view()).toEqual({ configurationId: AV, claims: 'awaiting', issuances: [] });
    expect(new Deliverable(AV, claims('a')).view()).toEqual({
      configurationId: AV,
      claims: 'released',
      claimsDigest: 'digest-a',
      issuances: [],
    });
  });

  it('remembers of a request whether it had to wait', () => {
    const deliverable = new Deliverable(AV);
    expect(deliverable.accept(request('r1', { keys: 2 }), grant, T0)).toMatchObject({
      keys: 2,
      wasDeferred: true,
      state: 'deferred',
    });
    deliverable.supply(claims('a'));
    expect(deliverable.accept(request('r2'), grant, T0).wasDeferred).toBe(false);
  });

  it('has delivered from the moment a signature is in the making', () => {
    const deliverable = new Deliverable(AV, claims('a'));
    const issuance = deliverable.accept(request(), grant, T0);
    expect(deliverable.hasDelivered).toBe(false);
    issuance.isSigning = true;
    expect(deliverable.hasDelivered).toBe(true);
    issuance.isSigning = false;
    for (const state of ['delivered', 'accepted', 'failed', 'deleted'] as const) {
      issuance.state = state;
      expect(deliverable.hasDelivered).toBe(true);
    }
    issuance.state = 'denied';
    expect(deliverable.hasDelivered).toBe(false);
  });

  it('forgets a released request and no other', () => {
    const deliverable = new Deliverable(AV);
    const first = deliverable.accept(request('r1'), grant, T0);
    deliverable.accept(request('r2'), grant, T0);
    deliverable.release(first);
    expect(deliverable.view().issuances.map((one) => one.requestId)).toEqual(['r2']);
  });

  it('denies those who wait and leaves a signature in the making alone', () => {
    const deliverable = new Deliverable(AV);
    const waiting = deliverable.accept(request('r1'), grant, T0);
    const signing = deliverable.accept(request('r2'), grant, T0);
    signing.isSigning = true;
    deliverable.deny();
    expect([waiting.state, signing.state]).toEqual(['denied', 'deferred']);
    expect(refusedFor(() => deliverable.supply(claims('a')))).toBe('claims_denied');
  });
});
