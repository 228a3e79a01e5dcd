/** An image of the configuration's folder, as it will be served: known by its content, never by its name. */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, normalize, resolve } from 'node:path';
import type { LogoFile } from '../../ports/configuration-versions.js';

/** A wallet shows it a few millimetres high, and fetches it for every credential. */
const MOST_BYTES = 256 * 1024;

const kinds = [
  {
    ending: 'png',
    type: 'image/png',
    is: (bytes: Buffer) => bytes.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n',
  },
  {
    ending: 'jpg',
    type: 'image/jpeg',
    is: (bytes: Buffer) => bytes.subarray(0, 3).toString('latin1') === '\xff\xd8\xff',
  },
  {
    ending: 'webp',
    type: 'image/webp',
    is: (bytes: Buffer) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
  },
  // Past a byte order mark, a declaration, comments and a document type.
  {
    ending: 'svg',
    type: 'image/svg+xml',
    is: (bytes: Buffer) =>
      /^\uFEFF?\s*(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE[^>[]*>\s*)*<svg[\s>]/.test(
        bytes.toString('utf8', 0, 4096),
      ),
  },
] as const;

/** @throws Error saying what is wrong with the file, which is to lie in `folder` or below it */
export function readLogo(file: string, folder: string): LogoFile {
  const path = normalize(file);
  if (isAbsolute(path) || path.startsWith('..')) throw new Error('it is not in the folder of the issuers file');
  const full = resolve(folder, path);
  const { size } = statSync(full);
  if (size > MOST_BYTES) throw new Error(`it has ${size} bytes, and ${MOST_BYTES} are the most`);
  const bytes = readFileSync(full);
  const kind = kinds.find((one) => one.is(bytes));
  if (kind === undefined) throw new Error('it is neither PNG, JPEG, WebP nor SVG');
  const digest = createHash('sha256').update(bytes).digest('base64url');
  return { name: `${digest}.${kind.ending}`, type: kind.type, bytes };
}
