/** Holds a deferred request that asked for it, until there is something to answer or its time is over. */
import type { Request, Response } from 'express';
import type { SessionRecord } from '../../ports/session-records.js';
import { readWaitPreference } from '../../protocol/deferred/read-wait-preference.js';
import type { WalletContext } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';

const SECOND = 1000;

export type Held = {
  readonly record: SessionRecord;
  /** Whether the request was held at all. */
  readonly wasHeld: boolean;
  /** The wallet has hung up: nobody is left to answer. */
  readonly isGone: boolean;
};

/** `isPending` is asked again whenever the session has changed; what it throws ends the wait. */
export async function holdRequest(
  deps: Pick<WalletDependencies, 'watch' | 'loadSession' | 'now'>,
  context: WalletContext,
  { request, response }: { readonly request: Request; readonly response: Response },
  loaded: SessionRecord,
  isPending: (record: SessionRecord) => boolean,
): Promise<Held> {
  const wanted = readWaitPreference(request.get('Prefer')) ?? 0;
  const seconds = Math.min(wanted, context.issuer.configuration.lifetimes.deferred_wait);
  const until = deps.now().getTime() + seconds * SECOND;
  const hungUp = new AbortController();
  const hangUp = (): void => hungUp.abort();
  response.once('close', hangUp);
  let record = loaded;
  let wasHeld = false;
  while (isPending(record)) {
    const ms = until - deps.now().getTime();
    if (ms <= 0 || !(await deps.watch.hold(record.id, record.version ?? 0, { ms, signal: hungUp.signal }))) break;
    wasHeld = true;
    if (hungUp.signal.aborted) break;
    record = (await deps.loadSession(record.id)) ?? record;
  }
  response.off('close', hangUp);
  if (wasHeld) response.set('Preference-Applied', `wait=${seconds}`);
  return { record, wasHeld, isGone: hungUp.signal.aborted };
}
