/** The offer's code: which one counts, whether it was redeemed, and how often its transaction code was guessed wrong. */
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { SessionView } from '../../protocol/session-view.js';
import type { ExchangeToken, RenewOffer, SessionStart } from '../contract/messages.js';

/** Further fetches are counted in the log only: an anonymous GET must not grow history. */
const MOST_RETRIEVALS = 3;

export class Offer {
  #codeDigest: string | undefined;
  #txCodeDigest: string | undefined;
  #expiresAt: number;
  #state: 'open' | 'redeemed' | 'invalidated' = 'open';
  #renewals = 0;
  #retrievals = 0;
  #wrongTxCodes = 0;
  #configurationIds: readonly string[] | undefined;

  constructor(
    start: SessionStart['offer'],
    readonly txCodeAttempts: number,
  ) {
    this.#codeDigest = start.codeDigest;
    this.#txCodeDigest = start.txCodeDigest;
    this.#expiresAt = start.expiresAt;
  }

  get isRetrieved(): boolean {
    return this.#retrievals > 0;
  }

  /** Fewer than the session has, where some of it was issued before a renewal. */
  get configurationIds(): readonly string[] | undefined {
    return this.#configurationIds;
  }

  get renewals(): number {
    return this.#renewals;
  }

  /** When the code can no longer be redeemed; undefined when it has been. */
  get endsAt(): number | undefined {
    return this.#state === 'redeemed' ? undefined : this.#expiresAt;
  }

  get isRedeemed(): boolean {
    return this.#state === 'redeemed';
  }

  get txCodeAttemptsLeft(): number {
    return Math.max(0, this.txCodeAttempts - this.#wrongTxCodes);
  }

  /** Answers whether this fetch is one that is recorded. */
  retrieve(): boolean {
    if (this.#retrievals >= MOST_RETRIEVALS) return false;
    this.#retrievals += 1;
    return true;
  }

  /** OID4VCI 6.3: everything that can be known before the transaction code is compared. Changes nothing. */
  checkCode({ codeDigest }: ExchangeToken, now: number): void {
    // Only a code of this session is ever presented to it, so another digest is an earlier renewal's.
    if (codeDigest !== this.#codeDigest) throw refuse('code_superseded');
    if (this.#state === 'redeemed') throw refuse('code_used');
    if (this.#state === 'invalidated') throw refuse('tx_code_attempts_exhausted');
    if (now >= this.#expiresAt) throw refuse('code_expired');
  }

  isTxCodeRight({ txCodeDigest }: ExchangeToken): boolean {
    return this.#txCodeDigest === txCodeDigest;
  }

  /** Counts a wrong transaction code and answers what the wallet is told; the last one invalidates the code (TK-06). */
  countWrongTxCode({
    txCodeDigest,
  }: ExchangeToken): 'tx_code_unexpected' | 'tx_code_missing' | 'tx_code_wrong' | 'tx_code_attempts_exhausted' {
    if (this.#txCodeDigest === undefined) return 'tx_code_unexpected';
    if (txCodeDigest === undefined) return 'tx_code_missing';
    this.#wrongTxCodes += 1;
    if (this.txCodeAttemptsLeft > 0) return 'tx_code_wrong';
    this.#state = 'invalidated';
    return 'tx_code_attempts_exhausted';
  }

  redeem(): void {
    this.#state = 'redeemed';
  }

  /** The token went to nobody: the code is as good as before. */
  reopen(): void {
    if (this.#state === 'redeemed') this.#state = 'open';
  }

  renew(command: RenewOffer): void {
    this.#codeDigest = command.codeDigest;
    this.#txCodeDigest = command.txCodeDigest;
    this.#expiresAt = command.expiresAt;
    this.#configurationIds = command.configurationIds;
    this.#state = 'open';
    this.#wrongTxCodes = 0;
    this.#renewals += 1;
  }

  /** Whether this is the renewal that was made last, told by its code. */
  isRenewedBy({ codeDigest }: RenewOffer): boolean {
    return this.#renewals > 0 && codeDigest !== undefined && codeDigest === this.#codeDigest;
  }

  freeze() {
    return {
      codeDigest: this.#codeDigest,
      txCodeDigest: this.#txCodeDigest,
      expiresAt: this.#expiresAt,
      state: this.#state,
      renewals: this.#renewals,
      retrievals: this.#retrievals,
      wrongTxCodes: this.#wrongTxCodes,
      configurationIds: this.#configurationIds,
    };
  }

  thaw(frozen: ReturnType<Offer['freeze']>): void {
    this.#codeDigest = frozen.codeDigest;
    this.#txCodeDigest = frozen.txCodeDigest;
    this.#expiresAt = frozen.expiresAt;
    this.#state = frozen.state;
    this.#renewals = frozen.renewals;
    this.#retrievals = frozen.retrievals;
    this.#wrongTxCodes = frozen.wrongTxCodes;
    this.#configurationIds = frozen.configurationIds;
  }

  view(): SessionView['offer'] {
    return {
      expiresAt: this.#expiresAt,
      renewals: this.#renewals,
      isRedeemed: this.#state === 'redeemed',
      ...(this.#txCodeDigest === undefined ? {} : { txCodeAttemptsLeft: this.txCodeAttemptsLeft }),
    };
  }
}
