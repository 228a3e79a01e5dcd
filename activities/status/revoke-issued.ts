/** The credentials of one response, revoked because its wallet reported that it does not have them. */
import type { LoadCredential } from '../../ports/credential-registry.js';
import { credentialIdOf } from '../register-issuance.js';
import type { RevokeIssued } from '../types.js';

export type RevokingDependencies = {
  readonly loadCredential: LoadCredential;
  /** Returns when the revocation is certain to happen. @throws while another change of the same credential is under way */
  readonly startRevocation: (credentialId: string) => Promise<void>;
};

/** Guarantees, when it returns, that each of them will be revoked. One whose configuration has no status is in no registry. */
export function createRevokeIssued(deps: RevokingDependencies) {
  return async ({ requestId, credentials }: RevokeIssued): Promise<void> => {
    for (let position = 0; position < credentials; position += 1) {
      const credential = await deps.loadCredential(credentialIdOf(requestId, position));
      if (credential !== undefined && credential.status !== 'revoked') await deps.startRevocation(credential.id);
    }
  };
}
