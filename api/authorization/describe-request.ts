/** What the person is shown of a pending request, and whether they still can decide upon it. */
import type { SessionRecord } from '../../ports/session-records.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { buildClaimsDescriptions } from '../../protocol/metadata/build-claims-descriptions.js';
import type { CredentialConfiguration } from '../../protocol/metadata/z-credential-configuration.js';
import type { Handle } from '../handles/handle-codec.js';
import type { WalletContext } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';
import type { OfferedCredential } from './authorization-page.js';
import { openIssuerState } from './check-authorization-request.js';
import type { PendingAuthorization } from './pushed-request.js';

export type BehindRequest = {
  /** Absent where the wallet began by itself. */
  readonly offer?: { readonly handle: Handle; readonly record: SessionRecord };
  /** Whether the person has to say who they are, on the page itself. */
  readonly asksName: boolean;
  /** Whether they have to log in at the provider before they see the page. */
  readonly asksLogin: boolean;
};

/** Reads only. @throws ProtocolError when the offer behind the request is over */
export async function loadBehindRequest(
  deps: WalletDependencies,
  context: WalletContext,
  pending: PendingAuthorization,
): Promise<BehindRequest> {
  const { login } = context.issuer.configuration;
  const asks = { asksName: login?.kind === 'development', asksLogin: login?.kind === 'openid' };
  if (pending.issuerState === undefined) {
    // The login may have been taken out of the configuration since the push.
    if (login === undefined) throw refuse('authorization_without_offer');
    return asks;
  }
  const handle = openIssuerState(deps, context, pending.issuerState);
  const record = await deps.loadSession(handle.session);
  if (record === undefined || !record.view.isOpen) throw refuse('authorization_offer_closed');
  if (record.view.offer.isRedeemed) throw refuse('issuer_state_used');
  // An offer for nobody in particular is for whoever holds it, as its pre-authorized code would be, unless configured.
  const isAsked = record.subjectDigest !== undefined || login?.require_login === true;
  return { offer: { handle, record }, ...(isAsked ? asks : { asksName: false, asksLogin: false }) };
}

export function describeCredentials(context: WalletContext, ids: readonly string[]): OfferedCredential[] {
  return ids.map((id) => {
    const configuration = context.configurationOf(id);
    if (configuration === undefined) return { name: id, claims: [] };
    return { name: configuration.display[0]?.name ?? id, claims: claimNames(configuration) };
  });
}

/** Top-level claims by their titles: what the wallet will show, not every member of an address. */
function claimNames({ claims_schema }: CredentialConfiguration): string[] {
  return buildClaimsDescriptions(claims_schema, [], undefined)
    .filter(({ path }) => path.length === 1)
    .map(({ path, display }) => display?.[0]?.name ?? String(path[0]));
}
