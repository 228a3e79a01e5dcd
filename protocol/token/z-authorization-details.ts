/** The `authorization_details` parameter (RFC 9396, OID4VCI section 5.1.1), as it stands in a form body: JSON in a string. */
import { z } from 'zod';
import { checkShape } from '../check-shape.js';
import { refuse } from '../errors/protocol-error.js';
import type { ClaimsPath } from '../metadata/check-claims-paths.js';
import { findClaimsPathFault } from '../metadata/check-claims-paths.js';
import { AUTHORIZATION_DETAILS_TYPE } from '../spec-constants.js';

const zPath = z.array(z.union([z.string(), z.null(), z.int().nonnegative()])).min(1);
const zClaims = z.array(z.looseObject({ path: zPath, mandatory: z.boolean().optional() })).min(1);

/** Unknown members never make an entry invalid. */
const zDetail = z.looseObject({
  type: z.literal(AUTHORIZATION_DETAILS_TYPE),
  credential_configuration_id: z.string().min(1),
  locations: z.array(z.string()).optional(),
  claims: zClaims.optional(),
});
const zDetails = z.array(zDetail).min(1);

export type AuthorizationDetail = {
  readonly credentialConfigurationId: string;
  readonly locations?: readonly string[];
  /** Paths of claims without which the wallet takes nothing. */
  readonly mandatoryClaims?: readonly ClaimsPath[];
};

/**
 * Well-formed entries whose claims paths do not contradict each other. Whether this issuer has the configurations, and
 * offered them, is not checked here.
 */
export function parseAuthorizationDetails(json: string): AuthorizationDetail[] {
  const parsed = checkShape(zDetails, parseJson(json));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw malformed(`The entry at ${placeOf(issue?.path ?? [])} is missing or has the wrong form.`);
  }
  return parsed.data.map((detail, index) => {
    const fault = findClaimsPathFault((detail.claims ?? []).map(({ path }) => path));
    if (fault !== undefined) throw malformed(`In claims of entry ${index}, ${fault}.`);
    const mandatory = (detail.claims ?? []).filter((claim) => claim.mandatory === true).map(({ path }) => path);
    return {
      credentialConfigurationId: detail.credential_configuration_id,
      ...(detail.locations && { locations: detail.locations }),
      ...(mandatory.length > 0 && { mandatoryClaims: mandatory }),
    };
  });
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw malformed('The value is not valid JSON.');
  }
}

/** Member names of the schema and indices only: zod's paths go no further than what the schema knows. */
function placeOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'the top level' : path.map(String).join('.');
}

function malformed(reason: string) {
  return refuse('authorization_details_malformed', {
    reason,
    expected: `a JSON array of {type: "${AUTHORIZATION_DETAILS_TYPE}", credential_configuration_id}`,
  });
}
