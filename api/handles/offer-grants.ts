/** What a session's present offer is redeemed by. Both are the same every time, so that neither need be stored (design 5). */
import type { SessionRecord } from '../../ports/session-records.js';
import type { GrantName } from '../../protocol/session-view.js';
import type { HandleCodec } from './handle-codec.js';
import type { OfferFacts } from './mint-offer-code.js';
import { mintOfferCode, offerHandle } from './mint-offer-code.js';

export type OfferGrants = { readonly preAuthorizedCode?: string; readonly issuerState?: string };

export function grantsOf(record: Pick<SessionRecord, 'grants'>): readonly GrantName[] {
  return record.grants ?? ['pre-authorized_code'];
}

export function mintOfferGrants(handles: HandleCodec, record: OfferFacts & Pick<SessionRecord, 'grants'>): OfferGrants {
  const grants = grantsOf(record);
  return {
    ...(grants.includes('pre-authorized_code') ? { preAuthorizedCode: mintOfferCode(handles, record) } : {}),
    ...(grants.includes('authorization_code') ? { issuerState: mintIssuerState(handles, record) } : {}),
  };
}

/** Says nothing about the person: the session, what it offers, and until when (CO-05). */
function mintIssuerState(handles: HandleCodec, record: OfferFacts): string {
  return handles.mintAlike('issuer_state', offerHandle(record), record.offer.keyId);
}

/** What the workflow is told of them. */
export function digestOfferGrants(
  handles: HandleCodec,
  grants: OfferGrants,
): { readonly codeDigest?: string; readonly issuerStateDigest?: string } {
  const { preAuthorizedCode, issuerState } = grants;
  return {
    ...(preAuthorizedCode === undefined ? {} : { codeDigest: handles.digest(preAuthorizedCode) }),
    ...(issuerState === undefined ? {} : { issuerStateDigest: handles.digest(issuerState) }),
  };
}
