/** Shapes of the private API's credentials part. Names are the wire's. */
import { z } from 'zod';

export const zSubject = z
  .strictObject({
    subject_id: z.string().min(1).max(200).meta({ description: 'As it was given when the sessions were created' }),
    issuer: z.string().optional(),
    credential_configuration_id: z.string().min(1).optional().meta({ description: 'Only credentials of this one' }),
  })
  .meta({ id: 'Subject' });

export const zCredential = z
  .object({
    credential_id: z.string(),
    session_id: z.string(),
    issuer: z.string(),
    credential_configuration_id: z.string(),
    configuration_version: z.string(),
    status: z.enum(['valid', 'suspended', 'revoked']),
    revocable: z.boolean().meta({ description: 'Whether the credential carries a status entry' }),
    issued_at: z.iso.datetime(),
    valid_until: z.iso.datetime(),
    status_changed_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Credential' });

export const zStatusOutcome = z
  .object({
    credential_id: z.string(),
    outcome: z.enum(['changed', 'unchanged', 'refused']),
    reason: z.string().optional().meta({ description: 'Reason id, when refused' }),
  })
  .meta({ id: 'StatusOutcome' });

export const zCredentialList = z.object({ credentials: z.array(zCredential) }).meta({ id: 'CredentialList' });
export const zStatusOutcomes = z.object({ credentials: z.array(zStatusOutcome) }).meta({ id: 'StatusOutcomes' });
export const zChangedStatus = z
  .object({
    credential_id: z.string(),
    status: z.enum(['valid', 'suspended', 'revoked']),
    outcome: z.enum(['changed', 'unchanged']).meta({ description: 'unchanged: it was so already' }),
  })
  .meta({ id: 'ChangedStatus' });
export type CredentialAnswer = z.input<typeof zCredential>;
export type ChangedStatusAnswer = z.input<typeof zChangedStatus>;
