/** A session's present offer, in the forms it is handed out in. */
import type { OfferedSession } from '../../ports/back-office.js';
import type { SessionRecord } from '../../ports/session-records.js';
import { buildCredentialOffer, buildOfferUri } from '../../protocol/offer/build-credential-offer.js';
import { buildOfferLinks } from '../../protocol/offer/build-offer-links.js';
import { issuanceSessionWorkflowId } from '../../workflows/contract/messages.js';
import { offeredIds } from '../handles/mint-offer-code.js';
import { mintOfferGrants } from '../handles/offer-grants.js';
import type { ServedIssuer } from '../http/wallet-context.js';
import type { BackOfficeDependencies } from './dependencies.js';

export function offerSession(
  deps: Pick<BackOfficeDependencies, 'handles' | 'privateUrl'>,
  issuer: ServedIssuer,
  record: SessionRecord,
  txCode: { readonly value: string } | { readonly isAlreadyGiven: true } | undefined,
): OfferedSession {
  const offerUri = buildOfferUri(issuer.identifier, record.offerId);
  const links = buildOfferLinks(issuer.configuration, offerUri);
  return {
    sessionId: record.id,
    status: record.view.status,
    credentialOffer: buildCredentialOffer({
      issuer: issuer.identifier,
      configurationIds: offeredIds(record),
      ...mintOfferGrants(deps.handles, record),
      txCode: record.offer.txCode,
    }),
    credentialOfferUri: offerUri,
    credentialOfferDeepLink: links[0],
    credentialOfferDeepLinks: links,
    ...(txCode === undefined ? {} : 'value' in txCode ? { txCode: txCode.value } : { isTxCodeAlreadyGiven: true }),
    expiresAt: record.offer.expiresAt,
    workflowId: issuanceSessionWorkflowId(record.id),
    consoleUrl: `${deps.privateUrl}/console/sessions/${record.id}`,
  };
}
