/** Claims on their way in: checked, digested, sealed. After this nobody but the worker can read them. */
import { randomUUID } from 'node:crypto';
import type { StoredClaims } from '../../ports/session-records.js';
import { canonicalJson } from '../../protocol/canonical-json.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { sealingContext } from '../../protocol/sealing-contexts.js';
import type { ServedIssuer } from '../http/wallet-context.js';
import type { BackOfficeDependencies } from './dependencies.js';

/** @throws ProtocolError `claims_invalid` naming every fault by path and rule, never by value */
export function checkClaims(
  deps: BackOfficeDependencies,
  issuer: ServedIssuer,
  configurationId: string,
  claims: unknown,
): void {
  const configuration = issuer.configuration.credential_configurations[configurationId];
  if (configuration === undefined) throw refuse('configuration_not_configured', { provided: configurationId });
  const problems = deps.checkClaims(configuration.claims_schema, claims);
  if (problems.length > 0) throw refuse('claims_invalid', { configuration: configurationId, problems });
}

export function sealClaims(
  deps: Pick<BackOfficeDependencies, 'seals'>,
  session: { readonly id: string; readonly publicKey: Uint8Array; readonly digestKey: Uint8Array },
  configurationId: string,
  claims: unknown,
): StoredClaims {
  const context = sealingContext.claims(session.id, configurationId);
  return {
    reference: randomUUID(),
    sessionId: session.id,
    configurationId,
    digest: deps.seals.digest(session.id, session.digestKey, canonicalJson(claims)),
    sealed: deps.seals.sealToSession(session.publicKey, Buffer.from(JSON.stringify(claims)), context),
  };
}
