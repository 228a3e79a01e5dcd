import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readNamedSecret } from '../../platform/read-named-secret.js';

const folder = mkdtempSync(join(tmpdir(), 'vouchsafe-secret-'));
writeFileSync(join(folder, 'secret'), ' in a file\n');
writeFileSync(join(folder, 'empty'), '\n');

describe('readNamedSecret', () => {
  it('reads variables, and files seen from the folder of the issuers’ file', () => {
    expect(readNamedSecret({ env: 'A' }, folder, { A: 'of the environment' })).toBe('of the environment');
    expect(readNamedSecret({ file: 'secret' }, folder, {})).toBe('in a file');
  });

  it.each([{ env: 'A' }, { env: 'B' }, { file: 'absent' }, { file: 'empty' }])(
    'names what is not there: %j',
    (name) => {
      expect(() => readNamedSecret(name, folder, { B: ' ' })).toThrow(Object.values(name)[0] as string);
    },
  );
});
