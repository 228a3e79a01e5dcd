/** `jwt_vc_json` (OID4VCI Appendix A.1.1): the whole credential in one JWT. Nothing in it can be withheld from a verifier. */
import { randomUUID } from 'node:crypto';
import type { JwtVcConfiguration } from '../../protocol/metadata/z-credential-configuration.js';
import { buildValidityPeriod } from '../build-validity-period.js';
import { type CredentialFormat, type CredentialInput, UnusableHolderKey } from '../credential-format.js';
import { parseHolderKey } from '../parse-holder-key.js';
import { signCompactJws } from '../sign-compact-jws.js';
import { buildJwtVcPayload } from './build-jwt-vc-payload.js';

export const jwtVcJson: CredentialFormat<JwtVcConfiguration> = { format: 'jwt_vc_json', issue: signJwtVcJson };

/**
 * The claims have been checked against the schema by the caller, and possession of the key proved.
 * @throws UnusableHolderKey when the configuration binds to a key and none usable is given
 * @throws UnusableClaims for the subject's id and values JSON cannot carry
 */
export function signJwtVcJson(input: CredentialInput<JwtVcConfiguration>): string {
  const { configuration, holderKey, signer } = input;
  if (configuration.key_binding && !holderKey) throw new UnusableHolderKey('this credential is bound to a holder key');
  const payload = buildJwtVcPayload({
    id: `urn:uuid:${randomUUID()}`,
    issuer: input.issuer,
    types: configuration.credential_definition.type,
    contexts: configuration.contexts,
    claims: input.claims,
    validity: buildValidityPeriod(configuration.validity, signer, input.now),
    holderKey: holderKey && parseHolderKey(holderKey),
    holderDid: input.holderDid,
    status: input.status,
  });
  return signCompactJws('JWT', payload, signer);
}
