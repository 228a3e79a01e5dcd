/** A W3C Verifiable Credential (Data Model 1.1) as the payload of a JWT (section 6.3.1 there). */

import type { ValidityPeriod } from '../build-validity-period.js';
import { MAX_CLAIM_DEPTH, pointer } from '../claim-schema.js';
import type { StatusReference } from '../credential-format.js';
import { UnusableClaims } from '../credential-format.js';
import type { HolderKey } from '../parse-holder-key.js';
import { checkWellFormed } from '../well-formed.js';

const BASE_CONTEXT = 'https://www.w3.org/2018/credentials/v1';

export type JwtVcPayloadInput = {
  readonly id: string;
  readonly issuer: string;
  readonly types: readonly string[];
  readonly contexts: readonly string[];
  readonly claims: Readonly<Record<string, unknown>>;
  readonly validity: ValidityPeriod;
  readonly holderKey: HolderKey | undefined;
  /** Where the wallet named its key by a DID. */
  readonly holderDid: string | undefined;
  readonly status: StatusReference | undefined;
};

/**
 * What has a place in both is in both and agrees: some verifiers read the JWT's members, others those of `vc`.
 * @throws UnusableClaims for the subject's id, which is the holder's, and for what JSON cannot carry
 */
export function buildJwtVcPayload(input: JwtVcPayloadInput): Record<string, unknown> {
  const { id, issuer, validity, holderKey, holderDid } = input;
  if (Object.hasOwn(input.claims, 'id'))
    throw new UnusableClaims('/id is the holder and cannot be supplied as a claim');
  checkValue(input.claims, '', 0);
  return {
    jti: id,
    iss: issuer,
    nbf: validity.from.getTime() / 1000,
    iat: validity.from.getTime() / 1000,
    exp: validity.until.getTime() / 1000,
    ...(holderDid !== undefined && { sub: holderDid }),
    ...(holderKey !== undefined && { cnf: { jwk: buildJwk(holderKey) } }),
    ...(input.status !== undefined && { status: { status_list: { ...input.status.status_list } } }),
    vc: {
      '@context': [BASE_CONTEXT, ...input.contexts.filter((one) => one !== BASE_CONTEXT)],
      id,
      type: [...input.types],
      issuer,
      issuanceDate: withoutFraction(validity.from),
      expirationDate: withoutFraction(validity.until),
      credentialSubject: { ...(holderDid !== undefined && { id: holderDid }), ...input.claims },
    },
  };
}

function buildJwk(key: HolderKey): Record<string, string> {
  const x = key.x.toString('base64url');
  return key.kty === 'EC'
    ? { kty: key.kty, crv: key.crv, x, y: key.y.toString('base64url') }
    : { kty: key.kty, crv: key.crv, x };
}

function withoutFraction(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

function checkValue(value: unknown, path: string, depth: number): void {
  if (depth > MAX_CLAIM_DEPTH) throw new UnusableClaims(`${path} is nested too deeply`);
  if (typeof value === 'string') checkWellFormed(value, path);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      const at = pointer(path, name);
      checkWellFormed(name, at);
      checkValue(member, at, depth + 1);
    }
  } else if (value !== null && typeof value !== 'boolean' && !Number.isFinite(value)) {
    throw new UnusableClaims(`${path} is not a JSON value`);
  }
}
