/** Calls to addresses that somebody else named: webhook receivers, status lists, DID documents, back offices. */

/** `timeoutMs` is for the whole exchange; an answer longer than `maxBytes` is given up. */
export type OutboundRequest = {
  readonly url: string;
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** Gives the exchange up before its time. */
  readonly signal?: AbortSignal;
  /** Mutual TLS, and roots besides the usual ones; PEM. */
  readonly tls?: { readonly cert?: string; readonly key?: string; readonly ca?: string };
};

/** Any HTTP status is an answer. Header names are in lower case. */
export type OutboundAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/** Redirects are not followed: they are answers like others. @throws OutboundError */
export type SendOutbound = (request: OutboundRequest) => Promise<OutboundAnswer>;

/** Whether an address may be called at all. @throws OutboundError `invalid_url` or `forbidden_address` */
export type CheckOutbound = (url: string) => Promise<void>;

export type OutboundFailure = 'forbidden_address' | 'invalid_url' | 'timeout' | 'too_large' | 'unreachable';

/** What a `SendOutbound` throws; `kind` may be told to whoever named the address. */
export type OutboundError = Error & { readonly kind: OutboundFailure };
