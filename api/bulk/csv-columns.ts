/** Columns of a CSV upload: which there are, and how the text of a cell becomes what the member or claim is. */
import type { BulkKind } from '../../ports/bulk.js';

type Schema = Readonly<Record<string, unknown>>;
/** Undefined: the text is not of this kind. */
type Convert = (text: string) => unknown;
/** By configuration id. */
export type ClaimsSchemas = Readonly<Record<string, unknown>>;

const text: Convert = (cell) => cell;
const number: Convert = (cell) => (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(cell) ? Number(cell) : undefined);
const integer: Convert = (cell) => (/^-?\d+$/.test(cell) ? Number(cell) : undefined);
/** Spreadsheets write TRUE. */
const boolean: Convert = (cell) => ({ true: true, false: false })[cell.toLowerCase()];
const json: Convert = (cell) => {
  try {
    return JSON.parse(cell) as unknown;
  } catch {
    return undefined;
  }
};
const ids: Convert = (cell) => cell.split(/[\s,]+/).filter((one) => one !== '');
const txCode: Convert = (cell) => boolean(cell) ?? json(cell);

const ofSessions: Readonly<Record<string, Convert>> = {
  key: text,
  issuer: text,
  credential_configuration_ids: ids,
  grants: json,
  subject_id: text,
  reference: text,
  metadata: json,
  tx_code: txCode,
  require_wallet_attestation: boolean,
  require_key_attestation: boolean,
  require_dpop: boolean,
  require_release: boolean,
  deferral_limit: integer,
  offer_expires_in: integer,
};
const ofClaims: Readonly<Record<string, Convert>> = {
  key: text,
  session_id: text,
  reference: text,
  credential_configuration_id: text,
};

export const membersOf = (kind: BulkKind) => (kind === 'sessions' ? ofSessions : ofClaims);
export const CLAIMS_PREFIX = 'claims.';

export type ClaimColumn = {
  readonly configurationId: string;
  readonly segments: readonly string[];
  readonly convert: Convert;
};

/**
 * What `claims.<path>` or `claims.<configuration id>.<path>` means; the longer reading wins, as names may hold dots.
 *
 * @param present of the line; absent when it names none
 */
export function findClaim(path: string, schemas: ClaimsSchemas, present: string | undefined): ClaimColumn | undefined {
  const named = Object.keys(schemas)
    .filter((id) => path.startsWith(`${id}.`))
    .sort((one, other) => other.length - one.length)[0];
  const [configurationId, rest] = named === undefined ? [present, path] : [named, path.slice(named.length + 1)];
  if (configurationId === undefined || !Object.hasOwn(schemas, configurationId)) return undefined;
  const root = schemas[configurationId] as Schema;
  const found = walk(root, root, rest);
  return found === undefined ? undefined : { configurationId, ...found };
}

function walk(root: Schema, at: Schema, path: string): Omit<ClaimColumn, 'configurationId'> | undefined {
  const schema = resolve(root, at);
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  const names = Object.keys(properties).sort((one, other) => other.length - one.length);
  for (const name of names) {
    const property = properties[name] as Schema;
    if (path === name) return { segments: [name], convert: converterOf(resolve(root, property)) };
    const below = path.startsWith(`${name}.`) ? walk(root, property, path.slice(name.length + 1)) : undefined;
    if (below !== undefined) return { ...below, segments: [name, ...below.segments] };
  }
  return undefined;
}

/** References within the schema; others stay as they are and read as text. */
function resolve(root: Schema, schema: Schema, depth = 0): Schema {
  const reference = schema['$ref'];
  if (typeof reference !== 'string' || !reference.startsWith('#/') || depth > 10) return schema;
  const found = reference
    .slice(2)
    .split('/')
    .reduce<unknown>(
      (at, name) => (at as Schema | undefined)?.[name.replaceAll('~1', '/').replaceAll('~0', '~')],
      root,
    );
  return found === undefined ? schema : resolve(root, found as Schema, depth + 1);
}

function converterOf({ type, properties, items }: Schema): Convert {
  const first = Array.isArray(type) ? (type as unknown[]).find((one) => one !== 'null') : type;
  switch (first ?? (properties !== undefined || items !== undefined ? 'object' : 'string')) {
    case 'boolean':
      return boolean;
    case 'integer':
      return integer;
    case 'number':
      return number;
    case 'array':
    case 'object':
      return json;
    default:
      return text;
  }
}

/** Puts a value where a path leads, making the objects on the way. */
export function place(target: Record<string, unknown>, segments: readonly string[], value: unknown): void {
  const [name = '', ...rest] = segments;
  if (rest.length === 0) {
    define(target, name, value);
    return;
  }
  const below = Object.hasOwn(target, name) ? target[name] : undefined;
  const isObject = below !== null && typeof below === 'object' && !Array.isArray(below);
  if (!isObject) define(target, name, {});
  place(target[name] as Record<string, unknown>, rest, value);
}

/** A claim may be called `__proto__`; assigning to that would not make a member. */
function define(target: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
