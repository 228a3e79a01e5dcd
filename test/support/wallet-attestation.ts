/** A wallet provider for tests: its certificates, and the attestations it gives to the wallets it made. */
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import type { WalletKey } from './wallet.js';

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY = 86_400_000;

export type TestAuthority = {
  readonly certificate: x509.X509Certificate;
  readonly keys: { privateKey: CryptoKey; publicKey: CryptoKey };
};
export type CertificateOptions = {
  readonly name?: string;
  readonly issuer?: TestAuthority;
  readonly ca?: boolean;
  readonly pathLength?: number;
  readonly from?: Date;
  readonly to?: Date;
  readonly names?: x509.JsonGeneralNames;
  readonly alg?: 'ES256' | 'ES384' | 'ES512';
};

/** A certificate and its key; self-signed where no issuer is given. */
export async function certify(options: CertificateOptions = {}): Promise<TestAuthority> {
  const {
    name = 'Test provider',
    issuer,
    ca = false,
    from = new Date(Date.now() - DAY),
    to = new Date(Date.now() + DAY),
  } = options;
  const keys = await generateKeyPair(options.alg ?? 'ES256', { extractable: true });
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: randomUUID().replaceAll('-', ''),
    subject: `CN=${name}`,
    issuer: issuer?.certificate.subject ?? `CN=${name}`,
    notBefore: from,
    notAfter: to,
    publicKey: keys.publicKey as never,
    signingKey: (issuer?.keys.privateKey ?? keys.privateKey) as never,
    signingAlgorithm: ECDSA,
    extensions: [
      new x509.BasicConstraintsExtension(ca, options.pathLength, true),
      ...(options.names === undefined ? [] : [new x509.SubjectAlternativeNameExtension(options.names)]),
    ],
  });
  return { certificate, keys };
}

export const pemOf = ({ certificate }: TestAuthority): string => certificate.toString('pem');
export const derOf = ({ certificate }: TestAuthority): string => Buffer.from(certificate.rawData).toString('base64');

export type Change = {
  readonly header?: Record<string, unknown>;
  readonly claims?: Record<string, unknown>;
  readonly alg?: string;
};

export const seconds = (now = new Date()): number => Math.floor(now.getTime() / 1000);

export class WalletProvider {
  private constructor(
    readonly root: TestAuthority,
    readonly leaf: TestAuthority,
    readonly now: () => Date,
  ) {}

  /** @param now for attestations dated as a test wants them */
  static async create(name = 'Test wallet provider', now: () => Date = () => new Date()): Promise<WalletProvider> {
    const span = { from: new Date(now().getTime() - DAY), to: new Date(now().getTime() + DAY) };
    const root = await certify({ ...span, name: `${name} root`, ca: true });
    return new WalletProvider(root, await certify({ ...span, name, issuer: root }), now);
  }

  /** Members that are undefined in `change` are left out. */
  async sign(typ: string, claims: object, change: Change = {}, signer = this.leaf): Promise<string> {
    const header = { alg: change.alg ?? 'ES256', typ, x5c: [derOf(signer)], ...change.header };
    const kept = (value: object) => Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
    return new SignJWT(kept({ ...claims, ...change.claims }))
      .setProtectedHeader(kept(header) as { alg: string })
      .sign(signer.keys.privateKey);
  }

  keyAttestation(keys: readonly (JWK | WalletKey)[], change: Change = {}, signer = this.leaf): Promise<string> {
    const attested_keys = keys.map((one) => ('jwk' in one ? (one as WalletKey).jwk : one));
    const now = seconds(this.now());
    const levels = { key_storage: ['iso_18045_high'], user_authentication: ['iso_18045_high'] };
    return this.sign('key-attestation+jwt', { iat: now, exp: now + 3600, attested_keys, ...levels }, change, signer);
  }

  walletAttestation(instance: JWK, change: Change = {}, signer = this.leaf): Promise<string> {
    const now = seconds(this.now());
    const about = { wallet_name: 'Test Wallet', wallet_version: '3.1', wallet_link: 'https://wallet.example' };
    const claims = { sub: 'https://wallet.example/type', iat: now, exp: now + 3600, cnf: { jwk: instance }, ...about };
    return this.sign('oauth-client-attestation+jwt', claims, change, signer);
  }
}

/** A wallet instance and its proofs of possession, as the drafts of the specification differ in them. */
export class WalletInstance {
  private constructor(
    readonly privateKey: CryptoKey,
    readonly jwk: JWK,
  ) {}

  static async create(alg = 'ES256'): Promise<WalletInstance> {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    return new WalletInstance(privateKey, await exportJWK(publicKey));
  }

  async proof(audience: string, change: Change = {}, now = new Date()): Promise<string> {
    const claims = { aud: audience, jti: randomUUID(), iat: seconds(now), ...change.claims };
    const header = { alg: change.alg ?? 'ES256', typ: 'oauth-client-attestation-pop+jwt', ...change.header };
    const kept = (value: object) => Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
    return new SignJWT(kept(claims)).setProtectedHeader(kept(header) as { alg: string }).sign(this.privateKey);
  }
}
