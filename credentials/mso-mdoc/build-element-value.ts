/** Claims as JSON → data element values, as the claims schema types them (MD-16). */
import { parseBinaryClaim } from '../binary-claim.js';
import { claimKind, itemSchema, MAX_CLAIM_DEPTH, pointer, propertySchema, type SchemaNode } from '../claim-schema.js';
import { UnusableClaims } from '../credential-format.js';
import { checkWellFormed } from '../well-formed.js';
import { fullDate, tdate } from './encode-cbor.js';

const LARGEST_UINT32 = 0xffff_ffff;

/** Element identifier → value ready for the encoder, in the order of the claims. */
export function buildElementValues(claims: Readonly<Record<string, unknown>>, root: SchemaNode): Map<string, unknown> {
  return buildMap(claims, root, { root, path: '', depth: 0 });
}

type Place = { readonly root: SchemaNode; readonly path: string; readonly depth: number };

function buildMap(object: object, schema: SchemaNode, place: Place): Map<string, unknown> {
  const map = new Map<string, unknown>();
  for (const [name, value] of Object.entries(object)) {
    const path = pointer(place.path, name);
    map.set(
      checkWellFormed(name, path),
      buildValue(value, propertySchema(schema, name, place.root), below(place, path)),
    );
  }
  return map;
}

function buildValue(value: unknown, schema: SchemaNode, place: Place): unknown {
  if (place.depth > MAX_CLAIM_DEPTH) throw new UnusableClaims(`${place.path} is nested too deeply`);
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return buildNumber(value, place.path);
  if (typeof value === 'string') return buildText(value, schema, place.path);
  if (Array.isArray(value)) {
    return value.map((entry, index) =>
      buildValue(entry, itemSchema(schema, index, place.root), below(place, pointer(place.path, index))),
    );
  }
  if (typeof value === 'object') return buildMap(value, schema, place);
  throw new UnusableClaims(`${place.path} is not a JSON value`);
}

function below(place: Place, path: string): Place {
  return { root: place.root, path, depth: place.depth + 1 };
}

/** The encoder writes integers beyond 32 bits as floats unless they are BigInt. */
function buildNumber(value: number, path: string): number | bigint {
  if (!Number.isFinite(value)) throw new UnusableClaims(`${path} is not a JSON value`);
  if (!Number.isInteger(value)) return value;
  if (!Number.isSafeInteger(value)) throw new UnusableClaims(`${path} is an integer too large to be exact`);
  return value > LARGEST_UINT32 || value < -LARGEST_UINT32 - 1 ? BigInt(value) : value;
}

function buildText(value: string, schema: SchemaNode, path: string): unknown {
  switch (claimKind(schema)) {
    case 'date':
      if (!isFullDate(value)) throw new UnusableClaims(`${path} must be a full-date (RFC 3339)`);
      return fullDate(value);
    case 'date-time':
      return tdate(parseDateTime(value, path));
    case 'binary':
      return Buffer.from(parseBinaryClaim(value, path).base64, 'base64');
    case 'plain':
      return checkWellFormed(value, path);
  }
}

function isFullDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(value);
}

/** An offset is turned into UTC: the PID Rulebook (3.1.2) allows neither local offsets nor fractions. */
function parseDateTime(value: string, path: string): Date {
  const shape = /^(\d{4}-\d{2}-\d{2})[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/.exec(value);
  const time = new Date(value.toUpperCase());
  const year = time.getUTCFullYear();
  if (!shape?.[1] || !isFullDate(shape[1]) || Number.isNaN(year) || year < 0 || year > 9999) {
    throw new UnusableClaims(`${path} must be a date-time with a time zone (RFC 3339)`);
  }
  return time;
}
