/** Status list token as JWT (draft-ietf-oauth-status-list section 5.1), the form SD-JWT VC requires. */
import type { CredentialSigner } from '../credential-format.js';
import { signCompactJws } from '../sign-compact-jws.js';
import type { StatusListContent } from './status-list-content.js';
import { toSeconds } from './status-list-content.js';

/** The header carries the certificate chain without its anchor (ST-03). */
export function signStatusListJwt(content: StatusListContent, signer: CredentialSigner): string {
  const { uri, bits, list, issuedAt, expiresAt, ttl, aggregationUri } = content;
  const payload = {
    sub: uri,
    iat: toSeconds(issuedAt),
    exp: toSeconds(expiresAt),
    ttl,
    status_list: { bits, lst: Buffer.from(list).toString('base64url'), aggregation_uri: aggregationUri },
  };
  return signCompactJws('statuslist+jwt', payload, signer);
}
