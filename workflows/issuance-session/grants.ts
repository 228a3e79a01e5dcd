/** Who holds tokens of this session, and until when. A renewed offer that is redeemed ends the grant before it. */
import { refuse } from '../../protocol/errors/protocol-error.js';
import { grantMark } from '../../protocol/grant-mark.js';
import type { AccessGrant, ExchangeToken, RefreshToken } from '../contract/messages.js';

/** A wallet that lost the answer to a refresh may present the replaced token for this long. */
const REFRESH_RETRY_WINDOW = 60_000;
/** Access tokens remembered per grant; older ones have long expired. */
const MOST_ACCESS_TOKENS = 20;

export type Grant = {
  readonly mark: string;
  readonly jkt?: string;
  readonly clientId?: string;
  readonly configurationIds: readonly string[];
  access: { digest: string; expiresAt: number }[];
  refresh?: {
    digest: string;
    expiresAt: number;
    /** What `expiresAt` can be put off to: the token itself says that it lives no longer. */
    readonly latest?: number;
    /** What `expiresAt` was before it was put off. */
    given?: number;
    previous?: { digest: string; until: number };
  };
};

export class Grants {
  #current: Grant | undefined;
  #replaced: Grant | undefined;

  get current(): Grant | undefined {
    return this.#current;
  }

  /** What `takeBack` goes back to. */
  get replaced(): Grant | undefined {
    return this.#replaced;
  }

  open(command: ExchangeToken, configurationIds: readonly string[], isRefreshable: boolean): Grant {
    this.#replaced = this.#current;
    this.#current = {
      mark: grantMark(command.grantType ?? 'pre-authorized_code', command.codeDigest),
      ...(command.jkt === undefined ? {} : { jkt: command.jkt }),
      ...(command.clientId === undefined ? {} : { clientId: command.clientId }),
      configurationIds,
      access: [{ digest: command.accessDigest, expiresAt: command.accessExpiresAt }],
      ...(isRefreshable ? { refresh: refreshOf(command) } : {}),
    };
    return this.#current;
  }

  /**
   * A wait that is promised is one the refresh token outlives, with time to collect after it; where the token cannot be
   * put off so far, less is promised. Answers until when it is.
   */
  cover({ refresh }: Grant, until: number, afterwards: number): number {
    if (refresh?.latest === undefined) return until;
    refresh.given ??= refresh.expiresAt;
    refresh.expiresAt = Math.max(refresh.expiresAt, Math.min(until + afterwards, refresh.latest));
    return Math.min(until, refresh.expiresAt);
  }

  thaw(current: Grant | undefined, replaced: Grant | undefined): void {
    this.#current = current;
    this.#replaced = replaced;
  }

  /** Nobody waits under it any more: the token ends as it would have. */
  uncover({ refresh }: Grant): void {
    if (refresh?.given !== undefined) refresh.expiresAt = refresh.given;
  }

  /** Ends every token of a grant whose code was used twice; another grant that has taken its place is left alone. */
  revoke(grant: Grant): void {
    grant.access = [];
    delete grant.refresh;
  }

  /** The grant that began with this token, if nothing came of it since. */
  findUnused(accessDigest: string): Grant | undefined {
    const grant = this.#current;
    return grant?.access.length === 1 && grant.access[0]?.digest === accessDigest ? grant : undefined;
  }

  /** Undoes the latest `open`. */
  takeBack(): void {
    this.#current = this.#replaced;
    this.#replaced = undefined;
  }

  /** The grant whose refresh token was presented; nothing is changed. */
  checkRefresh(command: RefreshToken, now: number): Grant {
    const grant = this.#current;
    const refresh = grant?.refresh;
    if (grant === undefined || refresh === undefined) throw refuse('refresh_token_unknown');
    const isPrevious = refresh.previous?.digest === command.refreshDigest && now < refresh.previous.until;
    if (refresh.digest !== command.refreshDigest && !isPrevious) throw refuse('refresh_token_unknown');
    if (now >= refresh.expiresAt) throw refuse('refresh_token_expired');
    const isOtherKey = command.mayChangeKey === true && grant.jkt !== undefined && command.jkt !== undefined;
    if (grant.jkt !== command.jkt && !isOtherKey) throw refuse('refresh_token_key_mismatch');
    if (grant.clientId !== undefined && command.clientId !== undefined && grant.clientId !== command.clientId) {
      throw refuse('refresh_token_client_mismatch');
    }
    return grant;
  }

  refresh(grant: Grant, command: RefreshToken, now: number): void {
    grant.access = [...grant.access, accessOf(command)].slice(-MOST_ACCESS_TOKENS);
    if (command.nextRefreshDigest === undefined || grant.refresh === undefined) return;
    grant.refresh = {
      ...grant.refresh,
      digest: command.nextRefreshDigest,
      previous: { digest: command.refreshDigest, until: now + REFRESH_RETRY_WINDOW },
    };
  }

  /** The grant an access token belongs to, the token being alive. */
  checkAccess(accessDigest: string, now: number): Grant {
    const token = this.#current?.access.find((one) => one.digest === accessDigest);
    if (this.#current === undefined || token === undefined) throw refuse('access_token_revoked');
    if (now >= token.expiresAt) throw refuse('access_token_expired');
    return this.#current;
  }

  /** Whether a token is one of the current grant, be it alive or run out. */
  knows(accessDigest: string): boolean {
    return this.#current?.access.some((one) => one.digest === accessDigest) === true;
  }

  /** The mark that tokens which are not revoked have. */
  get livingMark(): string | undefined {
    return this.#current?.access.length === 0 ? undefined : this.#current?.mark;
  }

  /** When the last token of the current grant dies. */
  endsAt(): number | undefined {
    if (this.#current === undefined) return undefined;
    return Math.max(this.#current.refresh?.expiresAt ?? 0, ...this.#current.access.map((one) => one.expiresAt));
  }
}

function refreshOf({ refreshDigest, refreshExpiresAt, refreshLatest }: ExchangeToken): NonNullable<Grant['refresh']> {
  const latest = refreshLatest === undefined ? {} : { latest: refreshLatest };
  return { digest: refreshDigest, expiresAt: refreshExpiresAt, ...latest };
}

function accessOf(command: AccessGrant): { digest: string; expiresAt: number } {
  return { digest: command.accessDigest, expiresAt: command.accessExpiresAt };
}
