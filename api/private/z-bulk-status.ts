/** Shapes of the private API's acts upon many credentials, and of the kill switch. Names are the wire's. */
import { z } from 'zod';

const thumbprint = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be a SHA-256 in base64url (43 characters)');
const selectors = [
  'subject_id',
  'certificate',
  'key_id',
  'credential_configuration_id',
  'issued_after',
  'issued_before',
];

export const zBulk = z
  .strictObject({
    act: z.enum(['revoke', 'suspend', 'reinstate']),
    issuer: z.string().optional().meta({ description: 'Id or identifier; the first one when left out' }),
    subject_id: z.string().min(1).max(200).optional(),
    certificate: thumbprint.optional().meta({ description: 'x5t#S256 of the certificate that signed' }),
    key_id: thumbprint.optional().meta({ description: 'RFC 7638 thumbprint of the key that signed: kid of /jwks' }),
    credential_configuration_id: z.string().min(1).optional(),
    issued_after: z.iso.datetime({ offset: true }).optional().meta({ description: 'Inclusive' }),
    issued_before: z.iso.datetime({ offset: true }).optional().meta({ description: 'Exclusive; the present at most' }),
    reason: z.string().min(1).max(500).optional().meta({ description: 'Kept with the act; no personal data' }),
  })
  .refine((body) => selectors.some((one) => body[one as keyof typeof body] !== undefined), {
    // An empty body must not revoke everything an issuer ever issued.
    message: `must select by at least one of ${selectors.join(', ')}`,
  })
  .meta({ id: 'BulkStatus' });

export const zBulkQuery = z.object({ dry_run: z.enum(['true', 'false']).optional() });

const zCount = z
  .object({
    matched: z.number().int(),
    changeable: z.number().int(),
    unchanged: z.number().int().meta({ description: 'In that status already' }),
    refused: z.number().int().meta({ description: 'Cannot be changed so: revoked, or one status bit' }),
  })
  .meta({ id: 'BulkCount' });

export const zBulkCounted = z.object({ dry_run: z.literal(true), found: zCount }).meta({ id: 'BulkCounted' });

export const zBulkAct = z
  .object({
    bulk_id: z.string(),
    issuer: z.string(),
    status: z.enum(['valid', 'suspended', 'revoked']),
    state: z.enum(['running', 'done']),
    changed: z.number().int(),
    found: zCount.meta({ description: 'When it was asked for' }),
    by: z.string(),
    reason: z.string().nullable(),
    started_at: z.iso.datetime(),
    progressed_at: z.iso.datetime(),
  })
  .meta({ id: 'BulkAct' });

const zState = z.enum(['on', 'off']);

export const zSwitch = z
  .strictObject({
    state: zState,
    configurations: z
      .record(z.string(), zState)
      .optional()
      .meta({ description: 'By configuration id; what is not named stays as it is' }),
    reason: z.string().min(1).max(500),
  })
  .meta({ id: 'Switch' });

export const zSwitchAnswer = z
  .object({
    issuer: z.string(),
    state: zState,
    configurations: z.record(z.string(), z.literal('off')),
    changes: z.array(
      z.object({
        at: z.iso.datetime(),
        by: z.string(),
        state: zState,
        configurations: z.record(z.string(), z.literal('off')),
        reason: z.string(),
      }),
    ),
  })
  .meta({ id: 'SwitchState' });
