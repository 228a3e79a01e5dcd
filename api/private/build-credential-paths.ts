/** The credentials part of the OpenAPI document. */
import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { zCredential, zStatusOutcome, zSubject } from './z-credentials.js';

type Operation = (
  summary: string,
  rest: Partial<ZodOpenApiOperationObject> & { ok?: { status: string; schema?: z.ZodType } },
) => ZodOpenApiOperationObject;
type Json = (schema: z.ZodType) => { content: { 'application/json': { schema: z.ZodType } } };

const id = z.object({ id: z.string() });
const summaries = {
  revoke: 'Revoke, for good',
  suspend: 'Suspend; needs a configuration with two status bits',
  reinstate: 'End a suspension',
};

export function buildCredentialPaths(operation: Operation, json: Json): ZodOpenApiPathsObject {
  const outcomes = z.object({ credentials: z.array(zStatusOutcome) });
  const acts = Object.entries(summaries).map(([act, summary]) => ({
    [`/credentials/{id}/${act}`]: {
      post: operation(`${summary}; answered when a status list that shows it is served`, {
        requestParams: { path: id },
        ok: { status: '200', schema: zStatusOutcome },
      }),
    },
    [`/credentials/${act}`]: {
      post: operation(`${summary}: every credential of a subject`, {
        requestBody: json(zSubject),
        ok: { status: '200', schema: outcomes },
      }),
    },
  }));
  return Object.assign(
    {
      '/sessions/{id}/credentials': {
        get: operation('The credentials issued in a session', {
          requestParams: { path: id },
          ok: { status: '200', schema: z.object({ credentials: z.array(zCredential) }) },
        }),
      },
      '/credentials/{id}': {
        get: operation('One issued credential', {
          requestParams: { path: id },
          ok: { status: '200', schema: zCredential },
        }),
      },
    },
    ...acts,
  );
}
