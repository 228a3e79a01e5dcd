/** What the private listener serves without a key, in the OpenAPI document. */
import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import type { Json } from './document-operation.js';
import { zAlive, zReady } from './z-service.js';

export function buildServicePaths(json: Json): ZodOpenApiPathsObject {
  const open = (summary: string, responses: ZodOpenApiOperationObject['responses']) => ({
    get: { summary, security: [], responses },
  });
  return {
    '/health/live': open('Whether the process runs', { '200': { description: 'It does', ...json(zAlive) } }),
    '/health/ready': open('Whether everything it depends on answers', {
      '200': { description: 'It does', ...json(zReady) },
      '503': { description: 'Something does not; it is named', ...json(zReady) },
    }),
    '/metrics': open('Measurements, as Prometheus reads them', {
      '200': { description: 'Text format 0.0.4', content: { 'text/plain': { schema: z.string() } } },
    }),
    '/openapi.json': open('This document', { '200': { description: 'OpenAPI 3.1', ...json(z.looseObject({})) } }),
  };
}
