/** How the parts of the OpenAPI document write an operation down; what all have in common is added afterwards. */
import type { z } from 'zod';
import { z as zod } from 'zod';
import type { ZodOpenApiOperationObject } from 'zod-openapi';
import type { Scope } from '../../ports/caller.js';

export type Operation = (
  summary: string,
  rest: Partial<ZodOpenApiOperationObject> & {
    /** What a caller needs, or any of several; `admin` unless said. */
    scope?: Scope | Scope[];
    /** `headers`: besides those that every answer of its kind has. */
    ok?: { status: string; schema?: z.ZodType; headers?: z.ZodObject };
  },
) => ZodOpenApiOperationObject;
export type Json = (schema: z.ZodType) => { content: { 'application/json': { schema: z.ZodType } } };

export const json: Json = (schema) => ({ content: { 'application/json': { schema } } });

/** For an answer that nobody has described; a test finds it. */
const zUndescribed = zod.looseObject({});

export const operation: Operation = (summary, rest) => {
  const { ok = { status: '200' }, scope = 'admin', ...others } = rest;
  const { status, schema = zUndescribed, headers } = ok;
  const answer = {
    description: status === '204' ? 'Done; there is nothing to say' : 'Done',
    ...(status === '204' ? {} : json(schema)),
    ...(headers === undefined ? {} : { headers }),
  };
  const scopes: string[] = [scope].flat();
  const security = scopes.flatMap((one): Record<string, string[]>[] => [{ key: [one] }, { token: [one] }]);
  return { summary, security, responses: { [status]: answer }, ...others };
};
