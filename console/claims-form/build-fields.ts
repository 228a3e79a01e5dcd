/** A claims schema as the fields of a form. What a form cannot ask for in plain fields is asked for as JSON. */
import type { ClaimsSchema } from '../../protocol/metadata/z-credential-configuration.js';

type FieldKind =
  | 'text'
  | 'email'
  | 'date'
  | 'date-time'
  | 'boolean'
  | 'integer'
  | 'number'
  | 'choice'
  | 'lines'
  | 'binary'
  | 'json';

type Named = {
  /** JSON pointer of the claim; the field's name in the form, and what a problem's path is compared with. */
  readonly path: string;
  /** The claim's own name, the last segment of the path. */
  readonly name: string;
  readonly label: string;
  readonly isRequired: boolean;
  readonly hint?: string;
};
export type Choice = { readonly value: string; readonly label: string; readonly claim: unknown };
export type Field = Named & {
  readonly kind: FieldKind;
  readonly choices?: readonly Choice[];
  /** What each line of `lines` stands for. */
  readonly lineKind?: 'text' | 'integer' | 'number';
  readonly maxLength?: number;
};
export type FieldGroup = Named & { readonly kind: 'group'; readonly members: readonly FormMember[] };
export type FormMember = Field | FieldGroup;

type Schema = Readonly<Record<string, unknown>>;
const DEEPEST = 8;

export function buildFields(schema: ClaimsSchema): FormMember[] {
  return membersOf(schema, schema, '', 0);
}

function membersOf(schema: Schema, root: Schema, path: string, depth: number): FormMember[] {
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return Object.entries(asSchema(schema['properties'])).map(([name, property]) =>
    memberOf(
      resolve(property, root),
      root,
      { path: `${path}/${escapePointer(name)}`, name, isRequired: required.includes(name) },
      depth,
    ),
  );
}

function memberOf(
  schema: Schema,
  root: Schema,
  place: Pick<Named, 'path' | 'name' | 'isRequired'>,
  depth: number,
): FormMember {
  const { title, description } = schema;
  const named: Named = {
    ...place,
    label: typeof title === 'string' ? title : humanized(place.name),
    ...(typeof description === 'string' ? { hint: description } : {}),
  };
  const members = typeOf(schema) === 'object' && depth < DEEPEST ? membersOf(schema, root, place.path, depth + 1) : [];
  return members.length > 0 ? { ...named, kind: 'group', members } : { ...named, ...fieldOf(schema, root) };
}

function fieldOf(schema: Schema, root: Schema): Pick<Field, 'kind' | 'choices' | 'lineKind' | 'maxLength'> {
  const allowed = 'const' in schema ? [schema['const']] : schema['enum'];
  if (Array.isArray(allowed)) return { kind: 'choice', choices: allowed.map(toChoice) };
  switch (typeOf(schema)) {
    case 'boolean':
      return { kind: 'boolean' };
    case 'integer':
      return { kind: 'integer' };
    case 'number':
      return { kind: 'number' };
    case 'string':
      return stringField(schema);
    case 'array':
      return linesField(resolve(schema['items'], root));
    default:
      return { kind: 'json' };
  }
}

function stringField(schema: Schema): Pick<Field, 'kind' | 'maxLength'> {
  const { format, contentEncoding, maxLength } = schema;
  if (contentEncoding === 'base64') return { kind: 'binary' };
  if (format === 'date' || format === 'date-time' || format === 'email') return { kind: format };
  return { kind: 'text', ...(typeof maxLength === 'number' ? { maxLength } : {}) };
}

/** A list fits into lines when its items are plain; a binary item does not. */
function linesField(items: Schema): Pick<Field, 'kind' | 'lineKind'> {
  const type = typeOf(items);
  if (items['contentEncoding'] !== undefined) return { kind: 'json' };
  if (type === 'string') return { kind: 'lines', lineKind: 'text' };
  return type === 'integer' || type === 'number' ? { kind: 'lines', lineKind: type } : { kind: 'json' };
}

function toChoice(claim: unknown): Choice {
  return { value: JSON.stringify(claim), label: typeof claim === 'string' ? claim : JSON.stringify(claim), claim };
}

/** Of several types the first that is a value. */
function typeOf(schema: Schema): unknown {
  const { type } = schema;
  return Array.isArray(type) ? type.find((one) => one !== 'null') : type;
}

/** Follows references into the schema's own definitions; any other one is left, and asked for as JSON. */
function resolve(node: unknown, root: Schema, hops = 0): Schema {
  const schema = asSchema(node);
  const name = typeof schema['$ref'] === 'string' ? /^#\/\$defs\/([^/]+)$/.exec(schema['$ref'])?.[1] : undefined;
  const definitions = asSchema(root['$defs']);
  if (name === undefined || hops > DEEPEST || !Object.hasOwn(definitions, name)) return schema;
  return { ...resolve(definitions[name], root, hops + 1), ...schema };
}

function asSchema(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}

function escapePointer(segment: string): string {
  return segment.replaceAll('~', '~0').replaceAll('/', '~1');
}

function humanized(name: string): string {
  const words = name.replaceAll(/[_-]+/g, ' ').trim();
  return words === '' ? name : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
