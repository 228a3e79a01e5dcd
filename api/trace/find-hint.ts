/** The wallet hint for a refused request: what it looked like is read again here, off the path of requests that succeed. */
import type { Request } from 'express';
import { isJsonObject } from '../../protocol/errors/describe-shape.js';
import type { ProtocolError } from '../../protocol/errors/protocol-error.js';
import { findWalletHint } from '../../protocol/errors/wallet-hints.js';
import { mediaTypeOf } from '../http/read-body.js';
import type { WalletContext } from '../http/wallet-context.js';

/** A larger body is no mistake that is known; an encrypted one is not opened again. */
const LONGEST_READ = 64 * 1024;

export function findHint(
  { reason, evidence }: Pick<ProtocolError, 'reason' | 'evidence'>,
  request: Request,
  { issuer, endpoint }: Pick<WalletContext, 'issuer' | 'endpoint'>,
): string | undefined {
  return findWalletHint({
    reason,
    evidence,
    endpoint,
    issuer: issuer.identifier,
    configurations: issuer.configuration.credential_configurations as Readonly<Record<string, object>>,
    body: readAgain(request),
  });
}

function readAgain(request: Request): Readonly<Record<string, unknown>> {
  const text: unknown = request.body;
  if (typeof text !== 'string' || text.length > LONGEST_READ) return {};
  if (mediaTypeOf(request) === 'application/x-www-form-urlencoded')
    return Object.fromEntries(new URLSearchParams(text));
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}
