/** Whether a wallet has gone silent, and the probable cause: derived for people, never stored. */
import type { SessionView } from './session-view.js';

const MINUTE = 60_000;
const SILENT = 2 * MINUTE;

export type StalledFacts = {
  readonly view: SessionView;
  readonly offerFetches: number;
  readonly walletSeenAt?: number | undefined;
  readonly problem?: { readonly reason: string; readonly endpoint: string } | undefined;
};

/** A sentence for an operator, or undefined when the session is over or merely waiting its turn. */
export function deriveStalled(
  { view, offerFetches, walletSeenAt, problem }: StalledFacts,
  now: number,
): string | undefined {
  const isSilent = walletSeenAt !== undefined && now - walletSeenAt > SILENT;
  if (!view.isOpen || !isSilent) return undefined;
  const after = problem === undefined ? '' : `, after ${problem.endpoint} refused it (${problem.reason})`;
  switch (view.status) {
    case 'offer_created':
    case 'offer_retrieved':
      return `The wallet fetched the offer ${times(offerFetches)} and never got a token${after}.`;
    case 'authorization_requested':
      return `The wallet asked for authorization and the person has not allowed it${after}.`;
    case 'authorized':
      return `The person allowed the request and the wallet never got a token${after}.`;
    case 'token_exchanged':
      return `The wallet has a token and never got a credential${after}.`;
    case 'claims_ready':
      return 'The claims are there and the wallet has not come back for its credential.';
    default:
      return undefined;
  }
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
