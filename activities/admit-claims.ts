/** For claims that a back office stored first and names in a signal: nobody has checked them against this session yet. */
import { canonicalJson } from '../protocol/canonical-json.js';
import type { ActivityDependencies } from './dependencies.js';
import { findConfiguration, openClaims, openKey } from './open-material.js';
import type { AdmitClaims } from './types.js';

export function createAdmitClaims(deps: ActivityDependencies) {
  return async (input: AdmitClaims): Promise<{ digest: string }> => {
    const { configuration } = await findConfiguration(deps, input);
    const material = await deps.loadIssuanceMaterial({ sessionId: input.sessionId, claimsReference: input.reference });
    const key = openKey(deps, input, material.dataKey);
    const claims = openClaims(deps, input, key, material.claims, configuration);
    return { digest: key.digest(canonicalJson(claims)) };
  };
}
