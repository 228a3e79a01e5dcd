/** GET /vct/:name — SD-JWT VC type metadata (draft-ietf-oauth-sd-jwt-vc section 4). Public, and the same for everybody. */
import type { RequestHandler } from 'express';
import { buildTypeMetadataTexts } from '../../protocol/metadata/build-type-metadata.js';
import type { ServedIssuer } from '../http/wallet-context.js';

export function getTypeMetadata({ identifier, configuration }: ServedIssuer): RequestHandler<{ name: string }> {
  const texts = buildTypeMetadataTexts(configuration.credential_configurations, identifier);
  return (request, response, next) => {
    const text = texts.get(`/vct/${request.params.name}`);
    if (text === undefined) {
      next();
      return;
    }
    // Past Express, which would add a charset; as bytes, because credentials may carry their digest (SV-22).
    response.setHeader('Content-Type', 'application/json').setHeader('Cache-Control', 'public, max-age=300');
    response.send(Buffer.from(text));
  };
}
