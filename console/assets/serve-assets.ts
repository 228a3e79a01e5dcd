/** Style and script from our own origin. Their addresses carry a digest of their content, so browsers may keep them. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { RequestHandler } from 'express';
import { Router } from 'express';
import { BASE } from '../addresses.js';
import { consoleCss } from './console-css.js';

const require = createRequire(import.meta.url);

export type AssetLinks = { readonly css: string; readonly htmx: string };

export function createAssets(): { readonly router: RequestHandler; readonly links: AssetLinks } {
  const htmx = readFileSync(require.resolve('htmx.org/dist/htmx.min.js'), 'utf8');
  const router = Router();
  const serve = (name: string, type: string, content: string): string => {
    const version = createHash('sha256').update(content).digest('base64url').slice(0, 16);
    router.get(`/${name}`, (request, response) => {
      const isCurrent = request.query['v'] === version;
      response.set('Cache-Control', isCurrent ? 'public, max-age=31536000, immutable' : 'no-cache');
      response.type(type).send(content);
    });
    return `${BASE}/assets/${name}?v=${version}`;
  };
  const links = { css: serve('console.css', 'css', consoleCss), htmx: serve('htmx.min.js', 'js', htmx) };
  return { router, links };
}
