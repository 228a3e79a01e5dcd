/** Status list token as JWT (draft-ietf-oauth-status-list section 5.1), as somebody else signed it. */
import type { X509Certificate } from 'node:crypto';
import { verifyTrustedJwt } from '../attestation/verify-trusted-jwt.js';
import { isJsonObject } from '../errors/describe-shape.js';
import { CLIENT_ATTESTATION_ALGORITHMS, STATUS_LIST_JWT_TYPE } from '../spec-constants.js';
import { StatusListFault } from './status-list-fault.js';
import type { StatusListRules, VerifiedStatusList } from './verify-status-list-content.js';
import { verifyStatusListContent } from './verify-status-list-content.js';

export type TrustedStatusListRules = StatusListRules & { readonly anchors: readonly X509Certificate[] };

/** A list for exactly this address, alive, signed by a leaf that leads to an anchor. @throws StatusListFault */
export async function verifyStatusListJwt(token: string, rules: TrustedStatusListRules): Promise<VerifiedStatusList> {
  const { claims } = await verifyTrustedJwt(
    token,
    { ...rules, types: [STATUS_LIST_JWT_TYPE], algorithms: CLIENT_ATTESTATION_ALGORITHMS },
    (fault, { reason } = {}) => new StatusListFault(reason ?? `its signature is refused (${fault})`),
  );
  const { sub, iat, exp, ttl, status_list: list } = claims;
  const { bits, lst } = isJsonObject(list) ? list : {};
  // Node skips what is not of the alphabet, so that it is asked for here.
  const isText = typeof lst === 'string' && /^[A-Za-z0-9_-]*$/.test(lst);
  return verifyStatusListContent(
    { sub, iat, exp, ttl, bits, lst: isText ? Buffer.from(lst, 'base64url') : undefined },
    rules,
  );
}
