/** Schemas of claims, compiled. Compiling is what takes the longest when issuers are read, so nothing is compiled twice. */
import { Ajv2020, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormatsModule, { type FormatsPlugin } from 'ajv-formats';
import type { ClaimsSchema } from '../protocol/metadata/z-credential-configuration.js';
import { readBinaryClaim } from './binary-claim.js';

// The package is CommonJS: its function is the `default` of what an ES module sees as the default.
const addFormats = addFormatsModule as unknown as FormatsPlugin;

const OPTIONS: Options = {
  allErrors: true,
  strictSchema: true,
  strictTypes: false,
  strictTuples: false,
  logger: false,
};
/** Issuers share schemas, and a configuration read anew has nearly all of the former; a file of more is still read. */
const MOST_KEPT = 1000;

/**
 * Returns a compiler that keeps what it compiled by the schema's text: other issuers and later versions have the same.
 * It throws when the schema is not a valid one.
 */
export function createSchemaCompiler({ most = MOST_KEPT } = {}): (schema: ClaimsSchema) => ValidateFunction {
  const kept = new Map<string, ValidateFunction>();
  // One for all: it has to compile what JSON Schema says of schemas, which is longer than most of them.
  const ofSchemas = new Ajv2020(OPTIONS);
  return (schema) => {
    const text = JSON.stringify(schema);
    const known = kept.get(text);
    if (known !== undefined) return known;
    // Throws at once: only schemas that ask for it are judged later, and JSON Schema itself does not.
    void ofSchemas.validateSchema(schema, true);
    const validate = compile(schema, text);
    const [oldest] = kept.keys();
    if (oldest !== undefined && kept.size >= most) kept.delete(oldest);
    kept.set(text, validate);
    return validate;
  };
}

/**
 * Unknown keywords and formats are refused, as a misspelt one would silently check nothing; `x-` keywords are free for
 * annotations. One instance per schema, so that equal `$id`s of two versions do not collide.
 */
function compile(schema: ClaimsSchema, text: string): ValidateFunction {
  const ajv = new Ajv2020({ ...OPTIONS, validateSchema: false });
  addFormats(ajv);
  for (const keyword of annotationKeywords(text)) ajv.addKeyword(keyword);
  ajv.removeKeyword('contentEncoding');
  ajv.addKeyword({
    keyword: 'contentEncoding',
    type: 'string',
    validate: (encoding: unknown, value: unknown) => encoding !== 'base64' || readBinaryClaim(value) !== undefined,
    error: { message: 'must be base64 or a base64 data URI' },
  });
  return ajv.compile(schema);
}

function annotationKeywords(text: string): Set<string> {
  const names = text.matchAll(/"(x-[A-Za-z0-9-]+)":/g);
  return new Set(Array.from(names, (match) => match[1] as string));
}
