/** What somebody may send who means no good, for property tests: names that mean something to JavaScript, depth, size. */
import * as fc from 'fast-check';
import { expect } from 'vitest';
import { ProtocolError } from '../../protocol/errors/protocol-error.js';

/** Names that objects have without being given them. */
export const magicNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'then',
  'toJSON',
];

/** A name of the specification, one that means something to JavaScript, or any other. */
export const memberName = (...known: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(fc.constantFrom(...magicNames, ...known), fc.string({ maxLength: 20 }));

const depths = [1, 10, 100, 3000];
/** Deeper than a recursive reader has stack for, some of the time. */
const nested = fc
  .tuple(fc.constantFrom(...depths), fc.boolean())
  .map(([depth, isArray]) =>
    isArray ? `${'['.repeat(depth)}${']'.repeat(depth)}` : `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
  );

const leaf = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e308,
    '',
    ' ',
    '\u0000',
    '\ud800',
    'a'.repeat(5000),
    'a.b.c',
  ),
  fc.string(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

/** Objects that pass for a text or a list until somebody measures or prints them: JavaScript then throws. */
const masked = fc
  .constantFrom('toString', 'valueOf', 'toJSON', 'length')
  .chain((name) => fc.constantFrom(`{"${name}":1}`, `{"length":{"toString":1}}`, `[{"length":{"toString":1}}]`));

/** The text of a JSON value. `__proto__` comes out of `JSON.parse` as a member of its own. */
export const jsonText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        leaf.map((value) => JSON.stringify(value)),
        masked,
        fc.array(tie('value') as fc.Arbitrary<string>, { maxLength: 4 }).map((all) => `[${all.join(',')}]`),
        fc
          .array(fc.tuple(memberName(), tie('value') as fc.Arbitrary<string>), { maxLength: 4 })
          .map((all) => `{${all.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`),
      ),
    })).value as fc.Arbitrary<string>,
  },
  { weight: 1, arbitrary: nested },
);

/** Any JSON value, as it comes out of the parser. */
export const jsonValue: fc.Arbitrary<unknown> = jsonText.map((text) => JSON.parse(text) as unknown);

/** One time in two, what may be right; else anything. */
export const orAnything = (right: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fc.oneof(right, jsonValue);

/** An object, some of whose members are exchanged, and to which others are added; left out where the value is undefined. */
export function changed(
  good: Readonly<Record<string, unknown>>,
  more: readonly string[] = [],
): fc.Arbitrary<Record<string, unknown>> {
  const names = [...Object.keys(good), ...more];
  const change = fc.tuple(fc.oneof(fc.constantFrom(...names), memberName()), fc.option(jsonValue, { nil: undefined }));
  return fc.array(change, { maxLength: 3 }).map((changes) => {
    const members = new Map<string, unknown>([...Object.entries(good), ...changes]);
    return Object.fromEntries([...members].filter(([, value]) => value !== undefined));
  });
}

/** Members no text knows, under names of the kind that break programs. */
export const unknownMembers: fc.Arbitrary<Record<string, unknown>> = fc
  .array(fc.tuple(fc.oneof(fc.constantFrom(...magicNames), fc.stringMatching(/^x_[a-z]{1,8}$/)), jsonValue), {
    maxLength: 4,
  })
  .map((entries) => Object.fromEntries(entries));

/** Milliseconds that no single input of these sizes may take, on a machine that does other things as well. */
const LONGEST = 5000;

/**
 * What every parser keeps to: it returns or refuses by the catalogue, soon, and leaves the prototypes of everybody else
 * alone. Anything else it throws is the failure of the property.
 */
export async function keepsToRules<T>(action: () => T | Promise<T>): Promise<T | undefined> {
  const before = fingerprintOfPrototypes();
  const started = performance.now();
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    // The evidence goes into a log: it must be writable, short and free of surprises.
    expect(JSON.stringify(error.evidence).length).toBeLessThan(20_000);
    return undefined;
  } finally {
    expect(performance.now() - started).toBeLessThan(LONGEST);
    expect(fingerprintOfPrototypes()).toBe(before);
  }
}

function fingerprintOfPrototypes(): string {
  return [Object.prototype, Array.prototype, String.prototype, Function.prototype]
    .map((one) => Object.getOwnPropertyNames(one).length)
    .join();
}
