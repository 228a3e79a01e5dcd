/** Checks claims where they are supplied, so that a fault is found before a wallet asks and not while signing. */
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import type { ClaimsSchema } from '../protocol/metadata/z-credential-configuration.js';
import { MAX_CLAIM_DEPTH, pointer } from './claim-schema.js';
import { createSchemaCompiler } from './compile-claims-schema.js';
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

/**
 * Returns a checker that compiles each schema once, and finds it again by object identity.
 * The checker returns no problem when the claims fit; it throws when the schema itself is not a valid schema, which the
 * configuration's loader should find out at start by calling it once.
 */
export function createClaimsChecker(): (schema: ClaimsSchema, claims: unknown) => ClaimProblem[] {
  const compiled = new WeakMap<ClaimsSchema, ValidateFunction>();
  const compileSchema = createSchemaCompiler();
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
