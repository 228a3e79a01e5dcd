/** The OpenAPI document as a contract: what the private API really answers has to be what it says it answers. */

import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { buildOpenApi } from '../../api/private/build-open-api.js';

type Described = {
  readonly headers?: Record<string, { readonly required?: boolean; readonly $ref?: string }>;
  readonly content?: Record<string, { readonly schema?: object }>;
};
type Item = Record<string, { readonly responses: Record<string, Described> }>;
type Document = { readonly paths: Record<string, Item>; readonly components: object };

const document = buildOpenApi('/') as Document;
const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema({ $id: 'contract', components: document.components });

const addresses = Object.entries(document.paths)
  // A literal segment goes before a parameter, as in the router.
  .sort(([one], [other]) => (one.replaceAll('{', '~') < other.replaceAll('{', '~') ? -1 : 1))
  .map(([path, item]) => ({ path, item, matches: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`, 'i') }));
const compiled = new Map<string, ValidateFunction>();

/** What an answer has that the document does not say, or lacks that it says; empty for one that fits. */
export function findContractBreaks(
  method: string,
  url: string,
  answer: { readonly status: number; readonly headers: Headers; readonly body: unknown },
): string[] {
  const path = url.split('?', 1)[0] ?? '';
  const address = addresses.find(({ matches }) => matches.test(path));
  const name = method.toLowerCase();
  if (address === undefined || !Object.hasOwn(address.item, name))
    return checkOtherMethod(answer.status, address !== undefined);
  const status = String(answer.status);
  const described = address.item[name]?.responses[status];
  const at = `${method} ${address.path} ${status}`;
  if (described === undefined) return [`${at}: the status is not in the document`];
  const missing = Object.entries(described.headers ?? {}).flatMap(([header, { required }]) =>
    required === true && !answer.headers.has(header) ? [`${at}: no header ${header}`] : [],
  );
  return [...missing, ...checkBody(at, described, answer)];
}

/** Without a key nobody is told what there is. */
function checkOtherMethod(status: number, isAddress: boolean): string[] {
  const expected = [401, 413, 429, 503, isAddress ? 405 : 404];
  return expected.includes(status) ? [] : [`${status} for what is not in the document`];
}

function checkBody(at: string, described: Described, answer: { headers: Headers; body: unknown }): string[] {
  if (described.content === undefined) return answer.body === '' ? [] : [`${at}: a body where there is none`];
  const type = (answer.headers.get('content-type') ?? '').split(';', 1)[0] ?? '';
  const content = described.content[type];
  if (content === undefined) return [`${at}: ${type} is not in the document`];
  const validate = compiled.get(`${at} ${type}`) ?? ajv.compile(pointingThere(content.schema ?? {}));
  compiled.set(`${at} ${type}`, validate);
  if (validate(answer.body)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${at}: ${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

function pointingThere(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"contract#/components/')) as object;
}
