/** The reference page of the private API: our own files and those of swagger-ui, which the build puts beside them. */
import { fileURLToPath } from 'node:url';
import type { IRouter, Response } from 'express';
import helmet from 'helmet';

const own = fileURLToPath(new URL('./reference/', import.meta.url));
/** In `dist`; there is none beside the sources. */
const vendored = fileURLToPath(new URL('../../vendor/swagger-ui/', import.meta.url));

const FILES: Readonly<Record<string, string>> = {
  'reference.css': own,
  'reference.js': own,
  'swagger-ui.css': vendored,
  'swagger-ui-bundle.js': vendored,
  'favicon-32x32.png': vendored,
};

/** The page is anybody's who can reach the listener; what it calls asks for a key. Nothing outside is loaded or called. */
const secured = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'style-src': ["'self'"],
      'img-src': ["'self'", 'data:'],
      'connect-src': ["'self'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
      'frame-ancestors': ["'none'"],
    },
  },
  referrerPolicy: { policy: 'no-referrer' },
  xFrameOptions: { action: 'deny' },
});

export function addReferenceRoutes(app: IRouter): void {
  app.get('/docs', secured, (request, response) => {
    // Its links are relative, so that a proxy may serve it under a path of its own.
    if (request.path.endsWith('/')) response.redirect('../docs');
    else send(response, 'index.html', own);
  });
  for (const [name, root] of Object.entries(FILES))
    app.get(`/docs/${name}`, secured, (_request, response) => send(response, name, root));
}

function send(response: Response, name: string, root: string): void {
  // They change with the installation only; asking whether they did costs little.
  response.sendFile(name, { root, cacheControl: false, headers: { 'Cache-Control': 'no-cache' } });
}
