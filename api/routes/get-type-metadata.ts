/** GET /vct/:name — SD-JWT VC type metadata (draft-ietf-oauth-sd-jwt-vc section 4). Public, and the same for everybody. */
import type { RequestHandler } from 'express';
import type { LoadTypeMetadata } from '../../ports/type-metadata.js';
import { buildTypeMetadataTexts } from '../../protocol/metadata/build-type-metadata.js';
import type { ServedIssuer } from '../http/wallet-context.js';

const NAME = /^[A-Za-z0-9._~-]+$/;

/** What has left the configuration is served as it was published last: credentials of the type are still about. */
export function getTypeMetadata(
  { identifier, configuration }: ServedIssuer,
  load: LoadTypeMetadata,
): RequestHandler<{ name: string }> {
  const texts = buildTypeMetadataTexts(configuration, identifier);
  return async (request, response, next) => {
    const { name } = request.params;
    const path = `/vct/${name}`;
    const found = texts.get(path) ?? (NAME.test(name) ? await load(identifier + path) : undefined);
    if (found === undefined) {
      next();
      return;
    }
    // Past Express, which would add a charset; as bytes, because credentials may carry their digest (SV-22).
    response.setHeader('Content-Type', 'application/json').setHeader('Cache-Control', 'public, max-age=300');
    response.send(Buffer.from(found.text));
  };
}
