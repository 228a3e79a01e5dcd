/** Other people's status lists: fetched, verified, kept for as long as they say, and never fetched twice at once. */
import type { X509Certificate } from 'node:crypto';
import { createLookupCache } from '../../protocol/create-lookup-cache.js';
import { STATUS_LIST_CWT_MEDIA_TYPE, STATUS_LIST_JWT_MEDIA_TYPE } from '../../protocol/spec-constants.js';
import { StatusListFault } from '../../protocol/status/status-list-fault.js';
import type { VerifiedStatusList } from '../../protocol/status/verify-status-list-content.js';
import { verifyStatusListJwt } from '../../protocol/status/verify-status-list-jwt.js';
import { verifyStatusListCwt } from './verify-status-list-cwt.js';

/** As the guarded outbound port has it; whatever it throws means that the list cannot be had. */
export type FetchStatusList = (request: {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}) => Promise<{
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}>;

export type StatusListOutcome =
  | { readonly kind: 'list'; readonly list: VerifiedStatusList }
  /** Not to be had at present. */
  | { readonly kind: 'unavailable'; readonly reason: string }
  /** To be had, and not to be believed. */
  | { readonly kind: 'unverifiable'; readonly reason: string };

/** Throws only for faults of our own. What is trusted may differ from issuer to issuer, so lists are kept for each set of anchors. */
export type ReadStatusList = (uri: string, anchors: readonly X509Certificate[]) => Promise<StatusListOutcome>;

/** A wallet waits meanwhile, with a person before it. */
const TIMEOUT_MS = 2500;
const MOST_BYTES = 4 * 1024 * 1024;
const MOST_KEPT_LISTS = 256;
const MOST_KEPT_BYTES = 64 * 1024 * 1024;
/** For lists that name no `ttl`, and the longest that any may name, so that a revocation is noticed within the hour. */
const USUAL_TTL_SECONDS = 300;
const LONGEST_TTL_SECONDS = 3600;
/** A provider that is down is not asked again for each wallet. */
const FAILURE_KEPT_MS = 10_000;
const ACCEPT = `${STATUS_LIST_JWT_MEDIA_TYPE}, ${STATUS_LIST_CWT_MEDIA_TYPE};q=0.5`;

export function createStatusListReader({
  send,
  now,
}: {
  readonly send: FetchStatusList;
  readonly now: () => Date;
}): ReadStatusList {
  const cached = createLookupCache<StatusListOutcome>({
    now,
    mostEntries: MOST_KEPT_LISTS,
    mostSize: MOST_KEPT_BYTES,
  });
  return (uri, anchors) =>
    cached(`${uri} ${anchors.map((one) => one.fingerprint256).join(' ')}`, async (former) => {
      const fresh = await fetchList(send, uri, { uri, anchors, now: now() });
      const at = now().getTime();
      const until = fresh.kind === 'list' ? endOf(fresh.list, at) : at + FAILURE_KEPT_MS;
      // What is still alive by its own account serves until its provider is back.
      const value = fresh.kind === 'unavailable' && isAlive(former, at) ? former : fresh;
      return { value, until, size: value.kind === 'list' ? value.list.bytes.length : 0 };
    });
}

async function fetchList(
  send: FetchStatusList,
  url: string,
  rules: Parameters<typeof verifyStatusListJwt>[1],
): Promise<StatusListOutcome> {
  let answer: Awaited<ReturnType<FetchStatusList>>;
  try {
    const headers = { accept: ACCEPT, 'accept-encoding': 'identity' };
    answer = await send({ url, headers, timeoutMs: TIMEOUT_MS, maxBytes: MOST_BYTES });
  } catch (error) {
    return { kind: 'unavailable', reason: `it cannot be fetched (${failureOf(error)})` };
  }
  if (answer.status < 200 || answer.status > 299)
    return { kind: 'unavailable', reason: `its server answers ${answer.status}` };
  try {
    return { kind: 'list', list: await verify(answer, rules) };
  } catch (error) {
    if (!(error instanceof StatusListFault)) throw error;
    return { kind: 'unverifiable', reason: error.message };
  }
}

/** The media type says which encoding it is; the type inside the signed token is what counts. */
function verify(
  { headers, body }: Awaited<ReturnType<FetchStatusList>>,
  rules: Parameters<typeof verifyStatusListJwt>[1],
): Promise<VerifiedStatusList> {
  const isCwt = (headers['content-type'] ?? '').toLowerCase().startsWith(STATUS_LIST_CWT_MEDIA_TYPE);
  return isCwt
    ? verifyStatusListCwt(body, rules)
    : verifyStatusListJwt(Buffer.from(body).toString('latin1').trim(), rules);
}

/** The kind of an outbound error; anything else could say more than a log should keep. */
function failureOf(error: unknown): string {
  const kind = (error as { kind?: unknown } | null)?.kind;
  return typeof kind === 'string' ? kind : 'unreachable';
}

function endOf({ ttl = USUAL_TTL_SECONDS, expiresAt }: VerifiedStatusList, at: number): number {
  const byTtl = at + Math.min(ttl, LONGEST_TTL_SECONDS) * 1000;
  return expiresAt === undefined ? byTtl : Math.min(byTtl, expiresAt * 1000);
}

function isAlive(outcome: StatusListOutcome | undefined, at: number): outcome is StatusListOutcome {
  return outcome?.kind === 'list' && outcome.list.expiresAt !== undefined && at < outcome.list.expiresAt * 1000;
}
