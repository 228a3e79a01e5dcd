/** Sealed material in MongoDB. */
import type { StoredClaims } from '../../ports/session-records.js';
import type {
  ConsumingRequest,
  ForgetSession,
  LoadIssuanceMaterial,
  LoadResponse,
  ReleaseRequest,
  RemoveClaims,
  StoreClaims,
  StoreDelivery,
  StoreRequest,
} from '../../ports/vault.js';
import { toBytes } from './bytes.js';
import type { Database, VaultDocument } from './database.js';
import { isDuplicate } from './database.js';
import { switchId } from './issuing-switches.js';
import { outboxMark } from './outbox.js';

/**
 * Longer than any session lives: an offer, a year of reissuance, and twice the longest deferral. Claims nobody ever asked
 * for do not lie about for ever.
 */
const LONGEST_KEPT = 600 * 86_400_000;

export function claimsDocument(claims: StoredClaims): VaultDocument {
  const { reference, ...rest } = claims;
  return { _id: `claims:${reference}`, ...rest, expiresAt: new Date(Date.now() + LONGEST_KEPT) };
}

/** Milliseconds since 1970; undefined for what has no end of its own. */
export function claimsStoredAt({ expiresAt }: Pick<VaultDocument, 'expiresAt'>): number | undefined {
  return expiresAt === undefined ? undefined : expiresAt.getTime() - LONGEST_KEPT;
}

export function storeClaimsInMongo({ vault }: Database): StoreClaims {
  return async (claims) => {
    await vault.insertOne(claimsDocument(claims));
  };
}

export function removeClaimsFromMongo({ vault }: Database): RemoveClaims {
  return async (reference) => {
    await vault.deleteOne({ _id: `claims:${reference}` });
  };
}

export function storeRequestInMongo({ vault }: Pick<Database, 'vault'>): StoreRequest {
  return async (request) => {
    const { requestId, consumes, now } = request;
    if (await insertRequest(vault, request)) return 'new';
    // Which index refused is not said alike by all servers, so it is asked: the same request again, or another's value?
    const own = await vault.findOne({ _id: `request:${requestId}` }, { projection: { _id: 1 } });
    if (own !== null) return 'repeat';
    const projection = { consumes: 1, lapses: 1 };
    const others = await vault.find({ consumes: { $in: [...consumes] } }, { projection }).toArray();
    // Only what was written says what lapses, so nothing looks for it before it is in somebody's way.
    const lapsed = now === undefined ? new Set() : await giveBackLapsed(vault, others, now);
    if (lapsed.size > 0 && (await insertRequest(vault, request))) return 'new';
    const held = others.flatMap((one) => one.consumes ?? []);
    const taken = held.find((value) => consumes.includes(value) && !lapsed.has(value));
    return { taken: taken ?? consumes[0] ?? '' };
  };
}

