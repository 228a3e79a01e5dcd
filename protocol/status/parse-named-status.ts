/**
 * The entries of status lists that an attestation names for itself: `status` (OID4VCI appendix D.1, token status list
 * section 6) and, of EUDI wallets, `client_status` or `key_storage_status`, which wrap one with an `exp` of its own (TS3
 * sections 2.2.1 and 2.2.2).
 */
import { isJsonObject, typeName } from '../errors/describe-shape.js';
import type { JsonObject } from '../verify-compact-jwt.js';

/** An entry of somebody's status list. It tells wallets apart, so an index is for no log. */
export type StatusReference = { readonly uri: string; readonly index: number };

export type NamedStatus = {
  /** Different from each other; none where only an `exp` was given. */
  readonly references: readonly StatusReference[];
  /** Until when the provider keeps the status, seconds since 1970 (`exp` beside the status, in EUDI attestations). */
  readonly keptUntil?: number;
  /** What of it is no reference anybody could follow. */
  readonly fault?: string;
};

export type StatusClaim = 'client_status' | 'key_storage_status';

/** It travels in access tokens, which travel in headers. */
const LONGEST_URI = 512;

/** What the signed claims name, or nothing where they name no status at all. Whether the URI may be fetched is not judged. */
export function parseNamedStatus(claims: JsonObject, wrapper: StatusClaim): NamedStatus | undefined {
  const own = Object.hasOwn(claims, 'status') ? readStatus(claims.status, 'status') : undefined;
  const wrapped = Object.hasOwn(claims, wrapper) ? readWrapped(claims[wrapper], wrapper) : undefined;
  if (own === undefined && wrapped === undefined) return undefined;
  const all = [own, wrapped].flatMap((one) => one?.references ?? []);
  const fault = own?.fault ?? wrapped?.fault;
  return {
    references: [...new Map(all.map((one) => [`${one.index} ${one.uri}`, one])).values()],
    ...(wrapped?.keptUntil !== undefined && { keptUntil: wrapped.keptUntil }),
    ...(fault !== undefined && { fault }),
  };
}

function readWrapped(value: unknown, name: StatusClaim): NamedStatus {
  if (!isJsonObject(value)) return faulty(`\`${name}\` is not an object but ${typeName(value)}.`);
  const { exp } = value;
  const isTime = typeof exp === 'number' && Number.isFinite(exp);
  if (exp !== undefined && !isTime) return faulty(`\`exp\` in \`${name}\` is not a number.`);
  const inner: NamedStatus =
    value.status === undefined ? { references: [] } : readStatus(value.status, `${name}.status`);
  return { ...inner, ...(isTime && { keptUntil: exp }) };
}

function readStatus(value: unknown, name: string): NamedStatus {
  const list = isJsonObject(value) ? value.status_list : undefined;
  if (!isJsonObject(list)) return faulty(`\`${name}\` has no \`status_list\`, the one mechanism that is known here.`);
  const { idx, uri } = list;
  if (!Number.isSafeInteger(idx) || (idx as number) < 0) return faulty(`\`idx\` in \`${name}\` is not an index.`);
  if (typeof uri !== 'string' || uri.length > LONGEST_URI || !URL.canParse(uri))
    return faulty(`\`uri\` in \`${name}\` is not an address.`);
  return { references: [{ uri, index: idx as number }] };
}

function faulty(fault: string): NamedStatus {
  return { references: [], fault };
}
