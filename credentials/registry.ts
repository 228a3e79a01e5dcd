/** The credential formats this issuer writes. A new format is one folder and one line here. */
import type { CredentialConfiguration } from '../protocol/metadata/z-credential-configuration.js';
import type { CredentialFormat, CredentialInput } from './credential-format.js';
import { jwtVcJson } from './jwt-vc-json/sign-jwt-vc-json.js';
import { msoMdoc } from './mso-mdoc/sign-mso-mdoc.js';
import { sdJwtVc } from './sd-jwt-vc/sign-sd-jwt-vc.js';

type Formats = {
  readonly [F in CredentialConfiguration['format']]: CredentialFormat<Extract<CredentialConfiguration, { format: F }>>;
};

export const credentialFormats: Formats = {
  mso_mdoc: msoMdoc,
  'dc+sd-jwt': sdJwtVc,
  jwt_vc_json: jwtVcJson,
};

/**
 * Builds and signs one credential in the format its configuration names.
 * @throws UnusableHolderKey when the holder's key cannot be bound in this format
 * @throws UnusableClaims when a claim cannot be expressed in this format
 */
export function issueCredential(input: CredentialInput): string {
  const format = credentialFormats[input.configuration.format] as CredentialFormat;
  return format.issue(input);
}