/** Whether it is stored; it is not where its id or a value it uses up is there. */
async function insertRequest(vault: Database['vault'], request: ConsumingRequest): Promise<boolean> {
  const { requestId, sessionId, consumes, lapses = [], sealed, expiresAt } = request;
  try {
    await vault.insertOne({
      _id: `request:${requestId}`,
      ...(sessionId === undefined ? {} : { sessionId }),
      ...(sealed === undefined ? {} : { sealed }),
      ...(consumes.length === 0 ? {} : { consumes }),
      ...(lapses.length === 0 ? {} : { lapses }),
      expiresAt: new Date(expiresAt),
    });
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/** Takes the values whose time is over out of the requests that used them up, and answers which they were. */
async function giveBackLapsed(
  vault: Database['vault'],
  holders: readonly Pick<VaultDocument, '_id' | 'consumes' | 'lapses'>[],
  now: number,
): Promise<Set<string>> {
  const lapsed = new Set<string>();
  for (const { _id, consumes = [], lapses = [] } of holders) {
    const over = new Set(lapses.filter(({ at }) => at <= now).map(({ value }) => value));
    const values = consumes.filter((value) => over.has(value));
    if (values.length === 0) continue;
    for (const value of values) lapsed.add(value);
    // Two documents without any would be two of the same value to the index.
    if (values.length === consumes.length) await vault.updateOne({ _id }, { $unset: { consumes: 1 } });
    else await vault.updateOne({ _id }, { $pullAll: { consumes: values } });
  }
  return lapsed;
}

export function releaseRequestInMongo({ vault }: Database): ReleaseRequest {
  return async (requestId) => {
    await vault.deleteOne({ _id: `request:${requestId}` });
  };
}

export function loadResponseFromMongo({ sessions }: Database): LoadResponse {
  return async (sessionId, requestId, now, { once } = { once: false }) => {
    const path = `responses.${requestId}`;
    const found = await sessions.findOne({ _id: sessionId }, { projection: { [path]: 1 } });
    const { sealed, until = 0, attempt } = found?.responses?.[requestId] ?? {};
    if (sealed === undefined || now >= until) return undefined;
    if (!once) return toBytes(sealed);
    // Whoever destroys it has it. The attempt stays, so that no earlier one is stored in its place.
    const mine = { _id: sessionId, [`${path}.attempt`]: attempt, [`${path}.sealed`]: { $exists: true } };
    const taken = await sessions.updateOne(mine, { $set: { [path]: { attempt } } });
    return taken.modifiedCount === 1 ? toBytes(sealed) : undefined;
  };
}

export function loadIssuanceMaterialFromMongo({ vault }: Database): LoadIssuanceMaterial {
  return async ({ sessionId, claimsReference, requestId, issuer }) => {
    const ids = [
      `key:${sessionId}`,
      `claims:${claimsReference}`,
      ...(requestId === undefined ? [] : [`request:${requestId}`]),
    ];
    const wanted = issuer === undefined ? ids : [...ids, switchId(issuer)];
    const read = await vault.find({ _id: { $in: wanted } }).toArray();
    const issuing = read.find((one) => one.issuing?.issuer === issuer)?.issuing;
    // Nobody gets at another session's material by its reference.
    const found = read.filter((one) => one.sessionId === sessionId);
    const sealed = (id: string | undefined) => {
      const bytes = found.find((one) => one._id === id)?.sealed;
      return bytes === undefined ? undefined : toBytes(bytes);
    };
    const [dataKey, claims, request] = ids.map(sealed);
    return {
      ...(dataKey === undefined ? {} : { dataKey }),
      ...(claims === undefined ? {} : { claims }),
      ...(request === undefined ? {} : { request }),
      ...(issuing === undefined ? {} : { issuing }),
    };
  };
}

export function forgetSessionInMongo({ vault }: Database): ForgetSession {
  return async (sessionId) => {
    await vault.deleteMany({ sessionId, consumes: { $exists: false } });
  };
}

export function storeDeliveryInMongo({ sessions }: Database): StoreDelivery {
  return async ({ sessionId, requestId, sealed, redeliverUntil, projection }) => {
    const path = `responses.${requestId}`;
    const { version, view, confirmed } = projection;
    const response = { [path]: { sealed, until: redeliverUntil, attempt: version } };
    // An attempt that was given up may still arrive here: not in the place of a later one, nor of one that is destroyed.
    // As one member: beside an `$or` the embedded database reads all sessions to find this one.
    const isFirst = { [`${path}.attempt`]: { $not: { $gte: version } } };
    const stored = await sessions.updateOne(
      { _id: sessionId, version: { $lt: version }, ...isFirst },
      { $set: { version, view, ...outboxMark(sessionId, confirmed), ...response } },
    );
    if (stored.modifiedCount === 1) return;
    // A later projection overtook this one, or an earlier run of this call stored its response; either way that one stands.
    await sessions.updateOne({ _id: sessionId, ...isFirst }, { $set: response });
  };
}
