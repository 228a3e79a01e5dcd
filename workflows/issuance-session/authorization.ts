/**
 * The person's decision, and the authorization code made for it. Pure rules: time comes in as `now` (ms), refusals go
 * out as `ProtocolError`s, and nothing is consumed by what is refused.
 */
import { refuse } from '../../protocol/errors/protocol-error.js';
import type {
  AuthorizationDecided,
  DecideAuthorization,
  ExchangeToken,
  RenewOffer,
  SessionStart,
} from '../contract/messages.js';
import type { Grant } from './grants.js';
import type { Offer } from './offer.js';

/** Further requests are in the log only: anybody who has the offer may push one. */
const MOST_REQUESTS = 3;

type Code = {
  readonly digest: string;
  readonly expiresAt: number;
  readonly clientId: string;
  readonly configurationIds: readonly string[];
  /** Set when it was redeemed. */
  grant?: Grant;
};

export class Authorization {
  #issuerStateDigest: string | undefined;
  #requests = 0;
  #code: Code | undefined;
  /** Who allowed first. Claims of theirs may be in the session by now, so it stays theirs, renewed offers included. */
  #person: string | undefined;
  /** The wallet began by itself: there is no offer, and the session is for this one decision. */
  readonly #isWalletInitiated: boolean;

  constructor(start: SessionStart['offer']) {
    this.#issuerStateDigest = start.issuerStateDigest;
    this.#isWalletInitiated = start.codeDigest === undefined && start.issuerStateDigest === undefined;
    if (this.#isWalletInitiated) this.#requests = 1;
  }

  get isWalletInitiated(): boolean {
    return this.#isWalletInitiated;
  }

  get progress(): 'requested' | 'authorized' | undefined {
    if (this.#code !== undefined) return 'authorized';
    return this.#requests > 0 ? 'requested' : undefined;
  }

  get configurationIds(): readonly string[] {
    return this.#code?.configurationIds ?? [];
  }

  /** Until when a code that was not redeemed can be. */
  get endsAt(): number | undefined {
    return this.#code === undefined || this.#code.grant !== undefined ? undefined : this.#code.expiresAt;
  }

  /** Answers whether this request is one that is recorded. */
  request(): boolean {
    if (this.#requests >= MOST_REQUESTS) return false;
    this.#requests += 1;
    return true;
  }

  /**
   * CO-05: of the present offer, which was not redeemed, has no code that still could be, and has not expired. A code that
   * ran out unused has given nothing to anybody: the person may scan the same offer again.
   */
  checkDecision(command: DecideAuthorization, offer: Offer, now: number): void {
    if (command.issuerStateDigest !== this.#issuerStateDigest) throw refuse('issuer_state_superseded');
    if (offer.isRedeemed || this.#hasLiveCode(now)) throw refuse('issuer_state_used');
    if (now >= (offer.endsAt ?? 0)) throw refuse('issuer_state_expired');
    if (this.#person !== undefined && command.personDigest !== this.#person) throw refuse('login_other_person');
  }

  /** This very decision, sent again. */
  isMadeBy({ decision, codeDigest, personDigest }: DecideAuthorization): boolean {
    return decision === 'allowed' && this.#code?.digest === codeDigest && this.#person === personDigest;
  }

  #hasLiveCode(now: number): boolean {
    return this.#code !== undefined && (this.#code.grant !== undefined || now < this.#code.expiresAt);
  }

  allow(command: DecideAuthorization): AuthorizationDecided {
    this.#person ??= command.personDigest;
    this.#code = {
      digest: command.codeDigest,
      expiresAt: command.codeExpiresAt,
      clientId: command.clientId,
      configurationIds: command.configurationIds,
    };
    return { decision: 'allowed', codeExpiresAt: command.codeExpiresAt };
  }

  /** A second use of a code that was redeemed; it is no refusal yet, because it has to be acted upon. */
  findReuse(command: ExchangeToken): Grant | undefined {
    return command.codeDigest === this.#code?.digest ? this.#code.grant : undefined;
  }

  checkCode(command: ExchangeToken, offer: Offer, now: number): void {
    if (this.findReuse(command) !== undefined) return;
    if (this.#code === undefined || this.#code.digest !== command.codeDigest)
      throw refuse('authorization_code_superseded');
    if (offer.isRedeemed) throw refuse('authorization_code_superseded');
    if (now >= this.#code.expiresAt) throw refuse('authorization_code_expired');
    if (command.clientId !== this.#code.clientId) throw refuse('authorization_code_client_mismatch');
  }

  redeem(grant: Grant): void {
    if (this.#code !== undefined) this.#code.grant = grant;
  }

  /** The token went to nobody: the code is as good as before, and its next use is no second one. */
  takeBack(grant: Grant): void {
    if (this.#code?.grant === grant) delete this.#code.grant;
  }

  /** Grants are named by numbers. */
  freeze(numberOf: (grant: Grant) => number) {
    const { grant, ...code } = this.#code ?? {};
    return {
      issuerStateDigest: this.#issuerStateDigest,
      requests: this.#requests,
      code: this.#code === undefined ? undefined : (code as Omit<Code, 'grant'>),
      grant: grant === undefined ? undefined : numberOf(grant),
      person: this.#person,
    };
  }

  thaw(frozen: ReturnType<Authorization['freeze']>, grantOf: (number: number) => Grant): void {
    const { code, grant } = frozen;
    this.#issuerStateDigest = frozen.issuerStateDigest;
    this.#requests = frozen.requests;
    this.#code = code && { ...code, ...(grant === undefined ? {} : { grant: grantOf(grant) }) };
    this.#person = frozen.person;
  }

  /** Whether this is the renewal that was made last, told by its issuer state: each offer has one of its own. */
  isRenewedBy({ issuerStateDigest }: RenewOffer): boolean {
    return issuerStateDigest !== undefined && issuerStateDigest === this.#issuerStateDigest;
  }

  /** A renewed offer is authorised anew, and a code of the one before is worth nothing. */
  renew(command: RenewOffer): void {
    this.#issuerStateDigest = command.issuerStateDigest;
    this.#code = undefined;
    this.#requests = 0;
  }
}
