/**
 * GET /.well-known/jwt-vc-issuer, where a configuration conveys its keys that way, or one did whose credentials may still
 * be valid: without the document nobody could verify them. Nothing is there otherwise.
 */
import type { NextFunction, Request, Response, Router } from 'express';
import type { LoadKeyDiscovery } from '../../ports/issuing.js';
import {
  buildJwtVcIssuer,
  hasKeysByWeb,
  JWT_VC_ISSUER_WELL_KNOWN,
} from '../../protocol/metadata/build-jwt-vc-issuer.js';
import { buildWellKnownPaths } from '../../protocol/metadata/build-well-known-paths.js';
import type { ServedIssuer } from '../http/wallet-context.js';
import { document } from './get-metadata.js';

type Dependencies = { readonly loadKeyDiscovery: LoadKeyDiscovery; readonly now: () => Date };

const FRESH = 60_000;

export function addJwtVcIssuer(
  router: Router,
  { id, identifier, configuration }: ServedIssuer,
  { loadKeyDiscovery, now }: Dependencies,
): void {
  const send = document(buildJwtVcIssuer(identifier));
  const isAsked = hasKeysByWeb(configuration);
  let known: { readonly wasAsked: boolean; readonly until: number } | undefined;
  const wasAsked = async (): Promise<boolean> => {
    const at = now().getTime();
    if (known === undefined || at >= known.until)
      known = { wasAsked: await loadKeyDiscovery(id, at), until: at + FRESH };
    return known.wasAsked;
  };
  router.get(
    buildWellKnownPaths(JWT_VC_ISSUER_WELL_KNOWN, configuration.path),
    async (request: Request, response: Response, next: NextFunction) => {
      if (isAsked || (await wasAsked())) send(request, response);
      else next();
    },
  );
}
