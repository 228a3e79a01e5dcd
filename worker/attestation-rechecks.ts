/** The worker's part in following the status of wallets: what is due, with whose anchors, and who revokes. */
import { dirname } from 'node:path';
import type { Client } from '@temporalio/client';
import { createRecheckAttestationStatus } from '../activities/status/recheck-attestation-status.js';
import {
  claimDueRechecksInMongo,
  createRecheckIndex,
  storeRecheckInMongo,
} from '../adapters/mongodb/attestation-rechecks.js';
import { loadCredentialFromMongo } from '../adapters/mongodb/credential-registry.js';
import type { Database } from '../adapters/mongodb/database.js';
import { createGuardedFetch } from '../adapters/outbound/create-guarded-fetch.js';
import { createStatusListReader } from '../credentials/status-list/create-status-list-reader.js';
import { createTrustLists } from '../credentials/trust-list/create-trust-lists.js';
import type { Config } from '../platform/config.js';
import { outboundOptions } from '../platform/outbound-options.js';
import { readCertificates } from '../platform/read-certificates.js';
import type { FindPresentIssuer } from '../ports/issuing.js';
import { deriveAttestationStatusPolicy } from '../protocol/status/derive-attestation-status-policy.js';
import { ISSUANCE_TASK_QUEUE } from '../workflows/contract/messages.js';
import type { CredentialStatusStart } from '../workflows/contract/status-messages.js';
import { credentialStatusWorkflowId } from '../workflows/contract/status-messages.js';
import type { SigningTask } from './keep-signed.js';

/** When a claimed credential comes due again whose list could not be had, or whose worker died over it. */
const AGAIN = 600_000;

export function createAttestationRechecks(
  database: Database,
  config: Config,
  { findPresentIssuer, now }: { readonly findPresentIssuer: FindPresentIssuer; readonly now: () => Date },
) {
  const outbound = createGuardedFetch(outboundOptions(config));
  const claimDue = claimDueRechecksInMongo(database);
  // What becomes of them is told by the API; a look that fails for want of one comes due again.
  const trustLists = createTrustLists({ send: outbound.send, now, report: () => undefined });
  const followedBy = async (issuerId: string) => {
    const issuer = (await findPresentIssuer(issuerId))?.issuer;
    if (issuer === undefined || !deriveAttestationStatusPolicy(issuer).follows) return undefined;
    const folder = dirname(config.VOUCHSAFE_CONFIG);
    const { wallet_attestation, key_attestation, status_list } = issuer.trust_anchors;
    const anchors = readCertificates([...wallet_attestation, ...key_attestation, ...status_list], folder);
    const lists = issuer.trust_lists.map(({ signers, refresh_interval, ...one }) => ({
      ...one,
      signers: readCertificates(signers, folder),
      interval: refresh_interval,
    }));
    // Nobody waits here: those that are due are fetched on the way.
    await trustLists.refresh(lists);
    const listed = [...trustLists.providers(lists), ...trustLists.statusSigners(lists)];
    return { anchors: [...anchors, ...listed], interval: issuer.attestation_recheck_interval };
  };
  const deps = {
    loadCredential: loadCredentialFromMongo(database),
    storeRecheck: storeRecheckInMongo(database),
    readStatusList: createStatusListReader({ send: outbound.send, now }),
    followedBy,
    now,
  };
  return {
    prepare: () => createRecheckIndex(database),
    close: outbound.close,
    /** A revocation is a workflow like one a back office asks for, so that it happens however long the database is away. */
    taskFor: (client: Pick<Client, 'workflow'>): SigningTask => ({
      claim: () => claimDue(now().getTime(), now().getTime() + AGAIN),
      sign: createRecheckAttestationStatus({ ...deps, revoke: (id) => startRevocation(client, id) }),
    }),
  };
}

/** An earlier change still under way keeps the id; the next look finds what came of it. */
export async function startRevocation(client: Pick<Client, 'workflow'>, credentialId: string): Promise<void> {
  const start: CredentialStatusStart = { credential_id: credentialId, status: 'revoked' };
  await client.workflow.start('credentialStatus', {
    workflowId: credentialStatusWorkflowId(credentialId),
    taskQueue: ISSUANCE_TASK_QUEUE,
    args: [start],
  });
}
