import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkShape } from '../../../protocol/check-shape.js';
import { zIssuersFile } from '../../../protocol/metadata/z-issuer-configuration.js';
import { changed, jsonValue, keepsToRules, magicNames } from '../../support/arbitraries.js';

type Json = Record<string, unknown>;
const shipped = JSON.parse(readFileSync(new URL('../../../config/issuers.json', import.meta.url), 'utf8')) as {
  issuers: Json[];
};
const [issuer] = shipped.issuers as [Json & { credential_configurations: Record<string, Json> }];
const [id, configuration] = Object.entries(issuer.credential_configurations)[0] as [string, Json];
const fileWith = (one: Json) => ({ ...shipped, issuers: [one] });

/** Read, or refused with every mistake by its place; never an exception. */
const read = (file: unknown) =>
  keepsToRules(() => {
    const parsed = checkShape(zIssuersFile, file);
    if (!parsed.success)
      for (const { path, message } of parsed.error.issues)
        expect([path.length >= 0, message !== '']).toEqual([true, true]);
    return parsed.data;
  });

describe('the issuers file', () => {
  it('that is shipped is read, and reading what was read changes nothing', async () => {
    const once = await read(shipped);
    expect(once).toBeDefined();
    expect(await read(JSON.parse(JSON.stringify(once)))).toEqual(once);
  });

  it('with any part exchanged is read or refused, soon', async () => {
    const members = [
      'path',
      'lifetimes',
      'encryption',
      'status_lists',
      'authorization_code',
      'clients',
      'login',
      'trust_anchors',
      'client_authentication',
    ];
    await fc.assert(
      fc.asyncProperty(
        jsonValue,
        changed(issuer, members),
        changed(configuration, ['status', 'validity', 'vct', 'key_attestations_required']),
        async (any, one, other) => {
          await read(any);
          await read(fileWith(one));
          await read(fileWith({ ...issuer, credential_configurations: { [id]: other } }));
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each(magicNames)('may not make a configuration called %s more than a configuration', async (name) => {
    const text = JSON.stringify(fileWith(issuer)).replace(`${JSON.stringify(id)}:{`, `${JSON.stringify(name)}:{`);
    const file = await read(JSON.parse(text));
    for (const one of file?.issuers ?? [])
      expect(Object.getPrototypeOf(one.credential_configurations)).toBe(Object.prototype);
  });
});
