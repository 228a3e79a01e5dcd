import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkShape } from '../../protocol/check-shape.js';

const unmeasurable = { length: { toString: 1 } };
const schema = z.object({ names: z.array(z.string()).min(1), note: z.string().max(5).optional() });

describe('a value of a stranger', () => {
  it('is read by its schema, or refused with the place of the mistake', () => {
    expect(checkShape(schema, { names: ['a'] })).toMatchObject({ success: true, data: { names: ['a'] } });
    expect(checkShape(schema, { names: [] }).error?.issues).toMatchObject([{ path: ['names'] }]);
  });

  it.each([
    { names: unmeasurable },
    { names: ['a'], note: unmeasurable },
    { names: [unmeasurable], note: unmeasurable },
  ])('X-04 is refused where JavaScript cannot measure it: %j', (value) => {
    expect(checkShape(schema, value).error?.issues).toMatchObject([{ message: expect.stringContaining('length') }]);
  });

  it('does not get a fault of the schema for an answer', () => {
    const faulty = z.unknown().refine((value) => (value as { name: string }).name.length > 0);
    expect(() => checkShape(faulty, {})).toThrow(TypeError);
  });
});
