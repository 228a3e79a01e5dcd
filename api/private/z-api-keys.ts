/** Shapes of API keys and of the audit record on the private API. Names are the wire's. */
import { z } from 'zod';
import type { Scope } from '../../ports/caller.js';
import { zWhole } from './z-whole.js';

const meanings = {
  'sessions:write': 'create, renew and cancel sessions, and see their offers',
  'sessions:read': 'see sessions, their logs, claims states and credentials; no offers',
  'claims:write': 'supply and deny claims',
  'claims:release': 'release claims that somebody else supplied',
  'claims:reveal': 'see everything held about a person, claims included (POST /subjects/export)',
  'credentials:status': 'revoke, suspend and reinstate credentials',
  admin: 'everything, API keys and the audit record included',
} as const satisfies Record<Scope, string>;

const scopes = Object.keys(meanings) as [Scope, ...Scope[]];
export const zScope = z.enum(scopes).meta({
  id: 'Scope',
  description: Object.entries(meanings)
    .map(([scope, meaning]) => `\`${scope}\`: ${meaning}`)
    .join('; '),
});

const zName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .meta({ description: 'For people; put no personal data in', override: { pattern: '\\S' } });
const zScopes = z
  .array(zScope)
  .min(1)
  .max(scopes.length)
  .refine((list) => new Set(list).size === list.length, 'must not name a scope twice')
  .meta({ override: { uniqueItems: true } });
const zTime = z.iso.datetime({ offset: true });

export const zNewApiKey = z
  .strictObject({
    name: zName,
    scopes: zScopes,
    issuer: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'Id or identifier of the one issuer it is for; left out, all issuers' }),
    expires_at: zTime.optional(),
  })
  .meta({ id: 'NewApiKey', examples: [{ name: 'Registry office', scopes: ['sessions:write', 'claims:write'] }] });

export const zApiKeyChange = z
  .strictObject({ name: zName.optional(), scopes: zScopes.optional(), expires_at: zTime.nullable().optional() })
  .meta({ id: 'ApiKeyChange' });

export const zRotateApiKey = z
  .strictObject({
    old_valid_until: zTime
      .optional()
      .meta({ description: 'Until when the secret before also works; left out, it ends at once' }),
  })
  .meta({ id: 'RotateApiKey' });

export const zApiKey = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(zScope),
    issuer: z.string().nullable(),
    created_at: z.iso.datetime(),
    created_by: z.string(),
    expires_at: z.iso.datetime().nullable(),
    revoked_at: z.iso.datetime().nullable(),
    last_used_at: z.iso.datetime().nullable().meta({ description: 'To the minute' }),
    old_secrets_valid_until: z.array(z.iso.datetime()).meta({ description: 'Secrets before, after a rotation' }),
  })
  .meta({ id: 'ApiKey' });

export const zShownApiKey = zApiKey
  .extend({
    api_key: z.string().optional().meta({ description: 'Shown once, here' }),
    api_key_already_given: z.boolean().optional(),
  })
  .meta({ id: 'ShownApiKey' });

export const zApiKeyQuery = z.object({
  after: z
    .string()
    .regex(/^[0-9]{1,16}\.[0-9a-f]{16}$/)
    .optional()
    .meta({ description: '`next_after` of the page before' }),
  limit: zWhole(1, 1000, 100),
});

export const zAuditQuery = z.object({
  after: z.string().max(50).optional().meta({ description: 'Id of the last row that was read' }),
  session: z.string().max(100).optional(),
  caller: z.string().max(300).optional(),
  limit: zWhole(1, 1000, 100),
});

export const zAuditRow = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    caller: z.string(),
    operation: z.string().meta({ description: 'Method and route' }),
    act: z.string().nullable().meta({ description: 'What was done or tried; null when it was refused before that' }),
    outcome: z.enum(['done', 'refused', 'failed']),
    status: z.number().int(),
    reason: z.string().nullable().meta({ description: 'Reason id of a refusal' }),
    issuer: z.string().nullable(),
    session_id: z.string().nullable(),
    credential_id: z.string().nullable(),
    api_key_id: z.string().nullable(),
    credential_configuration_ids: z.array(z.string()),
    request_id: z.string(),
    address: z.string(),
    replayed: z.boolean().meta({ description: 'A repeat under an idempotency key: nothing was done' }),
  })
  .meta({ id: 'AuditRow' });

export const zApiKeyList = z
  .object({ api_keys: z.array(zApiKey), next_after: z.string().nullable() })
  .meta({ id: 'ApiKeyList' });
export const zAuditPage = z
  .object({ audit: z.array(zAuditRow), next_after: z.string().nullable() })
  .meta({ id: 'AuditPage' });
export type ApiKeyAnswer = z.input<typeof zApiKey>;
export type ShownApiKeyAnswer = z.input<typeof zShownApiKey>;
export type AuditAnswer = z.input<typeof zAuditRow>;
