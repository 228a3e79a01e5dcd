/**
 * Wallet attestations (OID4VCI appendix E; draft-ietf-oauth-attestation-based-client-auth-07, tolerant of -08 to -10):
 * a wallet provider's word for the wallet, and the instance's proof that it holds the attested key.
 */

import type { X509Certificate } from 'node:crypto';
import { LONGEST_CLIENT_ID } from '../client/longest-client-id.js';
import { isJsonObject, shownName, typeName } from '../errors/describe-shape.js';
import { refuse } from '../errors/protocol-error.js';
import type { PublicJwk } from '../jwk.js';
import { CLIENT_ATTESTATION_ALGORITHMS, CLIENT_ATTESTATION_JWT_TYPE } from '../spec-constants.js';
import type { NamedStatus } from '../status/parse-named-status.js';
import { parseNamedStatus } from '../status/parse-named-status.js';
import type { JsonObject } from '../verify-compact-jwt.js';
import { readPublicJwk, thumbprintOf } from '../verify-compact-jwt.js';
import { ATTESTATION_SKEW_SECONDS, checkAttestationTimes } from './check-attestation-times.js';
import type { VerifiedPop } from './verify-attestation-pop.js';
import { verifyAttestationPop } from './verify-attestation-pop.js';
import type { FailAttestation } from './verify-trusted-jwt.js';
import { verifyTrustedJwt } from './verify-trusted-jwt.js';

export type WalletAttestationRules = {
  readonly attestation: string;
  /** Or the key of a DPoP proof that was verified for this request and stands for both proofs (-08 and later). */
  readonly pop: string | { readonly dpop: VerifiedDpopKey };
  /** Issuer identifier of the authorization server. */
  readonly audience: string;
  readonly anchors: readonly X509Certificate[];
  readonly now: Date;
  /** As the request has it, if it has one. */
  readonly clientId?: string | undefined;
  /** Seconds since `iat` after which a new one is asked for; absent: as old as it may be. */
  readonly maxAge?: number | undefined;
};

export type VerifiedDpopKey = { readonly jkt: string; readonly jti: string; readonly nonce?: string };

export type VerifiedWalletAttestation = {
  /** `sub`: a type of wallet, shared by all its instances (WA-08). */
  readonly clientId: string;
  /** RFC 7638 thumbprint of the instance's key. */
  readonly instanceThumbprint: string;
  /** Of the proof of possession; to be used up. */
  readonly jti: string;
  /** Whether it is ours and alive is for the caller to check. */
  readonly challenge?: string;
  readonly wallet: WalletSummary;
  /** What the attestation names; not looked up. */
  readonly status?: NamedStatus;
};

/** For the operator; nothing is decided by it. */
export type WalletSummary = {
  readonly name?: string;
  readonly version?: string;
  readonly includesAnchor: boolean;
  /** It names a status, which the caller looks up or not. */
  readonly hasStatus: boolean;
};

const fail: FailAttestation = (fault, evidence) => refuse(`wallet_attestation_${fault}`, evidence);
const LONGEST_SHOWN = 100;

/** A client whose provider is trusted, and which holds the key its provider attested. Nothing is used up. */
export async function verifyWalletAttestation(rules: WalletAttestationRules): Promise<VerifiedWalletAttestation> {
  const { claims, leaf, includesAnchor } = await verifyTrustedJwt(
    rules.attestation,
    { ...rules, types: [CLIENT_ATTESTATION_JWT_TYPE], algorithms: CLIENT_ATTESTATION_ALGORITHMS },
    fail,
  );
  const { issuedAt } = checkAttestationTimes(claims, { now: rules.now, required: ['exp'] }, fail);
  const clientId = readSubject(claims.sub);
  checkAttester(claims.iss, leaf);
  const key = readInstanceKey(claims.cnf);
  if (rules.clientId !== undefined && rules.clientId !== clientId) {
    throw refuse('wallet_attestation_client_mismatch', {
      expected: shownClientId(clientId),
      provided: shownClientId(rules.clientId),
    });
  }
  const pop =
    typeof rules.pop === 'string'
      ? await verifyAttestationPop(rules.pop, { ...rules, key: key.jwk, clientId })
      : readCombinedProof(rules.pop.dpop, key.thumbprint);
  checkFreshness(issuedAt, rules);
  const status = parseNamedStatus(claims, 'client_status');
  return {
    clientId,
    instanceThumbprint: key.thumbprint,
    ...pop,
    wallet: { ...describeWallet(claims), includesAnchor, hasStatus: status !== undefined },
    ...(status !== undefined && { status }),
  };
}

