/** What of a login's claims becomes claims of a session, sealed to it. */
import type { ProvidedClaims } from '../../ports/login.js';
import type { SessionRecord, StoredClaims } from '../../ports/session-records.js';
import { checkAssured } from '../../protocol/assurance/check-assurance.js';
import { ProtocolError } from '../../protocol/errors/protocol-error.js';
import { mapLoginClaims } from '../../protocol/login/map-login-claims.js';
import type { DeliverableView } from '../../protocol/session-view.js';
import type { PendingAuthorization } from '../authorization/pushed-request.js';
import { sealClaims } from '../back-office/claims.js';
import type { WalletContext } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';

type Member = Pick<DeliverableView, 'configurationId' | 'dataset'>;

/**
 * What does not satisfy its claims schema is not kept: those claims stay awaited, and the back office is asked. Where
 * several share a dataset, the first one's claims are for all of them, and have to satisfy each one's schema.
 */
export function sealLoginClaims(
  deps: WalletDependencies,
  context: WalletContext,
  pending: PendingAuthorization,
  session: Parameters<typeof sealClaims>[1] & Pick<SessionRecord, 'assurance'>,
  deliverables: readonly Member[],
  claims: ProvidedClaims,
): StoredClaims[] {
  const taken = new Set<string>();
  return pending.configurationIds.flatMap((id) => {
    const configuration = context.configurationOf(id);
    if (configuration?.claims_source.kind !== 'login' || taken.has(id)) return [];
    if (!isAssured(context, session.assurance)) return [];
    const members = sharing(deliverables, id);
    for (const one of members) taken.add(one);
    const dataset = mapLoginClaims(configuration.claims_source.map, claims);
    const problems = members.flatMap((one) => {
      const schema = context.configurationOf(one)?.claims_schema;
      return schema === undefined ? [] : deps.checkClaims(schema, dataset);
    });
    if (problems.length === 0) return members.map((one) => sealClaims(deps, session, one, dataset));
    context.log(
      'warn',
      'The login does not give the claims of the credential; they have to come from the back office',
      { credential_configuration_id: id, problems },
    );
    return [];
  });
}

/** The named one first. */
function sharing(deliverables: readonly Member[], id: string): string[] {
  const dataset = deliverables.find((one) => one.configurationId === id)?.dataset;
  const others = deliverables.filter((one) => dataset !== undefined && one.dataset === dataset);
  return [id, ...others.map((one) => one.configurationId).filter((one) => one !== id)];
}

/** AV-08: a login says nothing of how it was verified; without a record of the back office's its claims stay awaited. */
function isAssured(context: WalletContext, assurance: SessionRecord['assurance']): boolean {
  try {
    checkAssured(context.issuer.configuration, assurance, context.now().getTime());
    return true;
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    context.log(
      'warn',
      'The profile takes no claims of a login without an assurance; they have to come from the back office',
      {
        reason: error.reason,
      },
    );
    return false;
  }
}
