// @ts-check
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The key of the private listener: the person's own, or one made on the first start and kept.
 * @param {import('./settings.mjs').Settings} settings
 */
export function readAdminKey({ adminKey, dataDir }) {
  if (adminKey) return { key: adminKey, isGenerated: false };
  const file = join(dataDir, 'admin-key');
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  }
  return { key: readFileSync(file, 'utf8').trim(), isGenerated: true };
}
