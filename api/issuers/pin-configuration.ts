/** Gives a request of a session the configuration the session began with, before anything of the request is judged. */
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { REQUEST_URI_PREFIX } from '../../protocol/spec-constants.js';
import type { Handle, HandleKind } from '../handles/handle-codec.js';
import type { WalletContext } from '../http/wallet-context.js';
import { contextOf } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';

/** Form members that carry handles, each with their kind. */
const carriers: readonly (readonly [string, HandleKind])[] = [
  ['pre-authorized_code', 'code'],
  ['code', 'authorization_code'],
  ['refresh_token', 'refresh'],
  ['request_uri', 'request_uri'],
  ['issuer_state', 'issuer_state'],
];

/** Judges nothing: what is malformed, forged or another issuer's is refused by whoever reads it after this. */
export function pinConfiguration(deps: WalletDependencies): RequestHandler {
  return async (request: Request, _response: Response, next: NextFunction) => {
    const context = contextOf(request);
    const version = findHandle(deps, context, request)?.version;
    if (version === undefined || version === context.issuer.version) return next();
    const begun = await deps.issuers.findVersion(context.issuer.id, version);
    if (begun === undefined) {
      context.log('warn', 'The configuration the session began with is not kept any more; the present one is used', {
        configuration_version: version,
      });
      return next();
    }
    const { identifier } = context.issuer;
    // The address is that of the request: at a former one the wallet signs for the former one.
    context.issuer = begun.identifier === identifier ? begun : { ...begun, identifier };
    context.log('debug', 'Judged by the configuration the session began with', { configuration_version: version });
    return next();
  };
}

function findHandle({ handles }: WalletDependencies, context: WalletContext, request: Request): Handle | undefined {
  const presented = [...bearerOf(request), ...formOf(request)];
  for (const [kind, text] of presented) {
    const handle = handles.open(kind, text);
    if (handle?.issuer === context.issuer.id) return handle;
  }
  return undefined;
}

function bearerOf(request: Request): [HandleKind, string][] {
  const token = /^(?:Bearer|DPoP) +([A-Za-z0-9_-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return token === undefined ? [] : [['access', token]];
}

function formOf(request: Request): [HandleKind, string][] {
  const { search } = new URL(request.originalUrl, 'http://localhost');
  const body = typeof request.body === 'string' && !request.body.startsWith('{') ? request.body : '';
  const values = [...new URLSearchParams(search), ...new URLSearchParams(body)];
  return carriers.flatMap(([name, kind]) =>
    values
      .filter(([one]) => one === name)
      .map(([, value]): [HandleKind, string] => [kind, value.replace(REQUEST_URI_PREFIX, '')]),
  );
}
