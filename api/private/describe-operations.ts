/** What an operation of the OpenAPI document says beyond its summary and schemas: its name, its group, what is answered. */
import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathItemObject, ZodOpenApiPathsObject } from 'zod-openapi';
import type { Reason } from '../../protocol/errors/catalogue.js';
import { catalogue } from '../../protocol/errors/catalogue.js';
import { findOperationId } from './operation-ids.js';
import { zError } from './z-service.js';

export const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;

/** What a status means here, and a refusal or two that it comes from; their catalogue entries are the examples. */
const refusals: Readonly<Record<string, readonly [description: string, ...reasons: Reason[]]>> = {
  '400': ['The body, a parameter or a header is not what the schema says', 'body_invalid', 'precondition_invalid'],
  '401': ['No key, or one that opens nothing', 'api_key_missing', 'api_key_wrong'],
  '403': ['The key lacks the scope, or is bound to another issuer', 'api_scope_missing'],
  '404': ['There is no such thing, or it is another issuer’s', 'session_unknown'],
  '409': ['Not in the present state, or the Idempotency-Key is in use', 'session_closed', 'idempotency_conflict'],
  '410': ['What the cursor points at is no longer kept', 'events_cursor_gone'],
  '412': ['The claims are not those the condition names', 'claims_precondition_failed'],
  '413': ['The body is larger than two megabytes, or an upload than it may be', 'body_too_large'],
  '415': ['The body is not of a type that is taken here, or does not say which', 'body_type_unsupported'],
  '422': ['The body is of the right shape, and says what cannot be', 'claims_invalid'],
  '429': ['Too many requests; Retry-After says how long to wait', 'too_many_requests', 'too_many_failed_logins'],
  '500': ['A fault of ours; the log has it under X-Request-Id', 'server_error'],
  '503': ['Something this depends on is away; nothing was done, or it can be repeated', 'temporarily_unavailable'],
};

const text = (description: string) => z.string().meta({ description });
const optional = (description: string) => z.string().optional().meta({ description });
const requestId = { 'X-Request-Id': text('Names the request in logs and in the audit record') };
const refusalHeaders: Readonly<Record<string, z.ZodRawShape>> = {
  '401': { 'WWW-Authenticate': text('How to authenticate') },
  '409': { 'Retry-After': optional('Seconds; where a request under the same Idempotency-Key is under way') },
  '429': { 'Retry-After': text('Seconds') },
  '503': { 'Retry-After': text('Seconds') },
};

/** Of `Idempotency-Key`: on every POST, whatever it does. Blanks around it are HTTP's (RFC 9110 section 5.5), and never seen. */
const idempotencyKey = {
  'Idempotency-Key': z
    .string()
    .regex(/^[ \t]*[\x21-\x7E]{1,255}[ \t]*$/)
    .optional()
    .meta({ description: 'Random for each new request; a repeat under it is answered as the first one was' }),
};

/** What every operation takes, answers with and may be refused with, so that no path has to say it. */
export function completeOperations(paths: ZodOpenApiPathsObject): ZodOpenApiPathsObject {
  const completeItem = (path: string, item: ZodOpenApiPathItemObject): ZodOpenApiPathItemObject => {
    const operations = METHODS.flatMap((method) => {
      const found = item[method];
      return found === undefined ? [] : [[method, complete(method, path, found)]];
    });
    return { ...item, ...Object.fromEntries(operations) };
  };
  return Object.fromEntries(Object.entries(paths).map(([path, item]) => [path, completeItem(path, item)]));
}

function complete(method: string, path: string, one: ZodOpenApiOperationObject): ZodOpenApiOperationObject {
  const isOpen = one.security?.length === 0;
  const header = one.requestParams?.header as z.ZodObject | undefined;
  const more = method === 'post' && !isOpen ? idempotencyKey : {};
  const headers = z.object({ ...header?.shape, ...more });
  const refused = isOpen ? ['500'] : statusesOf(method, one);
  return {
    operationId: findOperationId(method, path),
    tags: [tagOf(path)],
    ...one,
    requestParams: {
      ...one.requestParams,
      ...(Object.keys(headers.shape).length === 0 ? {} : { header: headers }),
    },
    responses: {
      ...Object.fromEntries(refused.map((status) => [status, buildRefusal(status)])),
      ...completeAnswers(method, path, one),
    },
  };
}

