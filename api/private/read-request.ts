/** Bodies and queries of the private API, checked against their schemas. */
import type { Request } from 'express';
import type { z } from 'zod';
import { checkShape } from '../../protocol/check-shape.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { jsonBody } from '../http/read-body.js';

/** @throws ProtocolError `body_invalid` that names every member at fault, `body_type_unsupported` */
export function parseBody<T extends z.ZodType>(request: Request, schema: T): z.infer<T> {
  const reasons = {
    contentType: 'body_type_unsupported',
    malformed: 'body_invalid',
    duplicate: 'body_invalid',
  } as const;
  const body = jsonBody(request, reasons);
  return checked(schema, body);
}

/** As `parseBody`, for a request that needs no body. */
export function parseOptionalBody<T extends z.ZodType>(request: Request, schema: T): z.infer<T> {
  const isEmpty = request.body === undefined || request.body === '';
  return isEmpty ? checked(schema, {}) : parseBody(request, schema);
}

/** @throws ProtocolError `body_invalid` that names every parameter at fault */
export function parseQuery<T extends z.ZodType>(request: Request, schema: T): z.infer<T> {
  return checked(schema, request.query);
}

/** @throws ProtocolError `body_invalid` that names every member at fault */
export function checked<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const parsed = checkShape(schema, value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), problem: issue.message }));
  throw refuse('body_invalid', { reason: 'The request does not have the expected shape.', problems });
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the members that are undefined. */
export function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>;
}
