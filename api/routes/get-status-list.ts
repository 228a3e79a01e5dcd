/** GET /status_lists/:id and GET /status_lists (draft-ietf-oauth-status-list sections 8 and 9). Signed by the worker, served as it is. */
import { gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { contextOf } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';

const types = { jwt: 'application/statuslist+jwt', cwt: 'application/statuslist+cwt' } as const;
/** A cache's age comes on top of the ttl, so it stays short even where the ttl is long (ST-07). */
const LONGEST_CACHED = 60;

type StatusListServing = Pick<WalletDependencies, 'loadServedStatusList' | 'listServedStatusLists'>;

export function getStatusList({ loadServedStatusList }: StatusListServing) {
  return async (request: Request<{ id: string }>, response: Response): Promise<void> => {
    const { issuer } = contextOf(request);
    if (request.query.time !== undefined) throw refuse('status_time_unsupported');
    const served = await loadServedStatusList(issuer.id, request.params.id);
    if (served === undefined) throw refuse('status_list_unknown');
    // Whoever accepts neither gets the list all the same: a verifier that cannot say what it wants should not go without.
    const offered = served.form === 'jwt' ? [types.jwt, types.cwt] : [types.cwt, types.jwt];
    const type = request.accepts([...offered]) || offered[0];
    const maxAge = Math.min(LONGEST_CACHED, issuer.configuration.status_lists.ttl);
    response.set('Vary', 'Accept, Accept-Encoding').set('Cache-Control', `public, max-age=${maxAge}`);
    // Past Express, which would add a charset.
    response.setHeader('Content-Type', type ?? types.jwt);
    if (type === types.cwt) response.send(Buffer.from(served.cwt));
    else sendText(request, response, served.jwt);
  };
}

/** Base64url of compressed bytes still shrinks by a quarter. */
function sendText(request: Request, response: Response, text: string): void {
  const body = Buffer.from(text);
  if (request.acceptsEncodings(['gzip', 'identity']) !== 'gzip') {
    response.send(body);
    return;
  }
  response.set('Content-Encoding', 'gzip').send(gzipSync(body));
}

/** Where all lists of the issuer are, for those who fetch ahead. */
export function getStatusLists({ listServedStatusLists }: StatusListServing) {
  return async (request: Request, response: Response): Promise<void> => {
    const { issuer } = contextOf(request);
    const lists = await listServedStatusLists(issuer.id);
    response
      .setHeader('Content-Type', 'application/json')
      .setHeader('Cache-Control', `public, max-age=${LONGEST_CACHED}`);
    response.send(Buffer.from(JSON.stringify({ status_lists: lists })));
  };
}
