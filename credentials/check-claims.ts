/** Checks claims where they are supplied, so that a fault is found before a wallet asks and not while signing. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormatsModule, { type FormatsPlugin } from 'ajv-formats';
import type { ClaimsSchema } from '../protocol/metadata/z-credential-configuration.js';
import { readBinaryClaim } from './binary-claim.js';
import { MAX_CLAIM_DEPTH, pointer } from './claim-schema.js';
import { isWellFormed, replaceLoneSurrogates } from './well-formed.js';

/** Speaks of places and rules only: claims are personal, and problems are logged and shown to operators. */
export type ClaimProblem = {
  /** JSON pointer (RFC 6901) to the claim; for a missing or unexpected one, to where it should or should not be. */
  readonly path: string;
  /** The schema keyword, or `wellFormed`, `exactInteger`, `depth` for what no format can carry. */
  readonly rule: string;
  /** Never contains the claim's value. */
  readonly message: string;
};

/** Enough to mend a form by; a hostile document does not get to fill the log. */
const MAX_PROBLEMS = 50;

// The package is CommonJS: its function is the `default` of what an ES module sees as the default.
const addFormats = addFormatsModule as unknown as FormatsPlugin;

/**
 * Returns a checker that compiles each schema once, by object identity.
 * The checker returns no problem when the claims fit; it throws when the schema itself is not a valid schema, which the
 * configuration's loader should find out at start by calling it once.
 */
export function createClaimsChecker(): (schema: ClaimsSchema, claims: unknown) => ClaimProblem[] {
  const compiled = new WeakMap<ClaimsSchema, ValidateFunction>();
  return (schema, claims) => {
    const problems = findUnwritable(claims, '', 0);
    // Deep nesting must not reach the validator's own recursion.
    if (problems.some(({ rule }) => rule === 'depth')) return problems;
    const validate = compiled.get(schema) ?? compileSchema(schema);
    compiled.set(schema, validate);
    if (!validate(claims)) problems.push(...(validate.errors ?? []).map(describeError));
    return problems.slice(0, MAX_PROBLEMS);
  };
}

/**
 * Unknown keywords and formats are refused, as a misspelt one would silently check nothing; `x-` keywords are free for
 * annotations. One instance per schema, so that equal `$id`s of two versions do not collide.
 */
function compileSchema(schema: ClaimsSchema): ValidateFunction {
  const ajv = new Ajv2020({
    allErrors: true,
    strictSchema: true,
    strictTypes: false,
    strictTuples: false,
    logger: false,
  });
  addFormats(ajv);
  for (const keyword of annotationKeywords(schema)) ajv.addKeyword(keyword);
  ajv.removeKeyword('contentEncoding');
  ajv.addKeyword({
    keyword: 'contentEncoding',
    type: 'string',
    validate: (encoding: unknown, value: unknown) => encoding !== 'base64' || readBinaryClaim(value) !== undefined,
    error: { message: 'must be base64 or a base64 data URI' },
  });
  return ajv.compile(schema);
}

function annotationKeywords(schema: ClaimsSchema): Set<string> {
  const names = JSON.stringify(schema).matchAll(/"(x-[A-Za-z0-9-]+)":/g);
  return new Set(Array.from(names, (match) => match[1] as string));
}

/** Ajv's messages are built from the schema alone; the names it keeps beside them complete the path. */
function describeError(error: ErrorObject): ClaimProblem {
  const { missingProperty, additionalProperty, unevaluatedProperty } = error.params as Record<string, unknown>;
  const name = missingProperty ?? additionalProperty ?? unevaluatedProperty;
  const path = typeof name === 'string' ? pointer(error.instancePath, name) : error.instancePath;
  return { path: replaceLoneSurrogates(path), rule: error.keyword, message: messageOf(error) };
}

function messageOf({ keyword, message, params }: ErrorObject): string {
  if (keyword === 'required') return 'is required';
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties')
    return 'is not a claim of this credential';
  if (keyword === 'enum') return `must be one of ${JSON.stringify(params.allowedValues)}`;
  return message ?? `does not satisfy ${keyword}`;
}

/** What a schema cannot say and a credential cannot carry. */
function findUnwritable(value: unknown, path: string, depth: number): ClaimProblem[] {
  if (depth > MAX_CLAIM_DEPTH)
    return [{ path, rule: 'depth', message: `is nested deeper than ${MAX_CLAIM_DEPTH} levels` }];
  if (typeof value === 'string' && !isWellFormed(value)) {
    return [{ path, rule: 'wellFormed', message: 'must be well-formed Unicode' }];
  }
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return [{ path, rule: 'exactInteger', message: 'is an integer too large to be exact' }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, entry]) => {
    const at = replaceLoneSurrogates(pointer(path, name));
    const ofName = isWellFormed(name)
      ? []
      : [{ path: at, rule: 'wellFormed', message: 'must have a well-formed name' }];
    return [...ofName, ...findUnwritable(entry, at, depth + 1)];
  });
}
