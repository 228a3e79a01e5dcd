/** Shapes of bulk jobs on the private API. Names are the wire's. */
import { z } from 'zod';
import { zClaimsBody, zNewSession } from './z-private-api.js';
import { zWhole } from './z-whole.js';

const zKey = z
  .string()
  .min(1)
  .max(200)
  .optional()
  .meta({ description: 'Names the line, over all jobs of its caller: a session is created once for it' });

export const zSessionLine = zNewSession.safeExtend({ key: zKey }).meta({ id: 'BulkSessionLine' });
export const zClaimsLine = z
  .strictObject({
    key: zKey,
    session_id: z.string().min(1).max(200).optional(),
    reference: z.string().min(1).max(200).optional().meta({ description: 'Of the one open session that has it' }),
    credential_configuration_id: z.string().min(1).max(300),
    claims: zClaimsBody,
  })
  .refine((one) => (one.session_id === undefined) !== (one.reference === undefined), {
    message: 'session_id or reference must be given, and not both',
  })
  .meta({ id: 'BulkClaimsLine' });

export const zUploadQuery = z.object({
  credential_configuration_id: z.string().optional().meta({ description: 'For the lines that name none' }),
});
export const zResultsQuery = z.object({
  after: zWhole(0, 999_999_999, 0).meta({ description: 'Go on behind this line' }),
  state: z.enum(['pending', 'done', 'failed', 'cancelled']).optional(),
  tx_codes: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: 'Show the transaction codes that were made; needs sessions:write' }),
});
export const zJobsQuery = z.object({ limit: zWhole(1, 200, 50) });

const at = z.iso.datetime();
export const zBulkJob = z
  .object({
    bulk_id: z.string(),
    kind: z.enum(['sessions', 'claims']),
    state: z.enum(['receiving', 'running', 'done', 'cancelled']),
    caller: z.string(),
    total: z.number().nullable(),
    pending: z.number(),
    done: z.number(),
    failed: z.number(),
    cancelled: z.number(),
    rate: z.number().nullable().meta({ description: 'Lines a second, since it began' }),
    created_at: at,
    started_at: at.nullable(),
    ended_at: at.nullable(),
    results_until: at.nullable(),
  })
  .meta({ id: 'BulkJob' });
