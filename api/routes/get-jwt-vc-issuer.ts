/** GET /.well-known/jwt-vc-issuer, where a configuration conveys its keys that way; nothing is there otherwise. */
import type { Router } from 'express';
import { buildJwtVcIssuer, JWT_VC_ISSUER_WELL_KNOWN } from '../../protocol/metadata/build-jwt-vc-issuer.js';
import { buildWellKnownPaths } from '../../protocol/metadata/build-well-known-paths.js';
import type { ServedIssuer } from '../http/wallet-context.js';
import { document } from './get-metadata.js';

export function addJwtVcIssuer(router: Router, { identifier, configuration }: ServedIssuer): void {
  const metadata = buildJwtVcIssuer(identifier, configuration);
  if (metadata === undefined) return;
  router.get(buildWellKnownPaths(JWT_VC_ISSUER_WELL_KNOWN, configuration.path), document(metadata));
}
