/**
 * The sealing keys of an installation. The API's half opens handles and finished responses; the worker's half opens
 * session keys, and so claims and requests. In production each process is given a file with its own half only.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { ConfigurationError } from '../config.js';
import type { BoxKeys } from './sealed-box.js';
import { mintBoxKeyPair, pairOf } from './sealed-box.js';
import type { SecretKeys } from './secret-box.js';

const zBytes = z
  .base64url()
  .transform((text) => Buffer.from(text, 'base64url'))
  .refine((bytes) => bytes.length === 32, 'must be 32 bytes');

const zKeyFile = z.object({
  api: z
    .object({
      /** Newest first. */
      sealing: z.array(z.object({ id: z.number().int().min(0).max(255), key: zBytes })).min(1),
      fingerprint: zBytes,
      response_private: zBytes,
      /** Newest first: what was sealed to them before a rotation is still opened. */
      response_previous: z.array(zBytes).optional(),
      /** What the keys for encrypted requests are derived from. Absent in older files: from `response_private`. */
      agreement_secret: zBytes.optional(),
    })
    .optional(),
  worker: z.object({ private: zBytes, previous: z.array(zBytes).optional() }).optional(),
  response_public: zBytes,
  worker_public: zBytes,
});
type KeyFile = z.infer<typeof zKeyFile>;

export type ApiKeys = {
  readonly sealing: SecretKeys;
  readonly fingerprint: Buffer;
  readonly response: BoxKeys;
  readonly agreementSecret: Buffer;
  readonly workerPublic: Buffer;
};
export type WorkerKeys = { readonly own: BoxKeys; readonly responsePublic: Buffer };

export function loadApiKeys(path: string, mayCreate: boolean): ApiKeys {
  const file = loadKeyFile(path, mayCreate);
  if (file.api === undefined) throw new ConfigurationError(`${path} has no "api" part`);
  return {
    sealing: file.api.sealing,
    fingerprint: file.api.fingerprint,
    response: {
      publicKey: file.response_public,
      privateKey: file.api.response_private,
      previous: (file.api.response_previous ?? []).map(pairOf),
    },
    agreementSecret: file.api.agreement_secret ?? file.api.response_private,
    workerPublic: file.worker_public,
  };
}

export function loadWorkerKeys(path: string, mayCreate: boolean): WorkerKeys {
  const file = loadKeyFile(path, mayCreate);
  if (file.worker === undefined) throw new ConfigurationError(`${path} has no "worker" part`);
  return {
    own: {
      publicKey: file.worker_public,
      privateKey: file.worker.private,
      previous: (file.worker.previous ?? []).map(pairOf),
    },
    responsePublic: file.response_public,
  };
}

function loadKeyFile(path: string, mayCreate: boolean): KeyFile {
  if (!existsSync(path)) {
    if (!mayCreate) throw new ConfigurationError(`${path} does not exist; npm run keys makes one`);
    createKeyFile(path);
  }
  const parsed = zKeyFile.safeParse(parseJson(path, readFileSync(path, 'utf8')));
  if (!parsed.success) throw new ConfigurationError(`${path} is not a key file:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** The parser's own message could repeat a piece of a key. */
function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigurationError(`${path} is not JSON`);
  }
}

/** Written aside and linked into place, so that of two processes starting at once one wins and both read the same. */
export function createKeyFile(path: string): void {
  const response = mintBoxKeyPair();
  const worker = mintBoxKeyPair();
  const text = (bytes: Buffer): string => bytes.toString('base64url');
  const file = {
    api: {
      sealing: [{ id: 1, key: text(randomBytes(32)) }],
      fingerprint: text(randomBytes(32)),
      response_private: text(response.privateKey),
      agreement_secret: text(randomBytes(32)),
    },
    worker: { private: text(worker.privateKey) },
    response_public: text(response.publicKey),
    worker_public: text(worker.publicKey),
  };
  mkdirSync(dirname(path), { recursive: true });
  const aside = `${path}.${process.pid}`;
  writeFileSync(aside, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
  chmodSync(aside, 0o600);
  try {
    linkSync(aside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}
