/** Claims that are still held about a person, opened for that person alone. */
import { sealingContext } from '../../protocol/sealing-contexts.js';
import type { PrivacyDependencies } from './dependencies.js';
import type { PrivacyActivities } from './types.js';

export function createSealSubjectExport(deps: PrivacyDependencies): PrivacyActivities['sealSubjectExport'] {
  return async ({ exportId }) => {
    const order = await deps.exports.load(exportId);
    // Nobody waits for it any more.
    if (order === undefined) return;
    for (const sessionId of order.sessionIds) {
      const plaintext = Buffer.from(JSON.stringify(await openHeldClaims(deps, sessionId)));
      const sealed = deps.sealTo(order.publicKey, plaintext, sealingContext.subjectExport(exportId, sessionId));
      await deps.exports.store(exportId, { sessionId, sealed }, order.expiresAt);
    }
  };
}

async function openHeldClaims(deps: PrivacyDependencies, sessionId: string) {
  const { dataKey, claims } = await deps.loadHeldClaims(sessionId);
  if (dataKey === undefined) return [];
  const key = deps.openSessionKey(dataKey, sealingContext.dataKey(sessionId));
  return claims.map(({ configurationId, sealed }) => {
    const bytes = key.open(sealed, sealingContext.claims(sessionId, configurationId));
    return { credential_configuration_id: configurationId, claims: JSON.parse(Buffer.from(bytes).toString('utf8')) };
  });
}
