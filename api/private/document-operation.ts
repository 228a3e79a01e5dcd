/** How the parts of the OpenAPI document write an operation down; what all have in common is added afterwards. */
import type { z } from 'zod';
import { z as zod } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiRequestBodyObject, ZodOpenApiResponseObject } from 'zod-openapi';
import type { Scope } from '../../ports/caller.js';

export type Operation = (
  summary: string,
  rest: Omit<Partial<ZodOpenApiOperationObject>, 'requestBody'> & {
    /** OpenAPI takes a body that does not say so for one that may be left out. */
    requestBody?: ZodOpenApiRequestBodyObject & { required: boolean };
    /** What a caller needs, or any of several; `admin` unless said. */
    scope?: Scope | Scope[];
    /** `headers`: besides those that every answer of its kind has. */
    ok?: { status: string; schema?: z.ZodType; headers?: z.ZodObject };
    /** What it may be answered besides `ok`, and besides the refusals that all of its kind have. */
    also?: Readonly<Record<string, ZodOpenApiResponseObject>>;
  },
) => ZodOpenApiOperationObject;
export type Json = (schema: z.ZodType) => { content: { 'application/json': { schema: z.ZodType } } };

export const json: Json = (schema) => ({ content: { 'application/json': { schema } } });

/** For an answer that nobody has described; a test finds it. */
const zUndescribed = zod.looseObject({});

export const operation: Operation = (summary, rest) => {
  const { ok = { status: '200' }, also, scope = 'admin', ...others } = rest;
  const { status, schema = zUndescribed, headers } = ok;
  const answer = {
    description: status === '204' ? 'Done; there is nothing to say' : 'Done',
    ...(status === '204' ? {} : json(schema)),
    ...(headers === undefined ? {} : { headers }),
  };
  const scopes: string[] = [scope].flat();
  const security = scopes.flatMap((one): Record<string, string[]>[] => [{ key: [one] }, { token: [one] }]);
  return { summary, security, responses: { [status]: answer, ...also }, ...others };
};
