/** The issuer-signed JWT's payload around the disclosed claims (draft-ietf-oauth-sd-jwt-vc-13, section 3.2.2). */
import type { ValidityPeriod } from '../build-validity-period.js';
import { type StatusReference, UnusableClaims } from '../credential-format.js';
import type { HolderKey } from '../parse-holder-key.js';
import type { DisclosedObject } from './build-disclosures.js';

/**
 * Names the issuer alone writes. SD-JWT VC forbids disclosing the registered ones selectively (section 3.2.2.2), and a
 * disclosed name must not stand in the payload too (RFC 9901, section 7.1), which adds `iat` and `_sd_alg`.
 */
const ISSUER_NAMES = ['iss', 'iat', 'nbf', 'exp', 'cnf', 'vct', 'vct#integrity', 'aka_vcts', 'status', '_sd_alg'];

/** @throws UnusableClaims when the back office supplied a claim that only the issuer may set */
export function checkClaimNames(claims: Readonly<Record<string, unknown>>): void {
  const taken = ISSUER_NAMES.find((name) => Object.hasOwn(claims, name));
  if (taken !== undefined) throw new UnusableClaims(`/${taken} is set by the issuer and cannot be supplied as a claim`);
}

export type SdJwtPayloadInput = {
  readonly vct: string;
  readonly vctIntegrity?: string;
  readonly validity: ValidityPeriod;
  /** Absent when the certificate does not name the issuer, see `namesIssuer`. */
  readonly issuer: string | undefined;
  readonly holderKey: HolderKey | undefined;
  readonly status: StatusReference | undefined;
  readonly disclosed: DisclosedObject;
};

export function buildSdJwtPayload(input: SdJwtPayloadInput): Record<string, unknown> {
  const from = input.validity.from.getTime() / 1000;
  return {
    ...(input.issuer !== undefined && { iss: input.issuer }),
    vct: input.vct,
    ...(input.vctIntegrity !== undefined && { 'vct#integrity': input.vctIntegrity }),
    iat: from,
    nbf: from,
    exp: input.validity.until.getTime() / 1000,
    ...(input.holderKey && { cnf: { jwk: buildConfirmationJwk(input.holderKey) } }),
    ...(input.status && { status: { status_list: buildStatusList(input.status) } }),
    ...input.disclosed,
    ...(input.disclosed._sd && { _sd_alg: 'sha-256' }),
  };
}

/** The key and nothing else: other members could identify the wallet, and verifiers warn about them (SV-05). */
function buildConfirmationJwk(key: HolderKey): Record<string, string> {
  const x = key.x.toString('base64url');
  return key.kty === 'EC'
    ? { kty: key.kty, crv: key.crv, x, y: key.y.toString('base64url') }
    : { kty: key.kty, crv: key.crv, x };
}

function buildStatusList({ status_list: { idx, uri } }: StatusReference): { idx: number; uri: string } {
  return { idx, uri };
}
