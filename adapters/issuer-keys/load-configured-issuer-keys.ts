/** Issuer keys an operator provides: a PKCS#8 or SEC 1 private key and a certificate chain, both PEM. */
import type { KeyObject } from 'node:crypto';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { CredentialSigner } from '../../ports/issuing.js';
import { buildPublicJwk, createKeySigner } from './create-key-signer.js';
import { findCertificateFaults, isSelfSigned } from './find-certificate-faults.js';
import type { IssuerKeys, PublicIssuerJwk, SigningAlgorithm } from './issuer-keys.js';
import { IssuerKeyError } from './issuer-keys.js';

export type ConfiguredIssuerKeyOptions = {
  readonly keyPemPath: string;
  /** Leaf first. A root at the end is taken as the trust anchor and never put into a credential (MD-04, SV-02). */
  readonly chainPemPath: string;
  readonly now: Date;
};

/** One key that signs for every issuer asked for. @throws IssuerKeyError listing every fault found */
export async function loadConfiguredIssuerKeys(options: ConfiguredIssuerKeyOptions): Promise<IssuerKeys> {
  const { signer, jwk, rootCertificatePem } = await loadKeyPair(options);
  const jwks = { keys: [jwk] };
  return { signerFor: () => signer, jwks: () => jwks, rootCertificatePem };
}

export type LoadedKeyPair = {
  readonly signer: CredentialSigner;
  readonly jwk: PublicIssuerJwk;
  /** Undefined when the chain does not contain its root. */
  readonly rootCertificatePem: string | undefined;
};

/**
 * Guarantees that the chain fits the key and is valid at `now`.
 * @param algorithm what the key has to be for
 * @throws IssuerKeyError listing every fault found
 */
export async function loadKeyPair(
  options: ConfiguredIssuerKeyOptions,
  algorithm: SigningAlgorithm = 'ES256',
): Promise<LoadedKeyPair> {
  const faults: string[] = [];
  const note = (fault: string) => {
    faults.push(fault);
    return undefined;
  };
  const key = await loadKey(options.keyPemPath).catch((error) => note(describe('key', options.keyPemPath, error)));
  const chain = await loadChain(options.chainPemPath).catch((error) =>
    note(describe('chain', options.chainPemPath, error)),
  );
  if (!key || !chain) throw new IssuerKeyError(faults);
  const root = chain.length > 1 && isSelfSigned(chain.at(-1) as X509Certificate) ? chain.at(-1) : undefined;
  const withoutRoot = root ? chain.slice(0, -1) : chain;
  const { now } = options;
  faults.push(...findCertificateFaults(key, withoutRoot, now, algorithm), ...findAnchorFault(withoutRoot, root));
  if (faults.length > 0) throw new IssuerKeyError(faults);
  return { signer: createKeySigner(key, withoutRoot), jwk: buildPublicJwk(key), rootCertificatePem: root?.toString() };
}

function findAnchorFault(chain: readonly X509Certificate[], root: X509Certificate | undefined): string[] {
  const last = chain.at(-1);
  if (!root || !last || (last.checkIssued(root) && last.verify(root.publicKey))) return [];
  return ['the root at the end of the chain did not issue the certificate before it'];
}

async function loadKey(path: string): Promise<KeyObject> {
  return createPrivateKey(await readFile(path));
}

async function loadChain(path: string): Promise<X509Certificate[]> {
  const pem = await readFile(path, 'utf8');
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g);
  if (!blocks) throw new Error('it holds no PEM certificate');
  return blocks.map((block) => new X509Certificate(block));
}

/** The library's own messages about keys name no key material. */
function describe(what: 'key' | 'chain', path: string, error: unknown): string {
  return `the ${what} file ${path} cannot be read: ${error instanceof Error ? error.message : 'unknown reason'}`;
}
