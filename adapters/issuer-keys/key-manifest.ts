/** The worker's manifest of keys: the names that the issuers' file uses, and the files they stand for. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import type { SigningAlgorithm } from './issuer-keys.js';
import { IssuerKeyError } from './issuer-keys.js';
import { type LoadedKeyPair, loadKeyPair } from './load-configured-issuer-keys.js';

const zManifest = z.record(
  z.string(),
  z.strictObject({
    /** PEM private key, PKCS#8 or SEC 1. Paths are seen from the manifest's folder. */
    key: z.string().min(1),
    /** PEM certificates, leaf first. */
    chain: z.string().min(1),
  }),
);

export type KeyManifest = {
  readonly files: readonly string[];
  /** @throws IssuerKeyError listing every fault of this key */
  readonly load: (name: string, algorithm: SigningAlgorithm, now: Date) => Promise<LoadedKeyPair>;
};

/** Keys are read when they are asked for: one that nobody names any more may be expired. @throws IssuerKeyError */
export async function readKeyManifest(path: string | undefined): Promise<KeyManifest> {
  if (path === undefined)
    return {
      files: [],
      load: (name) => refuse(`there is no manifest of keys (VOUCHSAFE_ISSUER_KEYS) that could name ${name}`),
    };
  const folder = dirname(resolve(path));
  const entries = await readEntries(path);
  const places = (name: string) => {
    const entry = Object.hasOwn(entries, name) ? entries[name] : undefined;
    return entry && { keyPemPath: resolve(folder, entry.key), chainPemPath: resolve(folder, entry.chain) };
  };
  return {
    files: [resolve(path), ...Object.keys(entries).flatMap((name) => Object.values(places(name) ?? {}))],
    load: async (name, algorithm, now) => {
      const paths = places(name);
      if (paths === undefined) return refuse(`${path} names no key ${name}`);
      return loadKeyPair({ ...paths, now }, algorithm);
    },
  };
}

async function readEntries(path: string): Promise<z.infer<typeof zManifest>> {
  try {
    return zManifest.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    return refuse(`the manifest of keys ${path} is not usable: ${reason}`);
  }
}

function refuse(fault: string): never {
  throw new IssuerKeyError([fault]);
}
