/** The credentials part of the OpenAPI document. */
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import type { Json, Operation } from './document-operation.js';
import { zChangedStatus, zCredential, zCredentialList, zStatusOutcomes, zSubject } from './z-credentials.js';

const id = z.object({ id: z.string() });
const summaries = {
  revoke: 'Revoke, for good',
  suspend: 'Suspend; needs a configuration with two status bits',
  reinstate: 'End a suspension',
};

export function buildCredentialPaths(operation: Operation, json: Json): ZodOpenApiPathsObject {
  const acts = Object.entries(summaries).map(([act, summary]) => ({
    [`/credentials/{id}/${act}`]: {
      post: operation(`${summary}; answered when a status list that shows it is served`, {
        scope: 'credentials:status',
        requestParams: { path: id },
        ok: { status: '200', schema: zChangedStatus },
      }),
    },
    [`/credentials/${act}`]: {
      post: operation(`${summary}: every credential of a subject`, {
        scope: 'credentials:status',
        requestBody: { required: true, ...json(zSubject) },
        ok: { status: '200', schema: zStatusOutcomes },
      }),
    },
  }));
  return Object.assign(
    {
      '/sessions/{id}/credentials': {
        get: operation('The credentials issued in a session', {
          scope: 'sessions:read',
          requestParams: { path: id },
          ok: { status: '200', schema: zCredentialList },
        }),
      },
      '/credentials/{id}': {
        get: operation('One issued credential', {
          scope: 'sessions:read',
          requestParams: { path: id },
          ok: { status: '200', schema: zCredential },
        }),
      },
    },
    ...acts,
  );
}
