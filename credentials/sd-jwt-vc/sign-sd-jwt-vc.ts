/** `dc+sd-jwt` (OID4VCI Appendix A.3): an SD-JWT VC in compact form, without key binding JWT. */
import { createHash, X509Certificate } from 'node:crypto';
import { buildTypeMetadataText, resolveVct } from '../../protocol/metadata/build-type-metadata.js';
import type { SdJwtConfiguration } from '../../protocol/metadata/z-credential-configuration.js';
import { buildValidityPeriod } from '../build-validity-period.js';
import {
  type CredentialFormat,
  type CredentialInput,
  type CredentialSigner,
  UnusableHolderKey,
} from '../credential-format.js';
import { keyIdOf } from '../key-id-of.js';
import { parseHolderKey } from '../parse-holder-key.js';
import { buildDisclosures } from './build-disclosures.js';
import { buildSdJwtPayload, checkClaimNames } from './build-sd-jwt-payload.js';
import { mintDisclosureSecrets } from './mint-disclosure-secrets.js';

export const sdJwtVc: CredentialFormat<SdJwtConfiguration> = { format: 'dc+sd-jwt', issue: signSdJwtVc };

/**
 * Guarantees that every claim is selectively disclosable and nothing of it stands in the signed part in plain.
 * The claims have been checked against the schema by the caller, and possession of the key proved.
 * @throws UnusableHolderKey when the configuration binds to a key and none usable is given
 * @throws UnusableClaims for names the issuer reserves and values JSON cannot carry
 */
export function signSdJwtVc(input: CredentialInput<SdJwtConfiguration>): string {
  const { configuration, claims, holderKey, signer } = input;
  if (configuration.key_binding && !holderKey) throw new UnusableHolderKey('this credential is bound to a holder key');
  checkClaimNames(claims);
  const { object, disclosures } = buildDisclosures(claims, {
    secrets: mintDisclosureSecrets,
    root: configuration.claims_schema,
    decoyFloor: configuration.decoy_floor,
  });
  const { headers, names } = describeSigner(signer, configuration.issuer_keys);
  const payload = buildSdJwtPayload({
    vct: resolveVct(configuration.vct, input.issuer),
    ...describeType(input),
    validity: buildValidityPeriod(configuration.validity, signer, input.now),
    // By the web a verifier begins with `iss`; by certificate it compares the two, so they have to agree.
    issuer: configuration.issuer_keys === 'web' || names.has(input.issuer) ? input.issuer : undefined,
    holderKey: holderKey && parseHolderKey(holderKey),
    status: input.status,
    disclosed: object,
  });
  const signed = `${headers[input.sdJwtType ?? 'dc+sd-jwt']}.${encodeJson(payload)}`;
  const signature = Buffer.from(signer.sign(Buffer.from(signed, 'ascii'))).toString('base64url');
  return [`${signed}.${signature}`, ...disclosures, ''].join('~');
}

/** The digest costs as much as the signature, and a configuration seldom changes. */
const integrities = new WeakMap<SdJwtConfiguration, { readonly of: string; readonly integrity: string }>();

/** Standard base64 over the exact bytes that are served (SV-22). */
function describeType({ configuration, issuer, issuerLocale }: CredentialInput<SdJwtConfiguration>): {
  vctIntegrity?: string;
} {
  if (!configuration.vct_integrity) return {};
  const known = integrities.get(configuration);
  const of = `${issuer} ${issuerLocale}`;
  if (known?.of === of) return { vctIntegrity: known.integrity };
  const text = buildTypeMetadataText(configuration, issuer, issuerLocale);
  const integrity = `sha256-${createHash('sha256').update(text).digest('base64')}`;
  integrities.set(configuration, { of, integrity });
  return { vctIntegrity: integrity };
}

type SignerDescription = {
  readonly headers: { readonly 'dc+sd-jwt': string; readonly 'vc+sd-jwt': string };
  readonly names: ReadonlySet<string>;
};

/** Header and certificate names are the same for every credential of a signer; parsing costs more than signing. */
const descriptions = {
  x5c: new WeakMap<CredentialSigner, SignerDescription>(),
  web: new WeakMap<CredentialSigner, SignerDescription>(),
};

function describeSigner(signer: CredentialSigner, keys: SdJwtConfiguration['issuer_keys']): SignerDescription {
  const known = descriptions[keys].get(signer);
  if (known) return known;
  const [leaf] = signer.certificateChain;
  if (!leaf) throw new Error('the signer has no certificate');
  const x5c = signer.certificateChain.map((certificate) => Buffer.from(certificate).toString('base64'));
  // Without certificates, so that there is one way to the key and no verifier has to choose.
  const key = keys === 'web' ? { kid: keyIdOf(leaf) } : { x5c };
  const header = (typ: string): string => encodeJson({ alg: signer.algorithm, typ, ...key });
  const headers = { 'dc+sd-jwt': header('dc+sd-jwt'), 'vc+sd-jwt': header('vc+sd-jwt') };
  const description = { headers, names: readUriNames(leaf) };
  descriptions[keys].set(signer, description);
  return description;
}

/**
 * `iss` is written only when the certificate names the same URI: a verifier that trusts the certificate compares the two
 * (draft-ietf-oauth-sd-jwt-vc-13, section 3.5), and without a match the certificate alone says who issued (SV-06).
 * A name with a comma is quoted by Node and so never matches, which errs on the side of leaving `iss` out.
 */
function readUriNames(leaf: Uint8Array): ReadonlySet<string> {
  const names = new X509Certificate(leaf).subjectAltName?.split(', ') ?? [];
  return new Set(names.filter((name) => name.startsWith('URI:')).map((name) => name.slice('URI:'.length)));
}

function encodeJson(value: unknown): string {
  return Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
}
