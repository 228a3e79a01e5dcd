/** Credential offers and the links that carry them (OID4VCI section 4.1). */
import { AUTHORIZATION_CODE_GRANT, CREDENTIAL_OFFER_SCHEME, PRE_AUTHORIZED_CODE_GRANT } from '../spec-constants.js';

export type TxCodeDescription = {
  readonly length?: number | undefined;
  readonly input_mode?: 'numeric' | 'text' | undefined;
  readonly description?: string | undefined;
};

export type CredentialOffer = {
  readonly credential_issuer: string;
  readonly credential_configuration_ids: readonly string[];
  readonly grants: {
    readonly [AUTHORIZATION_CODE_GRANT]?: { readonly issuer_state: string };
    readonly [PRE_AUTHORIZED_CODE_GRANT]?: {
      readonly 'pre-authorized_code': string;
      readonly tx_code?: TxCodeDescription;
    };
  };
};

/**
 * The offer object. `txCode` present, even `{}`, tells the wallet a transaction code is required (section 4.1.1).
 * No `scope`, `interval` or `authorization_server`: strict wallets refuse members the text does not have.
 */
export function buildCredentialOffer(offer: {
  readonly issuer: string;
  readonly configurationIds: readonly string[];
  readonly preAuthorizedCode?: string | undefined;
  readonly issuerState?: string | undefined;
  readonly txCode?: TxCodeDescription | undefined;
}): CredentialOffer {
  return {
    credential_issuer: offer.issuer,
    credential_configuration_ids: [...offer.configurationIds],
    grants: {
      ...(offer.issuerState !== undefined && {
        [AUTHORIZATION_CODE_GRANT]: { issuer_state: offer.issuerState },
      }),
      ...(offer.preAuthorizedCode !== undefined && {
        [PRE_AUTHORIZED_CODE_GRANT]: {
          'pre-authorized_code': offer.preAuthorizedCode,
          ...(offer.txCode && { tx_code: toWireTxCode(offer.txCode) }),
        },
      }),
    },
  };
}

function toWireTxCode({ length, input_mode, description }: TxCodeDescription): TxCodeDescription {
  return {
    ...(input_mode !== undefined && { input_mode }),
    ...(length !== undefined && { length }),
    ...(description !== undefined && { description }),
  };
}

/** Where the offer can be fetched (section 4.1.3). */
export function buildOfferUri(issuer: string, offerId: string): string {
  return `${issuer}/credential_offers/${encodeURIComponent(offerId)}`;
}

/** A wallet link that carries the offer by reference: short enough for a QR code. */
export function buildOfferLink(link: { readonly scheme?: string | undefined; readonly offerUri: string }): string {
  return `${link.scheme ?? CREDENTIAL_OFFER_SCHEME}://?credential_offer_uri=${encodeURIComponent(link.offerUri)}`;
}

/** A wallet link that carries the offer itself, for wallets that cannot fetch it. */
export function buildOfferLinkByValue(link: {
  readonly scheme?: string | undefined;
  readonly offer: CredentialOffer;
}): string {
  return `${link.scheme ?? CREDENTIAL_OFFER_SCHEME}://?credential_offer=${encodeURIComponent(JSON.stringify(link.offer))}`;
}
