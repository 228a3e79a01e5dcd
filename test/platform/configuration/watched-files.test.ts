import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createWatchedFiles } from '../../../platform/configuration/watched-files.js';

const folder = mkdtempSync(join(tmpdir(), 'watched-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('a file that changes while it is read looks otherwise than when it was read', () => {
  const file = join(folder, 'issuers.json');
  writeFileSync(file, 'one');
  const watched = createWatchedFiles();
  watched.note([file]);
  expect(watched.look()).toBe(watched.read());

  writeFileSync(file, 'the second');
  expect(watched.look()).not.toBe(watched.read());
  // Read here; and written again before the reader says what it has read.
  writeFileSync(file, 'and the third');
  watched.note([file]);
  expect(watched.look()).not.toBe(watched.read());
  watched.note([file]);
  expect(watched.look()).toBe(watched.read());
});
