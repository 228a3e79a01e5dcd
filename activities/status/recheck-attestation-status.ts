/** The status of wallet and keys, looked up again while a credential lives that was issued to them (EUDI TS3 section 2.4.3). */
import type { X509Certificate } from 'node:crypto';
import type { ReadStatusList } from '../../ports/attestation-status.js';
import type { LoadCredential, StoreRecheck } from '../../ports/credential-registry.js';
import { statusAt } from '../../protocol/status/verify-status-list-content.js';

type Followed = { readonly anchors: readonly X509Certificate[]; readonly interval: number };

export type RecheckDependencies = {
  readonly loadCredential: LoadCredential;
  readonly storeRecheck: StoreRecheck;
  readonly readStatusList: ReadStatusList;
  /** Nothing for an issuer that is not configured here any more, or follows no status now. */
  readonly followedBy: (issuerId: string) => Promise<Followed | undefined>;
  /** Returns when the revocation is certain to happen. */
  readonly revoke: (credentialId: string) => Promise<void>;
  readonly now: () => Date;
};

const REVOKED = 1;

/**
 * Revokes the credential when its wallet or its keys were. What cannot be known now is left as it was claimed: it comes due
 * again soon. A suspension passes, and a revocation of ours would not.
 */
export function createRecheckAttestationStatus(deps: RecheckDependencies) {
  return async (id: string): Promise<void> => {
    const credential = await deps.loadCredential(id);
    const references = credential?.attestation?.references ?? [];
    const followed = credential === undefined ? undefined : await deps.followedBy(credential.issuer);
    if (followed === undefined || credential?.status === 'revoked') return deps.storeRecheck(id, undefined);
    const outcomes = await Promise.all(
      references.map(async ({ uri, index }) => {
        const outcome = await deps.readStatusList(uri, followed.anchors);
        return outcome.kind === 'list' ? statusAt(outcome.list, index) : undefined;
      }),
    );
    if (outcomes.includes(REVOKED)) {
      await deps.revoke(id);
      return deps.storeRecheck(id, undefined);
    }
    if (outcomes.includes(undefined)) return;
    await deps.storeRecheck(id, deps.now().getTime() + followed.interval * 1000);
  };
}
