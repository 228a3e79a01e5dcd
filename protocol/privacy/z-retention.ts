/** The issuers' file on how long things are kept. All durations are seconds. */
import { z } from 'zod';

const DAY = 86_400;
const duration = (fallback: number) =>
  z
    .number()
    .int()
    .min(1)
    .max(3650 * DAY)
    .default(fallback);

export const zRetention = z
  .object({
    /** After a session's end: what says whose it was goes, what happened stays. */
    anonymise_after: duration(30 * DAY),
    /** After a session's end: nothing of it stays. */
    delete_after: duration(365 * DAY),
    /** When claims go that have been issued; a number counts from the last delivery. */
    claims: z
      .union([
        z.enum(['on_issue', 'after_redelivery', 'session_end']),
        z
          .number()
          .int()
          .min(1)
          .max(365 * DAY),
      ])
      .default('session_end'),
    /** After they were written. */
    logs: duration(90 * DAY),
    events: duration(90 * DAY),
    audit: duration(730 * DAY),
  })
  .refine((rules) => rules.delete_after >= rules.anonymise_after, 'delete_after must not come before anonymise_after');

export type RetentionRules = z.infer<typeof zRetention>;
export type ClaimsRetention = RetentionRules['claims'];
