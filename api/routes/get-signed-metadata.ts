/** Which form of the issuer metadata a wallet wants (OID4VCI section 12.2.2), and the signed one (section 12.2.3). */
import type { Request, RequestHandler, Response } from 'express';
import type { LoadSignedMetadata } from '../../ports/signed-metadata.js';
import type { ServedIssuer } from '../http/wallet-context.js';

const FRESH = 30_000;

/** @param unsigned answers everybody who does not prefer the signed form, and everybody while there is none yet */
export function negotiateMetadata(
  issuer: ServedIssuer,
  load: LoadSignedMetadata,
  now: () => Date,
  unsigned: (request: Request, response: Response) => void,
): RequestHandler {
  // For an issuer that left the file nobody signs any more.
  if (!issuer.configuration.signed_metadata || issuer.isFormer) return unsigned;
  let known: { jwt: string; until: number } | undefined;
  return async (request, response) => {
    // JSON first: it is for those who say nothing or take anything.
    const wantsSigned = request.accepts(['application/json', 'application/jwt']) === 'application/jwt';
    if (wantsSigned && (known === undefined || now().getTime() >= known.until)) {
      const jwt = await load(issuer.id);
      known = jwt === undefined ? undefined : { jwt, until: now().getTime() + FRESH };
    }
    if (!wantsSigned || known === undefined) {
      unsigned(request, response);
      return;
    }
    response.set({ 'Cache-Control': 'public, max-age=300', Vary: 'Accept, Accept-Language' });
    // Past Express, which would add a charset.
    response.setHeader('Content-Type', 'application/jwt').send(Buffer.from(known.jwt));
  };
}
