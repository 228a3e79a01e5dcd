/** From sealed bytes to checked values, for the activities that need them. */
import type { ConfiguredIssuer, SessionKey } from '../ports/issuing.js';
import type { AcceptedRequest } from '../protocol/credential-request/accepted-request.js';
import { refuse } from '../protocol/errors/protocol-error.js';
import type { CredentialConfiguration } from '../protocol/metadata/z-credential-configuration.js';
import { sealingContext } from '../protocol/sealing-contexts.js';
import type { ActivityDependencies } from './dependencies.js';

type Place = {
  readonly sessionId: string;
  readonly issuer: string;
  readonly configurationVersion: string;
  readonly configurationId: string;
};

/** A worker that does not know the configuration leaves the work to one that does: an ordinary error, tried again. */
export async function findConfiguration(
  deps: ActivityDependencies,
  place: Place,
): Promise<{ configured: ConfiguredIssuer; configuration: CredentialConfiguration }> {
  const configured = await deps.findIssuer(place.issuer, place.configurationVersion);
  const configuration = configured?.issuer.credential_configurations[place.configurationId];
  if (configured === undefined || configuration === undefined) {
    throw new Error(
      `Configuration ${place.configurationId} of issuer ${place.issuer}, version ${place.configurationVersion}, is not known here`,
    );
  }
  return { configured, configuration };
}

export function openKey(deps: ActivityDependencies, place: Place, dataKey: Uint8Array | undefined): SessionKey {
  // Without its data key a session has been erased; nothing of it can be issued.
  if (dataKey === undefined) throw refuse('credential_denied');
  return deps.openSessionKey(dataKey, sealingContext.dataKey(place.sessionId));
}

/** The dataset, checked against the schema once more: the worker trusts nobody's word for what it signs. */
export function openClaims(
  deps: ActivityDependencies,
  place: Place,
  key: SessionKey,
  sealed: Uint8Array | undefined,
  configuration: CredentialConfiguration,
): Record<string, unknown> {
  if (sealed === undefined) throw refuse('claims_reference_unknown');
  const bytes = key.open(sealed, sealingContext.claims(place.sessionId, place.configurationId));
  const claims = JSON.parse(Buffer.from(bytes).toString('utf8')) as Record<string, unknown>;
  const problems = deps.checkClaims(configuration.claims_schema, claims);
  if (problems.length > 0) throw refuse('claims_invalid');
  return claims;
}

export function openRequest(
  place: Place,
  requestId: string,
  key: SessionKey,
  sealed: Uint8Array | undefined,
): AcceptedRequest {
  if (sealed === undefined) throw new Error('The credential request is not stored');
  const bytes = key.open(sealed, sealingContext.request(place.sessionId, requestId));
  const request = JSON.parse(Buffer.from(bytes).toString('utf8')) as AcceptedRequest;
  if (request.configurationId !== place.configurationId)
    throw new Error('The stored request is for another configuration');
  return request;
}
