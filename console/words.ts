/** What the words of a session mean, for people who do not know the protocol. */
import type { ClaimsState, IssuanceEnd, IssuanceState, PullView, SessionStatus } from '../protocol/session-view.js';

export type Tone = 'quiet' | 'busy' | 'good' | 'warn' | 'bad';
type Meaning = { readonly tone: Tone; readonly sentence: string };

export const statusMeanings: Readonly<Record<SessionStatus, Meaning>> = {
  offer_created: { tone: 'quiet', sentence: 'The offer was made; no wallet has fetched it yet.' },
  offer_retrieved: { tone: 'busy', sentence: 'A wallet fetched the offer and has not asked for a token yet.' },
  authorization_requested: { tone: 'busy', sentence: 'The wallet sent the person to the authorization page.' },
  authorized: { tone: 'busy', sentence: 'The person agreed; the wallet has not fetched its token yet.' },
  token_exchanged: { tone: 'busy', sentence: 'The wallet has a token and has not asked for its credential yet.' },
  credential_deferred: {
    tone: 'warn',
    sentence: 'The wallet asked for its credential and waits until its claims are supplied.',
  },
  claims_ready: { tone: 'busy', sentence: 'The claims are there; the wallet gets the credential when it asks next.' },
  credential_issued: {
    tone: 'good',
    sentence: 'The credential was handed to the wallet, which has not said yet whether it kept it.',
  },
  credential_accepted: { tone: 'good', sentence: 'The wallet said that it stored the credential.' },
  credential_failed: { tone: 'bad', sentence: 'The wallet said that it could not store the credential.' },
  credential_deleted: { tone: 'warn', sentence: 'The wallet said that its holder did not want the credential.' },
  denied: { tone: 'bad', sentence: 'The back office refused to issue; the wallet is told so when it asks.' },
  cancelled: { tone: 'quiet', sentence: 'The back office cancelled the session; nothing can be issued with it.' },
  expired: { tone: 'quiet', sentence: 'The time for taking the credential ran out.' },
};

export const claimsMeanings: Readonly<Record<ClaimsState, Meaning>> = {
  awaiting: { tone: 'warn', sentence: 'Nobody has supplied the claims yet.' },
  supplied: { tone: 'busy', sentence: 'Supplied, not yet released for issuing.' },
  released: { tone: 'good', sentence: 'Supplied and ready for issuing.' },
  denied: { tone: 'bad', sentence: 'Refused by the back office.' },
};

export const pullSentences: Readonly<Record<PullView['state'], string>> = {
  asking: 'A back office is being asked for them',
  answered: 'A back office was asked and supplied them',
  denied: 'A back office was asked and denied them',
  given_up: 'A back office was asked in vain',
  dropped: 'A back office was asked; its answer is not needed any more',
};

export const issuanceTones: Readonly<Record<IssuanceState, Tone>> = {
  deferred: 'warn',
  delivered: 'good',
  accepted: 'good',
  failed: 'bad',
  deleted: 'warn',
  denied: 'bad',
};

export const issuanceEnds: Readonly<Record<IssuanceEnd, string>> = {
  denial: 'denied by the back office',
  deferral_limit: 'claims came too late',
  replaced: 'its grant was replaced by a renewed offer',
  session_end: 'the session ended',
};

/** What is said once after an act, by the word in the address. */
export const doneSentences: Readonly<Record<string, string>> = {
  supplied: 'The claims were supplied.',
  corrected: 'The claims were replaced by the new ones.',
  unchanged: 'These very claims had been supplied already; nothing changed.',
  released: 'The claims were released.',
  denied: 'Issuing was denied. The wallet is told when it asks next.',
  cancelled: 'The session was cancelled.',
  revoke: 'The credential was revoked; the new status list is served.',
  suspend: 'The credential was suspended; the new status list is served.',
  reinstate: 'The credential was reinstated; the new status list is served.',
};
