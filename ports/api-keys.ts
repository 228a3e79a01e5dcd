/** Keys of the private API. What is stored opens nothing: of each secret there is only a digest. Times in ms since 1970. */
import type { Scope } from './caller.js';

export type ApiKeySecret = {
  /** SHA-256 of the whole key, base64url; the secret has 256 bits, so nobody guesses their way back. */
  readonly digest: string;
  /** A secret that was replaced and still works until then. Absent: the present one. */
  readonly validUntil?: number;
};

export type ApiKey = {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Absent: all issuers. */
  readonly issuer?: string;
  /** The present secret first. */
  readonly secrets: readonly ApiKeySecret[];
  /** Raised by every change of the key; a change is made to the version it was decided on. */
  readonly version: number;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly expiresAt?: number;
  readonly revokedAt?: number;
  readonly lastUsedAt?: number;
};

export type ApiKeyFilter = {
  readonly issuer?: string;
  /** Exclusive: the last key of the page before. */
  readonly after?: Pick<ApiKey, 'createdAt' | 'id'>;
  readonly limit: number;
};

export type ApiKeyStore = {
  /** False when the id is taken. */
  readonly insert: (key: ApiKey) => Promise<boolean>;
  readonly load: (id: string) => Promise<ApiKey | undefined>;
  /** Newest first. */
  readonly list: (filter: ApiKeyFilter) => Promise<readonly ApiKey[]>;
  /** Compare and set on `version`, which it raises; false when the key was changed meanwhile. Leaves `lastUsedAt` alone. */
  readonly replace: (key: ApiKey) => Promise<boolean>;
  readonly touch: (id: string, at: number) => Promise<void>;
};
