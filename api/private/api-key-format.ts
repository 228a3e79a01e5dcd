/** How an API key looks: `vsk_<id>_<secret>`, so that scanners of repositories and logs know one when they see it. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ApiKey, ApiKeySecret } from '../../ports/api-keys.js';

const ID_BYTES = 8;
const SECRET_BYTES = 32;
const FORMAT = /^vsk_([0-9a-f]{16})_[\w-]{43}$/;

/** @param seed the same id for the same seed; random without one. An id is no secret. */
export function mintApiKeyId(seed?: string): string {
  const bytes = seed === undefined ? randomBytes(ID_BYTES) : createHash('sha256').update(seed).digest();
  return bytes.subarray(0, ID_BYTES).toString('hex');
}

/** The key as it is shown once, and what is kept of it. */
export function mintApiKey(id: string): { readonly text: string; readonly digest: string } {
  const text = `vsk_${id}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { text, digest: digestApiKey(text) };
}

/** The id a key names, or undefined for what does not look like one. */
export function apiKeyIdIn(text: string): string | undefined {
  return FORMAT.exec(text)?.[1];
}

/** The secret of the key that `text` is, whether it still works or not. Every secret is compared, in constant time. */
export function findSecret(key: ApiKey, text: string): ApiKeySecret | undefined {
  const given = Buffer.from(digestApiKey(text));
  return key.secrets.filter(({ digest }) => isSame(given, Buffer.from(digest)))[0];
}

/** Tells the secrets of a key apart, and is too little of a digest to be of any other use. */
export function nameSecret({ digest }: ApiKeySecret): string {
  return digest.slice(0, 12);
}

/** Whether key and secret are in use at `now` (ms since 1970). */
export function isAlive(key: ApiKey, secret: ApiKeySecret, now: number): boolean {
  const ends = Math.min(key.expiresAt ?? Infinity, secret.validUntil ?? Infinity);
  return key.revokedAt === undefined && now < ends;
}

function digestApiKey(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function isSame(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