/** Which refusals an operation may come to, by what it takes. */
function statusesOf(method: string, { requestParams, requestBody }: ZodOpenApiOperationObject): string[] {
  const isConditional =
    requestParams?.header !== undefined && 'If-Match' in (requestParams.header as z.ZodObject).shape;
  return Object.entries({
    // Whatever is no GET may bring a body that cannot be read, needed or not.
    '400': method !== 'get' || requestParams?.query !== undefined,
    '401': true,
    '403': true,
    '404': requestParams?.path !== undefined || requestBody !== undefined,
    '409': method !== 'get',
    '412': isConditional,
    '413': method !== 'get',
    '415': requestBody !== undefined,
    '422': requestBody !== undefined,
    '429': true,
    '500': true,
    '503': true,
  }).flatMap(([status, isPossible]) => (isPossible ? [status] : []));
}

/** @param status one that has to be described above */
export function buildRefusal(status: string) {
  const [description, ...reasons] = refusals[status] ?? ['Refused'];
  const examples = reasons.map((reason) => [reason, { value: buildExample(reason) }] as const);
  return {
    description,
    headers: z.object({ ...requestId, ...refusalHeaders[status] }),
    content: { 'application/json': { schema: zError, examples: Object.fromEntries(examples) } },
  };
}

function buildExample(reason: Reason): Record<string, string> {
  const { family, code, sentence, help } = catalogue()[reason];
  return {
    error: code,
    error_description: sentence,
    ...(family === 'back_office' ? { reason, help } : {}),
  };
}

/** The answers of its own: each with the headers that come with it. */
function completeAnswers(method: string, path: string, one: ZodOpenApiOperationObject) {
  const completed = Object.entries(one.responses).map(([status, answer]) => {
    const { headers, ...rest } = answer as { description: string; headers?: z.ZodObject };
    const shape = {
      ...requestId,
      ...(status === '201' && path !== '/claims' ? { Location: text('Where it is found from now on') } : {}),
      ...(method === 'post' ? { 'Idempotency-Replayed': optional('`true`: answered before') } : {}),
      ...headers?.shape,
    };
    return [status, { ...rest, headers: z.object(shape) }];
  });
  return Object.fromEntries(completed);
}

const tags: readonly (readonly [name: string, description: string, paths: RegExp])[] = [
  [
    'Claims',
    'Supply, correct, release and deny what is issued',
    /^\/sessions\/\{id\}\/(claims|deny|release)|^\/claims/,
  ],
  ['Webhooks', 'Endpoints, deliveries and the feed of events', /^\/(webhooks|deliveries|events)|\/deliveries$/],
  ['Credentials', 'After issuance: revoke, suspend, reinstate', /^\/credentials|\/credentials$/],
  ['Sessions', 'Create, follow, renew and end issuance sessions', /^\/sessions/],
  ['Inbox', 'What waits for people, and who works on it', /^\/inbox/],
  ['Access', 'API keys and the record of what was done with them', /^\/(api-keys|audit)/],
  ['Service', 'The installation itself', /^\/(health|metrics|openapi)/],
];

const OTHER = 'More';
function tagOf(path: string): string {
  return tags.find(([, , paths]) => paths.test(path))?.[0] ?? OTHER;
}

/** Those that are in use. */
export function describeTags(paths: ZodOpenApiPathsObject): { name: string; description?: string }[] {
  const used = new Set(Object.keys(paths).map(tagOf));
  const known = tags.filter(([name]) => used.has(name)).map(([name, description]) => ({ name, description }));
  return used.has(OTHER) ? [...known, { name: OTHER }] : known;
}
