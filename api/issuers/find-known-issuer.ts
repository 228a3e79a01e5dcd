/** Whose sessions and credentials are meant, where something is to be done about those that are there already. */
import type { Caller } from '../../ports/caller.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { ServedIssuer } from '../http/wallet-context.js';
import type { IssuerDirectory } from './issuer-directory.js';

/**
 * By id or identifier; the first of the file without either. An issuer that was taken out of the file has sessions and
 * credentials still: they are found, revoked and erased like any other's.
 */
export function findKnownIssuer(
  issuers: Pick<IssuerDirectory, 'find' | 'served'>,
  wanted: string | undefined,
): ServedIssuer | undefined {
  const found = issuers.find(wanted);
  if (found !== undefined || wanted === undefined) return found;
  return issuers.served().find(({ id, identifier }) => id === wanted || identifier === wanted);
}

/**
 * Id of the issuer a caller means: the one it names, or its own.
 *
 * @throws ProtocolError `api_scope_missing` when it names another than its own, whether that exists or not, and
 * `body_invalid` for one that nobody knows
 */
export function knownIssuerFor(
  issuers: Pick<IssuerDirectory, 'list' | 'find' | 'served'>,
  caller: Pick<Caller, 'issuer'>,
  named: string | undefined,
): string {
  const isMine = (id: string | undefined): boolean => caller.issuer === undefined || caller.issuer === id;
  const wanted = named ?? caller.issuer;
  const found = findKnownIssuer(issuers, wanted)?.id;
  if (!isMine(wanted) && !isMine(found))
    throw refuse('api_scope_missing', { reason: 'The key is bound to another issuer.', expected: caller.issuer });
  if (found !== undefined) return found;
  const expected = issuers.list().map(({ id }) => id);
  throw refuse('body_invalid', { reason: 'issuer names no configured issuer.', expected: expected.filter(isMine) });
}
