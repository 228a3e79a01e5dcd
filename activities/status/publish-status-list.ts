/** Reads a list's entries, signs them in both encodings and leaves the tokens for the API to serve. */
import {
  compressStatuses,
  packStatuses,
  type StatusBits,
  statusValue,
} from '../../credentials/status-list/pack-statuses.js';
import { signStatusListCwt } from '../../credentials/status-list/sign-status-list-cwt.js';
import { signStatusListJwt } from '../../credentials/status-list/sign-status-list-jwt.js';
import type { PublishingDependencies } from './dependencies.js';
import { BLOCK_LIFE } from './reserve-status-entries.js';

const SECOND = 1000;

/**
 * Guarantees that every change counted before the call is in the token that stands afterwards, whoever else signs the
 * same list meanwhile. Retires a used-up list when the last credential that refers to it has expired.
 */
export function createPublishStatusList(deps: PublishingDependencies) {
  return async (id: string): Promise<void> => {
    // Read before the entries: a change counted later is somebody else's to publish.
    const list = await deps.loadStatusList(id);
    if (list === undefined) throw new Error('The status list to be published is not there');
    const now = deps.now();
    const isTakenFrom = list.leased < list.size || now.getTime() < list.leasedAt + 2 * BLOCK_LIFE;
    if (!isTakenFrom && !(await deps.isListNeeded(id, now.getTime()))) {
      await deps.retireStatusList(id);
      return;
    }
    const configured = await deps.findPresentIssuer(list.issuer);
    if (configured === undefined)
      throw new Error(`Issuer ${list.issuer} is not configured here, so its lists stay unsigned`);
    const { ttl, lifetime } = configured.issuer.status_lists;
    const entries = await deps.listChangedEntries(id);
    const bits = list.bits as StatusBits;
    const values = entries.map(({ index, status }) => ({ index, value: statusValue[status] }));
    const content = {
      uri: list.uri,
      bits,
      list: compressStatuses(packStatuses(bits, list.size, values)),
      issuedAt: now,
      expiresAt: new Date(now.getTime() + lifetime * SECOND),
      ttl,
      aggregationUri: `${configured.identifier}/status_lists`,
    };
    const signer = deps.signerFor(list.issuer);
    await deps.storeSignedStatusList({
      id,
      changes: list.changes,
      jwt: signStatusListJwt(content, signer),
      cwt: signStatusListCwt(content, signer),
      signedAt: now.getTime(),
      expiresAt: content.expiresAt.getTime(),
      resignAt: now.getTime() + (lifetime * SECOND) / 2,
    });
  };
}
