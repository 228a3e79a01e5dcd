/** Who may call the private API with a token of an OpenID provider. */
import { createAccessTokenVerifier } from '../../adapters/oidc/verify-access-token.js';
import type { Config } from '../../platform/config.js';
import { ConfigurationError } from '../../platform/config.js';
import type { AccessOptions } from '../private/access.js';
import { readRoles } from '../private/access-token-roles.js';

export function readOidc(config: Config): AccessOptions['oidc'] {
  const { VOUCHSAFE_OIDC_ISSUER: issuer, VOUCHSAFE_OIDC_AUDIENCE: audience, VOUCHSAFE_OIDC_ROLES: roles } = config;
  if (issuer === undefined || audience === undefined || roles === undefined) return undefined;
  const parsed = readRoles(roles);
  if (parsed === undefined)
    throw new ConfigurationError(
      'The environment is not usable:\n✖ VOUCHSAFE_OIDC_ROLES must be a JSON object of roles, each with scopes and, if it is bound to one, an issuer id',
    );
  const rolesClaim = config.VOUCHSAFE_OIDC_ROLES_CLAIM;
  return { verify: createAccessTokenVerifier({ issuer, audience, rolesClaim }), roles: parsed };
}
