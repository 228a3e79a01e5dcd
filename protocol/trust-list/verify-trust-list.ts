/**
 * A list of trusted entities as it is published (ETSI TS 119 602 with TS 119 182-1: compact JAdES, baseline B), verified.
 * Who signs it is configured; a list never says by itself why it should be believed.
 */
import { createHash, type X509Certificate } from 'node:crypto';
import { importSPKI } from 'jose';
import { readChain, verifyCertificatePath } from '../attestation/verify-certificate-path.js';
import { checkShape } from '../check-shape.js';
import type { JsonObject } from '../verify-compact-jwt.js';
import { decodeHeader, verifySignedClaims } from '../verify-compact-jwt.js';
import { type TrustList, WALLET_ISSUANCE_SERVICE, WALLET_REVOCATION_SERVICE, zTrustList } from './z-trust-list.js';

export type TrustListRules = {
  readonly signers: readonly X509Certificate[];
  readonly type: string;
  readonly now: Date;
};
export type VerifiedTrustList = {
  readonly sequence: number;
  /** Milliseconds since 1970, both; from the second on nothing of it counts. */
  readonly issuedAt: number;
  readonly nextUpdate: number;
  /** Who may sign attestations, and who their status lists. */
  readonly providers: readonly X509Certificate[];
  readonly statusSigners: readonly X509Certificate[];
  /** Certificates that could not be read: whoever they belong to is not trusted. */
  readonly unreadable: number;
};

/** Why a list is not believed, in words for an operator. */
export class TrustListFault extends Error {
  override readonly name = 'TrustListFault';

  /** @param endsFormer whether the operator itself says so, and a list of before counts no longer either */
  constructor(
    message: string,
    readonly endsFormer = false,
  ) {
    super(message);
  }
}

const ALGORITHMS = ['ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512', 'EdDSA'];
/** JAdES parameters that may be named as critical and are understood here. */
const UNDERSTOOD = ['sigT', 'iat'];
const TYPES = ['jose', 'jades', 'jwt', 'trustlist+jwt'];
const SKEW = 300_000;
/** Services that are on a list without being trusted say so by another status. */
const GOOD_STATUS = /\/(granted|notified)$/;

/** @throws TrustListFault */
export async function verifyTrustList(text: string, rules: TrustListRules): Promise<VerifiedTrustList> {
  const header = decodeHeader(text);
  if (header === undefined) throw new TrustListFault('it is not a compact JWS');
  const leaf = findSigner(header, rules);
  const key = await importKey(leaf, String(header['alg']));
  if (key === undefined) throw new TrustListFault(`the key of its signer does not fit ${String(header['alg'])}`);
  const signed = await verifySignedClaims(text, key, String(header['alg']), UNDERSTOOD);
  if (signed === 'bad_signature') throw new TrustListFault('its signature does not verify');
  if (signed === 'not_an_object') throw new TrustListFault('its payload is not a JSON object');
  return readList(parse(signed.claims), rules);
}

function findSigner(header: JsonObject, { signers, now }: TrustListRules): X509Certificate {
  const { alg, typ, crit, x5c } = header;
  if (typeof alg !== 'string' || !ALGORITHMS.includes(alg)) throw new TrustListFault('its algorithm is not accepted');
  if (typ !== undefined && !(typeof typ === 'string' && TYPES.includes(typ.toLowerCase())))
    throw new TrustListFault('its typ is that of something else');
  if (crit !== undefined && !(Array.isArray(crit) && crit.every((one) => UNDERSTOOD.includes(one))))
    throw new TrustListFault('its header has critical parameters that are not understood');
  const leaf = readChain(x5c)?.[0];
  if (leaf === undefined) throw new TrustListFault('its header has no readable x5c');
  checkThumbprint(header, leaf);
  // A scheme operator's certificate signs itself more often than not: one that is configured is its own anchor.
  if (signers.some((one) => one.fingerprint256 === leaf.fingerprint256)) {
    if (isAlive(leaf, now)) return leaf;
    throw new TrustListFault('the certificate of its signer is outside its validity period');
  }
  const path = verifyCertificatePath(x5c, signers, now);
  if ('fault' in path) throw new TrustListFault(`its signer is not one of signers: ${path.fault}`);
  return path.leaf;
}

function checkThumbprint(header: JsonObject, leaf: X509Certificate): void {
  const told = header['x5t#S256'];
  if (told === undefined) return;
  const own = createHash('sha256').update(leaf.raw).digest('base64url');
  if (told !== own) throw new TrustListFault('x5t#S256 is of another certificate than x5c');
}

async function importKey(leaf: X509Certificate, algorithm: string) {
  try {
    return await importSPKI(leaf.publicKey.export({ type: 'spki', format: 'pem' }).toString(), algorithm);
  } catch {
    return undefined;
  }
}

function parse(claims: JsonObject): TrustList {
  const parsed = checkShape(zTrustList, claims);
  if (parsed.success) return parsed.data.LoTE;
  const [issue] = parsed.error.issues;
  throw new TrustListFault(`it is not a list of trusted entities: ${issue?.path.join('.')}: ${issue?.message}`);
}

function readList(list: TrustList, { type, now }: TrustListRules): VerifiedTrustList {
  const { LoTEType, LoTESequenceNumber, ListIssueDateTime, NextUpdate } = list.ListAndSchemeInformation;
  if (LoTEType !== type) throw new TrustListFault('it is a list of another type than configured');
  if (NextUpdate === null) throw new TrustListFault('its operator has closed it', true);
  const issuedAt = Date.parse(ListIssueDateTime);
  const nextUpdate = Date.parse(NextUpdate);
  if (issuedAt > now.getTime() + SKEW) throw new TrustListFault('it was issued in the future');
  if (nextUpdate <= now.getTime()) throw new TrustListFault(`its NextUpdate, ${NextUpdate}, has passed`);
  const issuance = certificatesOf(list, WALLET_ISSUANCE_SERVICE);
  const revocation = certificatesOf(list, WALLET_REVOCATION_SERVICE);
  return {
    sequence: LoTESequenceNumber,
    issuedAt,
    nextUpdate,
    providers: issuance.certificates,
    statusSigners: revocation.certificates,
    unreadable: issuance.unreadable + revocation.unreadable,
  };
}

function certificatesOf(list: TrustList, service: string) {
  const found = new Map<string, X509Certificate>();
  let unreadable = 0;
  for (const { TrustedEntityServices } of list.TrustedEntitiesList)
    for (const { ServiceInformation: about } of TrustedEntityServices) {
      if (about.ServiceTypeIdentifier !== service) continue;
      if (about.ServiceStatus !== undefined && !GOOD_STATUS.test(about.ServiceStatus)) continue;
      for (const { val } of about.ServiceDigitalIdentity.X509Certificates ?? []) {
        const certificate = readChain([val.replaceAll(/\s/g, '')])?.[0];
        if (certificate === undefined) unreadable += 1;
        else found.set(certificate.fingerprint256, certificate);
      }
    }
  return { certificates: [...found.values()], unreadable };
}

function isAlive({ validFrom, validTo }: X509Certificate, now: Date): boolean {
  return now.getTime() >= Date.parse(validFrom) && now.getTime() <= Date.parse(validTo);
}
