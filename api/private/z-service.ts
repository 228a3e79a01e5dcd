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
const zIssuersFile = z
  .object({
    taken_at: z.iso.datetime(),
    versions: z.record(z.string(), z.string()).meta({ description: 'By issuer id' }),
    refused: z
      .object({ at: z.iso.datetime(), mistakes: z.array(z.string()) })
      .optional()
      .meta({ description: 'The file that lies there now, where it cannot be used; an earlier one stays in use' }),
  })
  .meta({ id: 'IssuersFile', description: 'What of the issuers’ file is in use' });
const zSwitchedOff = z.object({ issuer: z.string(), credential_configuration_id: z.string().nullable() });
export const zReady = z
  .object({
    status: zUpOrDown.meta({ description: 'up: all parts are' }),
    temporal: zUpOrDown,
    database: zUpOrDown,
    issuing_off: z
      .array(zSwitchedOff)
      .optional()
      .meta({ description: 'Where issuing is switched off, which is not down; null: all of the issuer' }),
    configuration: zIssuersFile,
  })
  .meta({ id: 'Ready' });
export type ReadyAnswer = z.input<typeof zReady>;
export type ReadyParts = Pick<ReadyAnswer, 'temporal' | 'database'>;
export type IssuersFileAnswer = z.input<typeof zIssuersFile>;
