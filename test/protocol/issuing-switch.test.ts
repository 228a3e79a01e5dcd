import { describe, expect, it } from 'vitest';
import { checkIssuing, isIssuing } from '../../protocol/issuing-switch.js';
import { expectRefusal } from './expect-refusal.js';

const on = { state: 'on', configurationsOff: [] } as const;
const off = { state: 'off', configurationsOff: [] } as const;
const partly = { state: 'on', configurationsOff: ['a'] } as const;

describe('the switch of an issuer', () => {
  it('that was never used is on', () => {
    expect(isIssuing(undefined, 'a')).toBe(true);
    expect(() => checkIssuing(undefined, [])).not.toThrow();
    expect(() => checkIssuing(on, ['a'])).not.toThrow();
  });

  it('stops everything when it is off, whatever is asked for', async () => {
    expect(isIssuing(off, 'a')).toBe(false);
    await expectRefusal(() => checkIssuing(off, []), 'issuing_switched_off');
    const { evidence } = await expectRefusal(() => checkIssuing(off, ['a']), 'issuing_switched_off');
    expect(evidence['retry_after']).toBe(60);
  });

  it('of one configuration holds up what asks for nothing else', async () => {
    expect([isIssuing(partly, 'a'), isIssuing(partly, 'b')]).toEqual([false, true]);
    expect(() => checkIssuing(partly, ['a', 'b'])).not.toThrow();
    await expectRefusal(() => checkIssuing(partly, ['a']), 'issuing_switched_off');
  });
});
