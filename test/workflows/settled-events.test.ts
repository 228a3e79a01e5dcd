import { expect, it } from 'vitest';
import { AV, claims, exchange, newSession, PID, request, T0 } from './fixtures.js';

it('what a signature under way may yet take back is not settled, whichever of two fails first', () => {
  for (const isFirstToFail of [true, false]) {
    const deliverables = [AV, PID].map((configurationId) => ({ configurationId, claims: claims(configurationId) }));
    const session = newSession({ deliverables });
    session.exchangeToken(exchange(), T0);
    const deliveries = [AV, PID].map((configurationId) => {
      const step = session.requestCredential(request(`request-${configurationId}`, { configurationId }), T0);
      if (step.kind !== 'sign') throw new Error('There is nothing to be signed');
      return session.deliver(step.deliverable, step.issuance, T0);
    });
    const story = session.view().events.map((one) => one.type);
    expect(story.slice(2)).toEqual(Array(2).fill(['credential_requested', 'credential_issued']).flat());
    expect(session.settledEvents).toHaveLength(3);
    const [failing, other] = isFirstToFail ? deliveries : deliveries.toReversed();
    failing?.rollBack();
    expect(session.settledEvents).toHaveLength(isFirstToFail ? 4 : 3);
    other?.settle();
    expect(session.settledEvents).toHaveLength(5);
    expect(session.view().events.map((one) => one.seq)).toEqual([1, 2, 3, 4, 5]);
    expect(session.view().events.filter((one) => one.type === 'credential_issued')).toHaveLength(1);
  }
});
