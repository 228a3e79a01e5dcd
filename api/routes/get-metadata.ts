/** The documents a wallet reads first: issuer and authorization server metadata, and the public signing keys. */
import type { Request, Response } from 'express';
import type { LoadPublishedKeys, PublishedKeys } from '../../ports/issuing.js';
import { buildAuthorizationServerMetadata } from '../../protocol/metadata/build-authorization-server-metadata.js';
import { buildIssuerMetadata } from '../../protocol/metadata/build-issuer-metadata.js';
import type { ServedIssuer } from '../http/wallet-context.js';

const CACHED = 'public, max-age=300';
const FRESH = 60_000;

export function getIssuerMetadata({ identifier, configuration, requestKeys }: ServedIssuer) {
  return document(buildIssuerMetadata({ identifier, issuer: configuration, requestKeys: requestKeys.published }));
}

export function getAuthorizationServerMetadata({ identifier, configuration }: ServedIssuer) {
  return document(buildAuthorizationServerMetadata({ identifier, issuer: configuration }));
}

/** Express adds the ETag and answers 304. `Content-Type` is exactly application/json, as strict wallets demand. */
export function document(body: object) {
  const text = Buffer.from(JSON.stringify(body));
  return (_request: Request, response: Response): void => {
    setJson(response).set('Vary', 'Accept, Accept-Language').send(text);
  };
}

/** The keys are the worker's; their public halves change when it is given new ones. */
export function getJwks(issuer: ServedIssuer, load: LoadPublishedKeys) {
  let known: { keys: PublishedKeys; until: number } | undefined;
  return async (_request: Request, response: Response): Promise<void> => {
    if (known === undefined || Date.now() >= known.until) {
      known = { keys: (await load(issuer.id, Date.now())) ?? { keys: [] }, until: Date.now() + FRESH };
    }
    setJson(response).send(Buffer.from(JSON.stringify(known.keys)));
  };
}

/** Past Express, which would add a charset. */
function setJson(response: Response): Response {
  return response.setHeader('Content-Type', 'application/json').setHeader('Cache-Control', CACHED);
}
