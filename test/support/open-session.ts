/** A session and the wallet that takes its offer. */
import type { Created } from './back-office.js';
import { BackOffice } from './back-office.js';
import { AV, datasetsOf } from './datasets.js';
import type { StackInfo } from './stack.js';
import type { Offer, Tokens, WalletKey } from './wallet.js';
import { newKey, Wallet } from './wallet.js';

export type SessionOptions = {
  /** Absent: the age verification credential. */
  readonly offered?: readonly string[];
  /** Of which of the offered the claims are there from the start. Absent: of all. */
  readonly supplied?: readonly string[];
  readonly dpop?: boolean;
  readonly clientId?: string;
  /** Further members of `POST /sessions`. */
  readonly more?: Record<string, unknown>;
};

export type OpenedSession = {
  readonly id: string;
  readonly created: Created;
  readonly offer: Offer;
  readonly wallet: Wallet;
  readonly backOffice: BackOffice;
};
export type RedeemedSession = OpenedSession & { readonly tokens: Tokens };

/** An offer that nobody has fetched yet. */
export async function openSession(at: StackInfo, options: SessionOptions = {}): Promise<OpenedSession> {
  const { offered = [AV], supplied = offered, clientId, more = {} } = options;
  const backOffice = new BackOffice(at);
  const created = await backOffice.create({
    credential_configuration_ids: offered,
    claims: datasetsOf(...supplied),
    ...more,
  });
  const dpop: { dpop?: WalletKey } = options.dpop ? { dpop: await newKey() } : {};
  const offer = created.credential_offer;
  const wallet = new Wallet(offer.credential_issuer, { ...dpop, ...(clientId === undefined ? {} : { clientId }) });
  return { id: created.session_id, created, offer, wallet, backOffice };
}

/** A wallet that has its token. */
export async function redeemSession(at: StackInfo, options: SessionOptions = {}): Promise<RedeemedSession> {
  const opened = await openSession(at, options);
  const { tx_code } = opened.created;
  const tokens = await opened.wallet.redeem(opened.offer, tx_code === undefined ? {} : { tx_code });
  return { ...opened, tokens };
}

/** A wallet that was told to wait for its credential. */
export async function deferSession(
  at: StackInfo,
  options: SessionOptions = {},
): Promise<RedeemedSession & { readonly transactionId: string }> {
  const redeemed = await redeemSession(at, { ...options, supplied: options.supplied ?? [] });
  const { status, body } = await redeemed.wallet.requestCredential(redeemed.tokens, options.offered?.[0] ?? AV);
  if (status !== 202) throw new Error(`The credential was not deferred: ${status} ${JSON.stringify(body)}`);
  return { ...redeemed, transactionId: body.transaction_id ?? '' };
}
