/** Tells who comes with a method an address does not take which ones it does, from the document that lists them. */
import type { RequestHandler } from 'express';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { METHODS } from './describe-operations.js';

type Document = { readonly paths?: Readonly<Record<string, object>> };

/** Behind all routes: RFC 9110 section 15.5.6 asks for the header. */
export function refuseOtherMethods({ paths = {} }: Document): RequestHandler {
  const addresses = Object.entries(paths).map(([path, item]) => ({
    matches: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`, 'i'),
    methods: METHODS.filter((method) => Object.hasOwn(item, method)),
  }));
  return (request, response, next) => {
    const methods = addresses.filter(({ matches }) => matches.test(request.path)).flatMap((one) => one.methods);
    if (methods.length === 0) return next();
    const allowed = new Set(methods.flatMap((one) => (one === 'get' ? ['GET', 'HEAD'] : [one.toUpperCase()])));
    response.set('Allow', [...allowed, 'OPTIONS'].join(', '));
    throw refuse('method_unsupported', { expected: [...allowed], provided: request.method });
  };
}
