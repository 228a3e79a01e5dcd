import { describe, expect, it } from 'vitest';
import { createSchemaCompiler } from '../../credentials/compile-claims-schema.js';
import type { ClaimsSchema } from '../../protocol/metadata/z-credential-configuration.js';

const schema = (name: string): ClaimsSchema => ({
  $id: 'https://issuer.example/claims',
  type: 'object',
  properties: { [name]: { type: 'string' } },
});

describe('a compiler of claims schemas', () => {
  it('compiles equal schemas once, whosever they are', () => {
    const compile = createSchemaCompiler();
    expect(compile(schema('a'))).toBe(compile(schema('a')));
    expect(compile(schema('a'))).not.toBe(compile(schema('b')));
  });

  it('keeps schemas apart that have the same $id', () => {
    const compile = createSchemaCompiler();
    const [a, b] = [compile(schema('a')), compile(schema('b'))];
    expect([a({ a: 1 }), b({ a: 1 })]).toEqual([false, true]);
  });

  it.each([
    ['a wrong keyword value', { type: 'nothing' }, 'schema is invalid'],
    ['a misspelt keyword', { typ: 'object' }, 'unknown keyword'],
    ['an unknown format', { type: 'string', format: 'nothing' }, 'unknown format'],
    ['another dialect', { $schema: 'http://json-schema.org/draft-07/schema#' }, 'no schema with key or ref'],
  ])('refuses %s, again and again', (_what, faulty, message) => {
    const compile = createSchemaCompiler();
    for (const _time of [1, 2]) expect(() => compile(faulty as never)).toThrow(message);
  });

  it('drops what it has kept the longest rather than grow', () => {
    const compile = createSchemaCompiler({ most: 2 });
    const first = compile(schema('a'));
    for (const name of ['b', 'c']) compile(schema(name));
    expect(compile(schema('a'))).not.toBe(first);
  });
});
