/** Sends a success to the wallet: plain JSON, or encrypted to the key of the request it answers (OID4VCI section 10). */
import type { Response } from 'express';
import { CompactEncrypt } from 'jose';
import type { ResponseEncryption } from '../../protocol/encryption/verify-response-key.js';

/** A pending answer is encrypted like credentials are: section 9.2 says `regardless of the content`. Errors never are. */
export async function sendAnswer(
  response: Response,
  status: 200 | 202,
  body: object,
  encryption: ResponseEncryption | undefined,
): Promise<void> {
  response.set('Cache-Control', 'no-store').status(status);
  if (encryption === undefined) {
    response.json(body);
    return;
  }
  const jwe = await encrypt(JSON.stringify(body), encryption);
  // Bytes, past Express, which would add a charset.
  response.setHeader('Content-Type', 'application/jwt').send(Buffer.from(jwe));
}

/** The library makes a new key pair and a new content key for every message, so the same answer never looks the same. */
function encrypt(text: string, { alg, enc, zip, kid, key }: ResponseEncryption): Promise<string> {
  const header = { alg, enc, ...(kid === undefined ? {} : { kid }), ...(zip ? { zip: 'DEF' } : {}) };
  return new CompactEncrypt(new TextEncoder().encode(text)).setProtectedHeader(header).encrypt(key);
}
