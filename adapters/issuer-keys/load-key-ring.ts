/** Who signs what: each issuer's key and those of its configurations, by the names the issuers' file gives. */
import type { CredentialSigner, PublishedKey } from '../../ports/issuing.js';
import type { SigningAlgorithm } from './issuer-keys.js';
import { IssuerKeyError } from './issuer-keys.js';
import type { KeyManifest } from './key-manifest.js';
import type { LoadedKeyPair } from './load-configured-issuer-keys.js';

type Signing = { readonly key: string; readonly alg: SigningAlgorithm };
type Names = Readonly<Record<string, { readonly signing?: Signing | undefined }>>;

export type SigningIssuer = {
  readonly id: string;
  /** Credential issuer identifier. */
  readonly identifier: string;
  /** Absent: the installation's own key. */
  readonly signing?: Signing | undefined;
  /** By their ids; one without `signing` is signed for with the issuer's key. */
  readonly configurations: Names;
};

type Pair = Pick<LoadedKeyPair, 'signer' | 'jwk'>;
export type KeySources = {
  readonly manifest: KeyManifest;
  /** For an issuer that names no key. @throws Error, whose message is then a fault */
  readonly loadOwn: (issuer: SigningIssuer) => Promise<Pair>;
  readonly now: () => Date;
};

export type KeyRing = {
  /** The same signer object at every call. Without a configuration: what signs metadata and status lists. */
  readonly signerFor: (issuerId: string, configurationId?: string) => CredentialSigner;
  readonly published: (issuerId: string) => readonly PublishedKey[];
  /**
   * Adds what the file does not have any more: an issuer that was removed, or configurations that were. What is there
   * already keeps its key. @throws IssuerKeyError
   */
  readonly admit: (issuer: SigningIssuer) => Promise<void>;
};

const OWN = Symbol('what the issuer signs itself');
type Signers = Map<string | typeof OWN, Pair>;

/** @throws IssuerKeyError with every fault of every key that is named */
export async function loadKeyRing(issuers: readonly SigningIssuer[], sources: KeySources): Promise<KeyRing> {
  const { manifest } = sources;
  const named = new Map<string, Promise<Pair>>();
  const byIssuer = new Map<string, Signers>();

  function load(issuer: SigningIssuer, signing: Signing | undefined): Promise<Pair> {
    const key = signing === undefined ? `own ${issuer.id}` : `named ${signing.key} ${signing.alg}`;
    const known = named.get(key);
    if (known !== undefined) return known;
    const loading =
      signing === undefined ? sources.loadOwn(issuer) : manifest.load(signing.key, signing.alg, sources.now());
    named.set(key, loading);
    // A key that could not be loaded may be there the next time.
    loading.catch(() => named.delete(key));
    return loading;
  }

  async function admit(issuer: SigningIssuer): Promise<void> {
    const faults: string[] = [];
    const signers: Signers = byIssuer.get(issuer.id) ?? new Map();
    const places: [string | typeof OWN, Signing | undefined][] = [
      [OWN, issuer.signing],
      ...Object.entries(issuer.configurations).map(([id, { signing }]): [string, Signing | undefined] => [
        id,
        signing ?? issuer.signing,
      ]),
    ];
    for (const [place, signing] of places) {
      if (signers.has(place)) continue;
      try {
        signers.set(place, await load(issuer, signing));
      } catch (error) {
        faults.push(...describe(issuer, signing, error));
      }
    }
    if (faults.length > 0) throw new IssuerKeyError([...new Set(faults)]);
    byIssuer.set(issuer.id, signers);
  }

  const faults: string[] = [];
  for (const issuer of issuers) {
    await admit(issuer).catch((error: unknown) => faults.push(...(error as IssuerKeyError).faults));
  }
  if (faults.length > 0) throw new IssuerKeyError([...new Set(faults)]);
  return {
    signerFor: (issuerId, configurationId) => {
      const pair = byIssuer.get(issuerId)?.get(configurationId ?? OWN);
      if (pair === undefined)
        throw new Error(`There is no signing key for ${configurationId ?? 'anything'} of issuer ${issuerId}`);
      return pair.signer;
    },
    published: (issuerId) =>
      [...new Set(byIssuer.get(issuerId)?.values())].map(({ jwk, signer }) => ({
        jwk,
        notAfter: signer.notAfter.getTime(),
      })),
    admit,
  };
}

function describe(issuer: SigningIssuer, signing: Signing | undefined, error: unknown): string[] {
  const where = `issuer ${issuer.id}${signing === undefined ? '' : `, key ${signing.key}`}`;
  const faults = error instanceof IssuerKeyError ? error.faults : [(error as Error).message];
  return faults.map((fault) => `${where}: ${fault}`);
}
