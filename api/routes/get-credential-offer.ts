/** GET /credential_offers/:id — the offer by reference, served as often as it is asked for until it is redeemed. */
import type { Request, Response } from 'express';
import type { SessionRecord } from '../../ports/session-records.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { checkIssuing } from '../../protocol/issuing-switch.js';
import { buildCredentialOffer } from '../../protocol/offer/build-credential-offer.js';
import { offerRetrievedSignal } from '../../workflows/contract/messages.js';
import { offeredIds } from '../handles/mint-offer-code.js';
import { mintOfferGrants } from '../handles/offer-grants.js';
import { contextOf } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';

/** What the workflow records; further fetches are only counted. */
const SIGNALLED_FETCHES = 3;
const MOST_REMEMBERED = 5000;

export function getCredentialOffer(deps: WalletDependencies) {
  const isSignalled = createFetchCounter();
  return async (request: Request<{ id: string }>, response: Response): Promise<void> => {
    const context = contextOf(request as unknown as Request);
    await deps.limits.perAddress(request.ip ?? '');
    const record = await deps.loadSessionByOffer(request.params.id);
    if (record === undefined || record.issuer !== context.issuer.id) throw refuse('offer_unknown');
    context.sessionId = record.id;
    const isOver =
      !record.view.isOpen || record.view.offer.isRedeemed || context.now().getTime() >= record.offer.expiresAt;
    if (isOver) throw refuse('offer_expired');
    const configurationIds = offeredIds(record);
    checkIssuing(deps.switches.of(context.issuer.id), configurationIds);
    const offer = buildCredentialOffer({
      issuer: context.issuer.identifier,
      configurationIds,
      ...mintOfferGrants(deps.handles, record),
      txCode: record.offer.txCode,
    });
    context.hasFetchedOffer = true;
    context.log('info', 'Credential offer fetched by the wallet', {
      offer_id: deps.handles.fingerprint(record.offerId),
      credential_configuration_ids: configurationIds,
      user_agent: request.headers['user-agent'] ?? null,
    });
    if (isSignalled(record)) {
      // The wallet has its offer whether the session can be told or not.
      deps.gateway.signal(record.id, offerRetrievedSignal, []).catch((error: unknown) => {
        deps.report(error, {
          reason: 'offer_retrieved_not_signalled',
          path: context.endpoint,
          requestId: context.requestId,
        });
      });
    }
    response.set('Cache-Control', 'no-store').json(offer);
  };
}

/** The record counts in batches; fetches that come all at once are counted here, so that they cannot grow history. */
function createFetchCounter(): (record: SessionRecord) => boolean {
  const signalled = new Map<string, number>();
  return ({ id, offerFetches }) => {
    const count = Math.max(offerFetches, signalled.get(id) ?? 0);
    if (count >= SIGNALLED_FETCHES) return false;
    signalled.set(id, count + 1);
    if (signalled.size > MOST_REMEMBERED) signalled.delete(signalled.keys().next().value as string);
    return true;
  };
}
