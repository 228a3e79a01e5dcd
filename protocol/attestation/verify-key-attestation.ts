/** Key attestations (OID4VCI appendix D.1): a wallet provider's word for where keys live and how their use is guarded. */
import type { X509Certificate } from 'node:crypto';
import { isJsonObject, typeName } from '../errors/describe-shape.js';
import type { Evidence } from '../errors/protocol-error.js';
import { refuse } from '../errors/protocol-error.js';
import type { PublicJwk } from '../jwk.js';
import type { KeyAttestationsRequired } from '../metadata/z-attestation-policy.js';
import { KEY_ATTESTATION_JWT_TYPES } from '../spec-constants.js';
import type { NamedStatus } from '../status/parse-named-status.js';
import { parseNamedStatus } from '../status/parse-named-status.js';
import type { JsonObject } from '../verify-compact-jwt.js';
import { importPublicKey, readPublicJwk, thumbprintOf } from '../verify-compact-jwt.js';
import { checkAttestationTimes } from './check-attestation-times.js';
import type { FailAttestation } from './verify-trusted-jwt.js';
import { verifyTrustedJwt } from './verify-trusted-jwt.js';

export type KeyAttestationRules = {
  readonly anchors: readonly X509Certificate[];
  /** Those of the requested configuration, for the attestation and for the keys it attests. */
  readonly algorithms: readonly string[];
  readonly now: Date;
  /** Absent: none is required, and one that is sent may attest any level. */
  readonly required?: KeyAttestationsRequired | undefined;
};
export type AttestedKey = { readonly key: PublicJwk; readonly thumbprint: string; readonly kid?: string };
export type VerifiedKeyAttestation = {
  /** In the order of the attestation, which an index counts in; the same key may stand twice. */
  readonly keys: readonly AttestedKey[];
  readonly nonce?: string;
  /** Seconds since 1970. */
  readonly expiresAt?: number;
  readonly keyStorage: readonly string[];
  readonly userAuthentication: readonly string[];
  readonly includesAnchor: boolean;
  /** It names a status, which the caller looks up or not. */
  readonly hasStatus: boolean;
  readonly status?: NamedStatus;
};

/** Each costs an import; a batch is at most a hundred credentials. */
const MOST_KEYS = 100;

/**
 * Keys vouched for by a trusted party, at the levels required. Whether a nonce in it is ours, and whether the keys are
 * fresh, is for the caller to check.
 *
 * @param usedIn inside a jwt proof the attestation must expire (appendix D.1); on its own its nonce bounds its age
 */
export async function verifyKeyAttestation(
  jwt: unknown,
  usedIn: 'jwt' | 'attestation',
  rules: KeyAttestationRules,
): Promise<VerifiedKeyAttestation> {
  const fail: FailAttestation = (fault, evidence) =>
    refuse(`key_attestation_${fault}`, { ...evidence, proof_type: usedIn });
  const { claims, includesAnchor } = await verifyTrustedJwt(jwt, { ...rules, types: KEY_ATTESTATION_JWT_TYPES }, fail);
  const required = usedIn === 'jwt' ? (['exp', 'iat'] as const) : (['iat'] as const);
  const { expiresAt } = checkAttestationTimes(claims, { now: rules.now, required }, fail);
  const levels = {
    keyStorage: readLevels(claims, 'key_storage', fail),
    userAuthentication: readLevels(claims, 'user_authentication', fail),
  };
  checkLevels(levels, rules.required, usedIn);
  const { nonce } = claims;
  if (nonce !== undefined && typeof nonce !== 'string')
    throw fail('malformed', { reason: 'The claim `nonce` is not a string.', provided: typeName(nonce) });
  const status = parseNamedStatus(claims, 'key_storage_status');
  return {
    keys: await readAttestedKeys(claims.attested_keys, rules.algorithms, fail),
    ...(nonce !== undefined && nonce !== '' && { nonce }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...levels,
    includesAnchor,
    hasStatus: status !== undefined,
    ...(status !== undefined && { status }),
  };
}

async function readAttestedKeys(
  value: unknown,
  algorithms: readonly string[],
  fail: FailAttestation,
): Promise<AttestedKey[]> {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_KEYS) {
    throw fail('malformed', {
      reason: `The claim \`attested_keys\` is not an array of 1 to ${MOST_KEYS} keys.`,
      provided: Array.isArray(value) ? value.length : typeName(value),
    });
  }
  const keys: AttestedKey[] = [];
  for (const [index, one] of value.entries()) keys.push(await readAttestedKey(one, algorithms, index, fail));
  return keys;
}

async function readAttestedKey(
  value: unknown,
  algorithms: readonly string[],
  index: number,
  fail: FailAttestation,
): Promise<AttestedKey> {
  for (const algorithm of algorithms) {
    const key = readPublicJwk(value, algorithm);
    if (key === 'private_key') throw fail('private_key', { key_index: index });
    if (key === 'not_an_object')
      throw fail('malformed', { reason: `Attested key ${index} is not an object.`, provided: typeName(value) });
    if (key === 'unsuitable' || (await importPublicKey(key, algorithm)) === undefined) continue;
    const kid = isJsonObject(value) && typeof value.kid === 'string' ? value.kid : undefined;
    return { key, thumbprint: thumbprintOf(key), ...(kid !== undefined && { kid }) };
  }
  throw fail('malformed', {
    reason: `Attested key ${index} is no valid key for an algorithm of the credential configuration.`,
    expected: algorithms,
  });
}

function readLevels(claims: JsonObject, name: 'key_storage' | 'user_authentication', fail: FailAttestation): string[] {
  const value = claims[name];
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
  throw fail('malformed', { reason: `The claim \`${name}\` is not an array of strings.`, provided: typeName(value) });
}

/** At least one value that is listed (PR-26); the list names what the issuer accepts, not an order of strength. */
function checkLevels(
  levels: Pick<VerifiedKeyAttestation, 'keyStorage' | 'userAuthentication'>,
  required: KeyAttestationsRequired | undefined,
  usedIn: string,
): void {
  const check = (name: string, wanted: readonly string[] | undefined, given: readonly string[]): void => {
    if (wanted === undefined || wanted.some((one) => given.includes(one))) return;
    const evidence: Evidence = { expected: wanted, provided: given.slice(0, 10).map((one) => one.slice(0, 100)) };
    throw refuse('key_attestation_levels', {
      ...evidence,
      reason: `\`${name}\` has none of the values required.`,
      proof_type: usedIn,
    });
  };
  check('key_storage', required?.key_storage, levels.keyStorage);
  check('user_authentication', required?.user_authentication, levels.userAuthentication);
}

const INDEX = /^(0|[1-9][0-9]?)$/;

/** AMB-08: a `kid` may be an index, the `kid` of an attested key, or its thumbprint; the candidates in that order. */
export function findAttestedKeys(kid: string, { keys }: VerifiedKeyAttestation): AttestedKey[] {
  const indexed = INDEX.test(kid) ? keys[Number(kid)] : undefined;
  const named = keys.filter((one) => one.kid === kid);
  const thumbed = keys.filter((one) => one.thumbprint === kid);
  const found = new Map(
    [indexed, ...named, ...thumbed].flatMap((one) => (one ? [[one.thumbprint, one] as const] : [])),
  );
  return [...found.values()];
}
