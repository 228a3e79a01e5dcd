// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './settings.mjs';

/**
 * Every file below the given files and folders of the repository, sorted. Walks the disk rather than asking git, so that
 * a file not yet added counts too.
 * @param {string[]} places relative to `base`
 * @param {string} [base]
 * @returns {string[]} relative to `base`
 */
export function listFiles(places, base = root) {
  return places
    .flatMap((place) => {
      const path = join(base, place);
      if (!existsSync(path)) return [];
      if (statSync(path).isFile()) return [place];
      const names = readdirSync(path).filter((name) => name !== 'node_modules' && !name.startsWith('.'));
      return listFiles(
        names.map((name) => join(place, name)),
        base,
      );
    })
    .sort();
}

/** @param {string[]} files relative to the repository */
export function hashFiles(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex');
}
