/** Finds the session a request is of, and gives it the configuration that session began with, before anything of it is judged. */
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import {
  AUTHORIZATION_CODE_GRANT,
  PRE_AUTHORIZED_CODE_GRANT,
  REFRESH_TOKEN_GRANT,
  REQUEST_URI_PREFIX,
} from '../../protocol/spec-constants.js';
import type { Handle, HandleKind } from '../handles/handle-codec.js';
import type { WalletContext } from '../http/wallet-context.js';
import { contextOf } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';

type Presented = readonly [HandleKind, string | undefined];

/**
 * The handle an endpoint acts upon, and no other: what a request merely carries beside it, an old code next to a new one,
 * must not bring back rules that the new one's session never had.
 */
export const pinnedBy = {
  token: (request: Request): Presented => {
    const form = formOf(request);
    switch (single(form, 'grant_type')) {
      case PRE_AUTHORIZED_CODE_GRANT:
        return ['code', single(form, 'pre-authorized_code')];
      case AUTHORIZATION_CODE_GRANT:
        return ['authorization_code', single(form, 'code')];
      case REFRESH_TOKEN_GRANT:
        return ['refresh', single(form, 'refresh_token')];
      default:
        return ['code', undefined];
    }
  },
  access: ({ headers }: Request): Presented => {
    const token = /^(?:Bearer|DPoP) +([A-Za-z0-9_-]+)$/i.exec(headers.authorization ?? '')?.[1];
    return ['access', token];
  },
  par: (request: Request): Presented => ['issuer_state', single(formOf(request), 'issuer_state')],
  authorize: (request: Request): Presented => {
    const form = request.method === 'GET' ? queryOf(request) : formOf(request);
    const uri = single(form, 'request_uri');
    if (uri === undefined) return ['issuer_state', single(form, 'issuer_state')];
    return ['request_uri', uri.replace(REQUEST_URI_PREFIX, '')];
  },
  login: (request: Request): Presented => ['login_state', single(queryOf(request), 'state')],
} as const;

/** Judges nothing: what is malformed, forged or another issuer's is refused by whoever reads it after this. */
export function pinConfiguration(
  deps: WalletDependencies,
  presentedBy: (request: Request) => Presented,
): RequestHandler {
  return async (request: Request, _response: Response, next: NextFunction) => {
    const context = contextOf(request);
    const { session, version } = findHandle(deps, context, presentedBy(request)) ?? {};
    if (session) context.presentedSession = session;
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

function findHandle(
  { handles }: WalletDependencies,
  context: WalletContext,
  [kind, text]: Presented,
): Handle | undefined {
  const handle = text === undefined ? undefined : handles.open(kind, text);
  return handle?.issuer === context.issuer.id ? handle : undefined;
}

/** Undefined for one that is repeated, too: such a request is refused. */
function single(parameters: URLSearchParams, name: string): string | undefined {
  const values = parameters.getAll(name).filter((value) => value !== '');
  return values.length === 1 ? values[0] : undefined;
}

function formOf({ body }: Request): URLSearchParams {
  return new URLSearchParams(typeof body === 'string' ? body : '');
}

function queryOf({ originalUrl }: Request): URLSearchParams {
  return new URL(originalUrl, 'http://localhost').searchParams;
}
