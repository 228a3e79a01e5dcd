/** Tells which methods an address takes: whoever asks (OPTIONS), and whoever comes with another one. */
import type { RequestHandler } from 'express';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { METHODS } from './describe-operations.js';

type Document = { readonly paths?: Readonly<Record<string, object>> };

/**
 * In front of all routes, by the document that lists them: the router would take `/credentials/revoke` for a credential's
 * id when the method is another, and so find nothing there, or name methods that mean nothing at that address.
 */
export function keepToMethods({ paths = {} }: Document): RequestHandler {
  const addresses = Object.entries(paths)
    // A literal segment goes before a parameter (OpenAPI 3.1 section 4.8.8.2).
    .sort(([one], [other]) => (one.replaceAll('{', '~') < other.replaceAll('{', '~') ? -1 : 1))
    .map(([path, item]) => ({
      matches: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`, 'i'),
      allowed: METHODS.filter((method) => Object.hasOwn(item, method)).flatMap((one) =>
        one === 'get' ? ['GET', 'HEAD'] : [one.toUpperCase()],
      ),
    }));
  return (request, response, next) => {
    const allowed = addresses.find(({ matches }) => matches.test(request.path))?.allowed;
    if (allowed === undefined || allowed.includes(request.method)) return next();
    // RFC 9110 section 15.5.6 asks for the header.
    response.set('Allow', [...allowed, 'OPTIONS'].join(', '));
    if (request.method !== 'OPTIONS')
      throw refuse('method_unsupported', { expected: allowed, provided: request.method });
    response.status(204).end();
  };
}