/** -10 section 5.2: one proof for both, so one key for both; its nonce carries the challenge. */
function readCombinedProof({ jkt, jti, nonce }: VerifiedDpopKey, instance: string): VerifiedPop {
  if (jkt !== instance) throw refuse('wallet_dpop_other_key', { expected: instance, provided: jkt });
  return { jti, ...(nonce !== undefined && { challenge: nonce }) };
}

/** Section 6.2: a code of its own, as the wallet can help itself. The proof comes first: who asks has shown who they are. */
function checkFreshness(issuedAt: number | undefined, { maxAge, now }: WalletAttestationRules): void {
  if (maxAge === undefined) return;
  const age = issuedAt === undefined ? undefined : Math.floor(now.getTime() / 1000) - issuedAt;
  if (age !== undefined && age <= maxAge + ATTESTATION_SKEW_SECONDS) return;
  throw refuse('use_fresh_attestation', {
    expected: `iat at most ${maxAge} seconds ago`,
    provided: age === undefined ? 'no iat' : `iat ${age} seconds ago`,
  });
}

function readSubject(sub: unknown): string {
  if (typeof sub === 'string' && sub !== '' && sub.length <= LONGEST_CLIENT_ID) return sub;
  throw fail('malformed', {
    reason: `The claim \`sub\` is not a text of 1 to ${LONGEST_CLIENT_ID} characters.`,
    provided: typeName(sub),
  });
}

/**
 * `iss` was required up to -07 and removed in -08 (AMB-22). The certificate is what is trusted, so `iss` must name it;
 * a certificate that names neither URI nor host leaves nothing to compare with.
 */
function checkAttester(iss: unknown, leaf: X509Certificate): void {
  if (iss === undefined) return;
  if (typeof iss !== 'string')
    throw fail('malformed', { reason: 'The claim `iss` is not a string.', provided: typeName(iss) });
  const names = (leaf.subjectAltName ?? '').split(', ').filter((one) => /^(URI|DNS):/.test(one));
  const host = URL.canParse(iss) ? new URL(iss).hostname : iss;
  if (names.length === 0 || names.includes(`URI:${iss}`) || names.includes(`DNS:${host}`)) return;
  throw refuse('wallet_attestation_issuer', { expected: names.slice(0, 5), provided: iss.slice(0, LONGEST_CLIENT_ID) });
}

function readInstanceKey(cnf: unknown): { readonly jwk: PublicJwk; readonly thumbprint: string } {
  const jwk = isJsonObject(cnf) ? cnf.jwk : undefined;
  for (const algorithm of CLIENT_ATTESTATION_ALGORITHMS) {
    const key = readPublicJwk(jwk, algorithm);
    if (key === 'private_key') throw fail('private_key', { reason: '`cnf.jwk` has a private member.' });
    if (typeof key !== 'string') return { jwk: key, thumbprint: thumbprintOf(key) };
  }
  throw fail('malformed', {
    reason: 'The claim `cnf` has no `jwk` with a public key for a supported algorithm.',
    expected: CLIENT_ATTESTATION_ALGORITHMS,
  });
}

/** WA-11: what a wallet says of itself is for people to read; other claims are ignored. */
function describeWallet(claims: JsonObject): Pick<WalletSummary, 'name' | 'version'> {
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, LONGEST_SHOWN) : undefined);
  const name = text(claims.wallet_name);
  const version = text(claims.wallet_version);
  return {
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
  };
}

function shownClientId(clientId: string): string {
  return /^https?:\/\/[\w.:/~-]{1,180}$/.test(clientId) ? clientId : shownName(clientId);
}
