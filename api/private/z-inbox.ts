/** What the private API answers of release and the inbox. Names are the wire's. */
import { z } from 'zod';

export const zReleased = z
  .object({ released: z.array(z.string()).meta({ description: 'Configuration ids; empty when it was done before' }) })
  .meta({ id: 'ClaimsReleased' });
const zTime = z.iso.datetime();
const zInboxItem = z
  .object({
    session_id: z.string(),
    credential_configuration_id: z.string(),
    issuer: z.string(),
    reference: z.string().nullable(),
    waits_for: z.enum(['claims', 'release']),
    wallet_waiting: z.boolean(),
    being_pulled: z.boolean().meta({ description: 'A back office is being asked: the claims may come by themselves' }),
    since: zTime,
    due_at: zTime.meta({ description: 'When the wait or the last token ends; before there is a token, the offer' }),
    overdue: z.boolean(),
    claimed_by: z.string().nullable(),
    claimed_until: zTime.nullable(),
  })
  .meta({ id: 'InboxItem' });
export const zInboxPage = z
  .object({ items: z.array(zInboxItem), next_after: z.string().nullable() })
  .meta({ id: 'InboxPage' });
export const zLease = z.object({ claimed_by: z.string(), claimed_until: zTime }).meta({ id: 'InboxLease' });

export type InboxItemAnswer = z.input<typeof zInboxItem>;
