/** GET /logos/:name — images of the configuration's folder. The name is the digest: what it names never changes. */
import type { Request, RequestHandler } from 'express';
import type { LoadLogo, LogoFile } from '../../ports/configuration-versions.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { ServedIssuer } from '../http/wallet-context.js';

const NAME = /^[A-Za-z0-9_-]{43}\.(?:png|jpg|webp|svg)$/;
const MOST_REMEMBERED = 100;

/**
 * A picture and nothing else: an SVG opened by itself runs no script and fetches nothing. Wallets keep the address with
 * the credential, so an image stays when it has left the configuration.
 */
export function getLogo(issuer: ServedIssuer, load: LoadLogo): RequestHandler<{ name: string }> {
  const remembered = new Map<string, LogoFile>();
  const look = async (name: string): Promise<LogoFile | undefined> => {
    const found = await load(issuer.id, name);
    if (found === undefined) return undefined;
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(name, found);
    return found;
  };
  return async (request: Request<{ name: string }>, response) => {
    const { name } = request.params;
    const logo = NAME.test(name) ? (remembered.get(name) ?? (await look(name))) : undefined;
    if (logo === undefined) throw refuse('route_unknown');
    response.set({
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'X-Content-Type-Options': 'nosniff',
    });
    response.setHeader('Content-Type', logo.type).send(Buffer.from(logo.bytes));
  };
}
