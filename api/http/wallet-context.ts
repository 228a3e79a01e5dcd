/** What one wallet request is about, gathered while it is handled, and written to the trace when it is answered. */
import type { X509Certificate } from 'node:crypto';
import type { Request } from 'express';
import type { LoginProvider } from '../../ports/login.js';
import type { LogLevel } from '../../ports/trace.js';
import type { FollowedTrustList, TrustListState } from '../../ports/trust-lists.js';
import type { CredentialConfiguration } from '../../protocol/metadata/z-credential-configuration.js';
import type { IssuerConfiguration } from '../../protocol/metadata/z-issuer-configuration.js';
import type { RequestKeys } from '../encryption/request-keys.js';
import type { TraceEntry } from '../trace/trace-recorder.js';

/** One issuer of this installation, as the endpoints need it. */
export type ServedIssuer = {
  readonly id: string;
  /** Credential issuer identifier; endpoint URLs are made from it and never from a request. */
  readonly identifier: string;
  /** Of its configuration. */
  readonly version: string;
  /** No longer in the file at this address: its sessions are finished, and none begins. */
  readonly isFormer?: true;
  readonly configuration: IssuerConfiguration;
  /** What wallets encrypt requests to; none where that is off. */
  readonly requestKeys: RequestKeys;
  /** Read from the configuration, where they stand as text or file names. */
  readonly trustAnchors: TrustAnchors;
  /** Where the login is one at an OpenID Connect provider. */
  readonly loginProvider?: LoginProvider;
};

export type TrustAnchors = {
  readonly keyAttestation: readonly X509Certificate[];
  readonly walletAttestation: readonly X509Certificate[];
  /** Of parties that keep status lists for wallet providers and attest nothing themselves. */
  readonly statusList?: readonly X509Certificate[];
  /** Where the certificates of proof keys have to lead; none: they only carry keys. */
  readonly holderCertificate?: readonly X509Certificate[];
  /** From which the anchors come too, for as long as each list may be believed. */
  readonly lists?: readonly FollowedTrustList[];
  readonly describeLists?: () => readonly TrustListState[];
};

export class WalletContext {
  readonly entries: TraceEntry[] = [];
  /** Of the handle the endpoint acts upon. */
  presentedSession: string | undefined;
  /** Whose log this request stands in, and whose problem its refusal is. */
  sessionId: string | undefined;
  hasFetchedOffer = false;
  /** A pending poll, which is folded with its neighbours instead of being written out. */
  pendingPoll: { readonly interval: number; readonly isEarly: boolean } | undefined;
  /** Members a refusal with this code has beside or instead of its own, for wallets of older drafts. */
  refusalMembers: ((code: string) => object) | undefined;

  constructor(
    /** As configured at present, until it is known which session the request is of. */
    public issuer: ServedIssuer,
    readonly endpoint: string,
    readonly requestId: string,
    readonly now: () => Date,
  ) {}

  /**
   * From here on a refusal stands in the session's log, whatever the request lacks. To be called after the limits of the
   * address have been looked at: what they refuse must not fill a session's log.
   */
  tellSession(): void {
    this.sessionId = this.presentedSession;
  }

  log(level: LogLevel, message: string, data?: Record<string, unknown>): void {
    const at = this.now().getTime();
    this.entries.push({ at, level, endpoint: this.endpoint, message, ...(data === undefined ? {} : { data }) });
  }

  /** Public URL of an endpoint of this issuer. */
  url(path: string): string {
    return this.issuer.identifier + path;
  }

  configurationOf(id: string): CredentialConfiguration | undefined {
    const all = this.issuer.configuration.credential_configurations;
    return Object.hasOwn(all, id) ? all[id] : undefined;
  }
}

const contexts = new WeakMap<Request, WalletContext>();

export function setContext(request: Request, context: WalletContext): void {
  contexts.set(request, context);
}

export function contextOf(request: Request): WalletContext {
  const context = contexts.get(request);
  if (context === undefined) throw new Error('This request was not given a context');
  return context;
}

export function findContext(request: Request): WalletContext | undefined {
  return contexts.get(request);
}
