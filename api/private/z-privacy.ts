/** Shapes of erasure and export on the private API. */
import { z } from 'zod';

export const zSubjectName = z
  .strictObject({
    subject_id: z
      .string()
      .min(1)
      .max(200)
      .meta({ description: 'As sessions were created with, or as the login named it' }),
    issuer: z.string().optional().meta({ description: 'Absent: the first of the issuers’ file' }),
  })
  .meta({ id: 'SubjectName' });

export const zErasedSubject = z
  .object({
    session_ids: z.array(z.string()).meta({ description: 'Sessions that are being erased' }),
    credentials: z
      .number()
      .int()
      .meta({ description: 'Rows of the registry that named the subject; they stay revocable by their id' }),
  })
  .meta({ id: 'ErasedSubject' });

export const zSessionExport = z
  .looseObject({
    format: z.literal('vouchsafe-session-export'),
    format_version: z.literal(1),
    exported_at: z.iso.datetime(),
    session: z.looseObject({}),
    events: z.array(z.looseObject({})),
    logs: z.array(z.looseObject({})),
    refusals: z.record(z.string(), z.looseObject({})),
  })
  .meta({ id: 'SessionExport' });

export const zSubjectExport = z
  .looseObject({
    format: z.literal('vouchsafe-subject-export'),
    format_version: z.literal(1),
    exported_at: z.iso.datetime(),
    issuer: z.string(),
    sessions: z.array(z.looseObject({})),
  })
  .meta({ id: 'SubjectExport' });
