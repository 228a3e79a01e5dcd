/**
 * Lists of wallet providers, fetched before anybody needs them and believed until they end: nothing is fetched while a
 * wallet waits. A list that cannot be had anew counts until its NextUpdate, and nobody on it afterwards.
 */
import type { X509Certificate } from 'node:crypto';
import {
  TrustListFault,
  type VerifiedTrustList,
  verifyTrustList,
} from '../../protocol/trust-list/verify-trust-list.js';
import type { FetchStatusList } from '../status-list/create-status-list-reader.js';

export type FollowedTrustList = {
  readonly url: string;
  readonly signers: readonly X509Certificate[];
  readonly type: string;
  /** Seconds. */
  readonly interval: number;
};
export type TrustListState = {
  readonly url: string;
  /** Of the list in use; absent where there is none. */
  readonly sequence?: number;
  readonly nextUpdate?: number;
  /** Why there is none, or why the latest was not taken. */
  readonly fault?: string;
};
export type TrustLists = {
  /** Fetches those that are due; returns when all of them were tried. Never throws. */
  readonly refresh: (lists: readonly FollowedTrustList[]) => Promise<void>;
  /** What may be believed at this moment. */
  readonly providers: (lists: readonly FollowedTrustList[]) => readonly X509Certificate[];
  readonly statusSigners: (lists: readonly FollowedTrustList[]) => readonly X509Certificate[];
  readonly describe: (lists: readonly FollowedTrustList[]) => readonly TrustListState[];
};

type State = { list?: VerifiedTrustList; fault?: string; tryAt: number; trying?: Promise<void> };

const TIMEOUT_MS = 5000;
const MOST_BYTES = 8 * 1024 * 1024;
/** An operator that is down is asked again soon, and not all the time. */
const RETRY_MS = 60_000;

/** @param report told of a fault when it is a new one */
export function createTrustLists({
  send,
  now,
  report,
}: {
  readonly send: FetchStatusList;
  readonly now: () => Date;
  readonly report: (url: string, fault: string) => void;
}): TrustLists {
  const states = new Map<string, State>();
  const stateOf = (one: FollowedTrustList): State => {
    const key = [one.url, one.type, ...one.signers.map((signer) => signer.fingerprint256)].join(' ');
    const state = states.get(key) ?? { tryAt: 0 };
    states.set(key, state);
    return state;
  };
  const alive = (one: FollowedTrustList): VerifiedTrustList | undefined => {
    const { list } = stateOf(one);
    return list !== undefined && now().getTime() < list.nextUpdate ? list : undefined;
  };

  async function attempt(one: FollowedTrustList, state: State): Promise<void> {
    try {
      const list = await fetchList(send, one, now());
      // A list that was replaced must not come back, though its signature is still good.
      if (list.sequence < (state.list?.sequence ?? 0))
        throw new TrustListFault(`its sequence number ${list.sequence} is lower than that of the list before`);
      state.list = list;
      delete state.fault;
      state.tryAt = Math.min(now().getTime() + one.interval * 1000, list.nextUpdate);
    } catch (error) {
      // A fault of our own must not stop the others.
      const fault = error instanceof TrustListFault ? error.message : `it could not be judged: ${String(error)}`;
      if (error instanceof TrustListFault && error.endsFormer) delete state.list;
      if (state.fault !== fault) report(one.url, fault);
      state.fault = fault;
      state.tryAt = now().getTime() + Math.min(RETRY_MS, one.interval * 1000);
    }
  }

  return {
    refresh: async (lists) => {
      await Promise.all(
        lists.map((one) => {
          const state = stateOf(one);
          if (state.trying === undefined && now().getTime() >= state.tryAt)
            state.trying = attempt(one, state).finally(() => {
              delete state.trying;
            });
          return state.trying;
        }),
      );
    },
    providers: (lists) => lists.flatMap((one) => alive(one)?.providers ?? []),
    statusSigners: (lists) => lists.flatMap((one) => alive(one)?.statusSigners ?? []),
    describe: (lists) =>
      lists.map((one) => {
        const { fault } = stateOf(one);
        const list = alive(one);
        const missing =
          fault ?? (list === undefined ? 'it was not fetched yet, or its NextUpdate has passed' : undefined);
        return {
          url: one.url,
          ...(list === undefined ? {} : { sequence: list.sequence, nextUpdate: list.nextUpdate }),
          ...(missing === undefined ? {} : { fault: missing }),
        };
      }),
  };
}

/** @throws TrustListFault */
async function fetchList(send: FetchStatusList, one: FollowedTrustList, now: Date): Promise<VerifiedTrustList> {
  const headers = { accept: 'application/jose, application/jwt, */*;q=0.1', 'accept-encoding': 'identity' };
  const request = { url: one.url, headers, timeoutMs: TIMEOUT_MS, maxBytes: MOST_BYTES };
  const { status, body } = await send(request).catch((error: unknown) => {
    const kind = (error as { kind?: unknown } | null)?.kind;
    throw new TrustListFault(`it cannot be fetched (${typeof kind === 'string' ? kind : 'unreachable'})`);
  });
  if (status < 200 || status > 299) throw new TrustListFault(`its server answers ${status}`);
  return verifyTrustList(Buffer.from(body).toString('latin1').trim(), { signers: one.signers, type: one.type, now });
}
