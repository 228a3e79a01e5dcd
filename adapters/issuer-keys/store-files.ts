/** Files that are either whole or absent, whoever is killed while writing them. */
import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Key material is for its owner alone; a certificate is public. */
export const SECRET_FILE = 0o600;
export const PUBLIC_FILE = 0o644;

export async function loadFileIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Replaces the file. */
export async function storeFile(path: string, content: string, mode: number): Promise<void> {
  await withTemporaryFile(path, content, mode, (temporary) => rename(temporary, path));
}

/** Writes the file unless there is one; returns what then stands there. Two workers starting at once agree. */
export async function storeFileOnce(path: string, content: string, mode: number): Promise<string> {
  await withTemporaryFile(path, content, mode, async (temporary) => {
    try {
      await link(temporary, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  });
  return readFile(path, 'utf8');
}

async function withTemporaryFile(
  path: string,
  content: string,
  mode: number,
  publish: (temporary: string) => Promise<void>,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await publish(temporary);
  } finally {
    await rm(temporary, { force: true });
  }
}
