/** Load, sign, store: the one place where a credential comes into being. */
import { UnusableClaims, UnusableHolderKey } from '../credentials/credential-format.js';
import { issueCredential } from '../credentials/registry.js';
import type { RegisteredCredential } from '../ports/credential-registry.js';
import type { IssuedCredentials } from '../protocol/credential-request/accepted-request.js';
import { refuse } from '../protocol/errors/protocol-error.js';
import { checkIssuing } from '../protocol/issuing-switch.js';
import type { PublicJwk } from '../protocol/jwk.js';
import { sealingContext } from '../protocol/sealing-contexts.js';
import type { ActivityDependencies } from './dependencies.js';
import { signerWithin } from './follow-attestation-status.js';
import { findConfiguration, openClaims, openKey, openRequest } from './open-material.js';
import { registerIssuance, statusOf } from './register-issuance.js';
import type { IssueCredentials } from './types.js';

/**
 * Guarantees that a sealed response stands under the request id, and only one: a second run signs again (signatures
 * differ) and finds its result discarded in favour of the first.
 */
export function createIssueCredentials(deps: ActivityDependencies) {
  return async (input: IssueCredentials): Promise<void> => {
    const { sessionId, requestId, claimsReference } = input;
    const { configured, configuration } = await findConfiguration(deps, input);
    const material = await deps.loadIssuanceMaterial({ sessionId, requestId, claimsReference, issuer: input.issuer });
    checkIssuing(material.issuing, [input.configurationId]);
    const key = openKey(deps, input, material.dataKey);
    // The data key is there, so the session lives: its claims went by the issuer's rule.
    if (material.claims === undefined) throw refuse('claims_deleted');
    const claims = openClaims(deps, input, key, material.claims, configuration);
    const request = openRequest(input, requestId, key, material.request);
    const ownSigner = deps.signerFor(input.issuer, input.configurationId);
    const signer = signerWithin(ownSigner, request, deps.now());
    const keys: readonly (PublicJwk | undefined)[] = request.keys.length === 0 ? [undefined] : request.keys;
    const rows = await registerIssuance(
      deps,
      input,
      { configured, configuration },
      { count: keys.length, signer, request },
    );
    const issue = (holderKey: PublicJwk | undefined, position: number): string =>
      issueCredential({
        configuration,
        claims,
        signer,
        issuer: configured.identifier,
        issuerLocale: configured.issuer.display[0]?.locale,
        now: new Date(rows[position]?.issuedAt ?? deps.now()),
        ...statusOf(rows[position]),
        ...(holderKey === undefined ? {} : { holderKey }),
        ...(request.sdJwtType === undefined ? {} : { sdJwtType: request.sdJwtType }),
        ...(request.dids?.[position] == null ? {} : { holderDid: request.dids[position] }),
      });
    const issued: IssuedCredentials = {
      credentials: await refusing(deps, rows, () => keys.map(issue)),
    };
    const sealed = deps.sealResponse(
      Buffer.from(JSON.stringify(issued)),
      sealingContext.response(sessionId, requestId),
    );
    await deps.storeDelivery({
      sessionId,
      requestId,
      sealed,
      redeliverUntil: input.redeliverUntil,
      projection: input.projection,
    });
  };
}

/** What a format cannot express is the wallet's or the back office's to mend, not ours to retry; it leaves no row behind. */
async function refusing<R>(
  deps: ActivityDependencies,
  rows: readonly RegisteredCredential[],
  sign: () => R,
): Promise<R> {
  try {
    return sign();
  } catch (error) {
    const isRefusal = error instanceof UnusableHolderKey || error instanceof UnusableClaims;
    if (!isRefusal) throw error;
    await deps.unregisterCredentials(rows.map((one) => one.id));
    throw refuse(error instanceof UnusableHolderKey ? 'proof_key_unsuitable' : 'claims_unusable', {}, error);
  }
}
