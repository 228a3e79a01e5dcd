/** OpenAPI 3.1 of the private API, from the same schemas that check its requests. */

import { createDocument } from 'zod-openapi';
import { buildAssurancePaths } from './assurance-routes.js';
import { buildAccessPaths } from './build-access-paths.js';
import { buildBulkPaths } from './build-bulk-paths.js';
import { buildBulkStatusPaths } from './build-bulk-status-paths.js';
import { buildCredentialPaths } from './build-credential-paths.js';
import { buildHandsPaths } from './build-hands-paths.js';
import { buildPrivacyPaths } from './build-privacy-paths.js';
import { buildServicePaths } from './build-service-paths.js';
import { buildSessionPaths } from './build-session-paths.js';
import { buildWebhookPaths } from './build-webhook-paths.js';
import { completeOperations, describeTags } from './describe-operations.js';
import { json, operation } from './document-operation.js';

/** The lists in `security` name the scope an operation needs, or one of several; `admin` opens all of them. */
const securitySchemes = {
  key: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'vsk_<id>_<secret>',
    description: 'An API key made at /api-keys, or the configured admin key',
  },
  token: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'An access token of the configured OpenID Connect provider; its roles stand for scopes',
  },
} as const;

const description = `Create issuance sessions, hand over or deny claims, follow what happens.

Every refusal has the shape of \`Error\`; its \`reason\` is listed with its meaning and what to do about it in docs/errors.md.
A POST may be sent again under its \`Idempotency-Key\`: it is done once. Times are ISO 8601 in UTC.`;

export function buildOpenApi(server: string): object {
  const paths = {
    ...buildSessionPaths(operation, json),
    ...buildHandsPaths(operation, json),
    ...buildAssurancePaths(operation, json),
    ...buildCredentialPaths(operation, json),
    ...buildBulkStatusPaths(operation, json),
    ...buildBulkPaths(operation),
    ...buildPrivacyPaths(operation, json),
    ...buildWebhookPaths(operation, json),
    ...buildAccessPaths(operation, json),
    ...buildServicePaths(json),
  };
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Vouchsafe back-office API', version: '0.1.0', description, license: { name: 'Apache-2.0' } },
    servers: [{ url: server }],
    security: [{ key: [] }, { token: [] }],
    tags: describeTags(paths),
    components: { securitySchemes },
    paths: completeOperations(paths),
  });
}
