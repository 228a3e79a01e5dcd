/** Whom an issuer trusts: anchors of its configuration, and those on the lists it follows at this moment. */
import { dirname } from 'node:path';
import type { Config } from '../../platform/config.js';
import { readCertificates } from '../../platform/read-certificates.js';
import type { TrustLists } from '../../ports/trust-lists.js';
import type { IssuerConfiguration } from '../../protocol/metadata/z-issuer-configuration.js';
import type { TrustAnchors } from '../http/wallet-context.js';

export function readTrustAnchors(
  config: Config,
  { trust_anchors, trust_lists }: IssuerConfiguration,
  trustLists: TrustLists,
): TrustAnchors {
  const folder = dirname(config.VOUCHSAFE_CONFIG);
  const keyAttestation = readCertificates(trust_anchors.key_attestation, folder);
  const walletAttestation = readCertificates(trust_anchors.wallet_attestation, folder);
  const statusList = readCertificates(trust_anchors.status_list, folder);
  const holderCertificate = readCertificates(trust_anchors.holder_certificate, folder);
  if (trust_lists.length === 0) return { keyAttestation, walletAttestation, statusList, holderCertificate };
  const lists = trust_lists.map(({ url, signers, type, refresh_interval }) => ({
    url,
    type,
    signers: readCertificates(signers, folder),
    interval: refresh_interval,
  }));
  // Asked for each request: a list ends while the process runs.
  return {
    get keyAttestation() {
      return [...keyAttestation, ...trustLists.providers(lists)];
    },
    get walletAttestation() {
      return [...walletAttestation, ...trustLists.providers(lists)];
    },
    get statusList() {
      return [...statusList, ...trustLists.statusSigners(lists)];
    },
    holderCertificate,
    lists,
    describeLists: () => trustLists.describe(lists),
  };
}
