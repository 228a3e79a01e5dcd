/** What the claims schema says about the value at one place. Shared by the formats; it validates nothing. */

export type SchemaNode = Readonly<Record<string, unknown>>;
export type ClaimKind = 'date' | 'date-time' | 'binary' | 'plain';

/** A format keeps its own stack small and its output usable: no attestation nests deeper than this. */
export const MAX_CLAIM_DEPTH = 16;

const NOTHING: SchemaNode = {};

export function claimKind(schema: SchemaNode): ClaimKind {
  if (schema.contentEncoding === 'base64') return 'binary';
  if (schema.format === 'date' || schema.format === 'date-time') return schema.format;
  return 'plain';
}

/** The schema of property `name`; an empty one when the schema is silent. Own members only: names come from outside. */
export function propertySchema(schema: SchemaNode, name: string, root: SchemaNode): SchemaNode {
  const { properties } = schema;
  const named = isNode(properties) && Object.hasOwn(properties, name) ? properties[name] : schema.additionalProperties;
  return resolveSchema(named, root);
}

export function itemSchema(schema: SchemaNode, index: number, root: SchemaNode): SchemaNode {
  const { prefixItems } = schema;
  const placed = Array.isArray(prefixItems) ? prefixItems[index] : undefined;
  return resolveSchema(placed ?? schema.items, root);
}

/** Follows local references (`#/$defs/name`); a remote one cannot pass the claims checker. */
function resolveSchema(node: unknown, root: SchemaNode, hops = 0): SchemaNode {
  if (!isNode(node)) return NOTHING;
  const match = typeof node.$ref === 'string' ? /^#\/\$defs\/([^/]+)$/.exec(node.$ref) : null;
  const definitions = root.$defs;
  if (!match?.[1] || !isNode(definitions) || hops > MAX_CLAIM_DEPTH) return node;
  return { ...resolveSchema(definitions[unescapePointer(match[1])], root, hops + 1), ...node };
}

function unescapePointer(segment: string): string {
  return decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~');
}

/** One more segment on a JSON pointer (RFC 6901). */
export function pointer(path: string, segment: string | number): string {
  return `${path}/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
