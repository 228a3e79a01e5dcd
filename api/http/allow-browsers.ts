/** CORS for wallets that run in a browser: any origin, no cookies, and the headers they need to read. */
import type { NextFunction, Request, Response } from 'express';

const exposed =
  'DPoP-Nonce, WWW-Authenticate, OAuth-Client-Attestation-Challenge, Preference-Applied, Retry-After, X-Request-Id';

export function allowBrowsers(request: Request, response: Response, next: NextFunction): void {
  response.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': exposed,
    'X-Content-Type-Options': 'nosniff',
  });
  if (request.method !== 'OPTIONS') {
    next();
    return;
  }
  response
    .set({
      'Access-Control-Allow-Methods': 'GET, POST',
      'Access-Control-Allow-Headers':
        'Authorization, Content-Type, DPoP, OAuth-Client-Attestation, OAuth-Client-Attestation-PoP, Prefer',
      'Access-Control-Max-Age': '86400',
    })
    .status(204)
    .end();
}
