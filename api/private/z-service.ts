/** What the private listener answers of itself, and how it refuses. Names are the wire's. */
import { z } from 'zod';

const zProblem = z.union([
  z
    .object({ path: z.string(), problem: z.string() })
    .meta({ id: 'ShapeProblem', description: 'Of the request; the path with dots' }),
  z
    .object({ path: z.string(), rule: z.string(), message: z.string() })
    .meta({ id: 'ClaimProblem', description: 'Of claims; the path as a JSON pointer, the rule a schema keyword' }),
]);

/** A refusal says more than these where more is known: `expected`, `provided` and what else the throw site saw. */
export const zError = z
  .looseObject({
    error: z.string().meta({ description: 'Code' }),
    error_description: z.string().meta({ description: 'Fixed for its reason' }),
    reason: z.string().optional().meta({ description: 'Reason id, see docs/errors.md; absent for our own faults' }),
    help: z.string().optional().meta({ description: 'What to do about it' }),
    detail: z.string().optional().meta({ description: 'What exactly is wrong' }),
    problems: z.array(zProblem).optional().meta({ description: 'The members at fault' }),
  })
  .meta({ id: 'Error' });

export const zAlive = z.object({ status: z.literal('up') }).meta({ id: 'Alive' });
const zUpOrDown = z.enum(['up', 'down']);
/** The parts besides `status` are those the installation has. */
export const zReady = z.object({ status: zUpOrDown }).catchall(zUpOrDown).meta({ id: 'Ready' });
