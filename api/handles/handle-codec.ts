/**
 * Handles: everything a wallet is given to hand back is a sealed token that says what it is, for whom and until when.
 * Opening one needs no I/O, so a forged or expired one reaches neither Temporal nor the database (design 5).
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { NamedStatus } from '../../protocol/status/parse-named-status.js';

export type HandleKind =
  | 'code'
  | 'issuer_state'
  | 'request_uri'
  | 'authorization_code'
  | 'login_state'
  | 'access'
  | 'refresh'
  | 'identifier'
  | 'transaction'
  | 'notification'
  | 'nonce'
  | 'dpop-nonce'
  | 'attestation-challenge';

/** What a handle says. Times are ms since 1970. */
export type Handle = {
  readonly issuer: string;
  /** Empty for a nonce, which belongs to no session. */
  readonly session: string;
  readonly expiresAt?: number;
  readonly clientId?: string;
  /** Thumbprint of the DPoP key that has to be proved with it. */
  readonly jkt?: string;
  /** What a code or token covers; the one an identifier stands for. */
  readonly configurations?: readonly string[];
  /** The credential request a transaction or notification belongs to. */
  readonly requestId?: string;
  readonly hasTxCode?: boolean;
  readonly requireDpop?: boolean;
  /** Of the configurations, those asked for by authorization_details; identifiers are given for them with the token. */
  readonly detailed?: readonly string[];
  /** PKCE challenge an authorization code was asked for with. */
  readonly codeChallenge?: string;
  /** Digest of the redirect URI an authorization code was sent to. */
  readonly redirectDigest?: string;
  /** The session's public key, base64url: requests are sealed to it without looking the session up. */
  readonly publicKey?: string;
  /** Seconds a wallet may wait for deferred claims. */
  readonly deferralLimit?: number;
  /** The draft a transaction was begun in, where it is not the final text. */
  readonly draft?: string;
  /** Of the configuration the session began with, or a request that may begin one was judged by. */
  readonly version?: string;
  readonly requireWalletAttestation?: boolean;
  readonly requireKeyAttestation?: boolean;
  /** Thumbprint of the wallet instance's attested key, where the client authenticated with one. */
  readonly instance?: string;
  /** What the wallet attestation named, for credentials that have to follow it. */
  readonly walletStatus?: NamedStatus;
  /** Digest of the cookie of the browser a login was begun in. */
  readonly browser?: string;
  /** Mark of the grant a token is of. */
  readonly grant?: string;
};

/** Seals and opens bytes; the sealing keys stay with whoever made these. */
export type HandleSeals = {
  readonly seal: (plaintext: Uint8Array, context: string) => Uint8Array;
  /** The same plaintext gives the same bytes. */
  readonly sealAlike: (plaintext: Uint8Array, context: string, keyId?: number) => Uint8Array;
  /** The key that seals at present. */
  readonly keyId: number;
  readonly open: (sealed: Uint8Array, context: string) => Uint8Array | undefined;
  readonly digestKey: Uint8Array;
};

export type HandleCodec = {
  readonly mint: (kind: HandleKind, handle: Handle) => string;
  /** Deterministic: the same handle is the same text, so that it can be given again without being stored. */
  readonly mintAlike: (kind: HandleKind, handle: Handle, keyId?: number) => string;
  /** To be kept beside what is minted alike again later: by then another key may seal. */
  readonly keyId: number;
  readonly open: (kind: HandleKind, text: string) => Handle | undefined;
  /** What of a handle may stand in history. */
  readonly digest: (text: string) => string;
  /** Keyed digest for request ids and everything that must be the same for the same content, and guessable by nobody. */
  readonly keyedDigest: (...parts: readonly string[]) => string;
  /** A short mark by which two records can be matched, and nothing else. */
  readonly fingerprint: (secret: string) => string;
};

const SECRET_BYTES = 32;
/** Longer than the longest handle we make: a code for twenty configurations, each asked for by authorization_details. */
const LONGEST = 8192;

export function createHandleCodec(seals: HandleSeals): HandleCodec {
  const keyedDigest = (...parts: readonly string[]): string =>
    createHmac('sha256', seals.digestKey).update(JSON.stringify(parts)).digest('base64url');
  const encode = (handle: Handle, secret: string): Uint8Array => Buffer.from(JSON.stringify([pack(handle), secret]));
  return {
    mint: (kind, handle) => toText(seals.seal(encode(handle, randomBytes(SECRET_BYTES).toString('base64url')), kind)),
    mintAlike: (kind, handle, keyId) =>
      toText(seals.sealAlike(encode(handle, keyedDigest(kind, JSON.stringify(pack(handle)))), kind, keyId)),
    keyId: seals.keyId,
    open: (kind, text) => {
      if (text.length > LONGEST || !/^[A-Za-z0-9_-]+$/.test(text)) return undefined;
      const sealed = Buffer.from(text, 'base64url');
      // Base64url has several spellings of the last bits; only the one we wrote is ours.
      if (sealed.toString('base64url') !== text) return undefined;
      const plaintext = seals.open(sealed, kind);
      if (plaintext === undefined) return undefined;
      const [packed] = JSON.parse(Buffer.from(plaintext).toString('utf8')) as [Packed, string];
      return unpack(packed);
    },
    digest: (text) => createHash('sha256').update(text).digest('base64url'),
    keyedDigest,
    fingerprint: (secret) => `fp:${keyedDigest('fingerprint', secret).slice(0, 10)}`,
  };
}

function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

/** Short names: a handle travels in every request. */
const shortNames = {
  issuer: 'i',
  session: 's',
  expiresAt: 'e',
  clientId: 'c',
  jkt: 'j',
  configurations: 'g',
  requestId: 'r',
  hasTxCode: 't',
  requireDpop: 'd',
  deferralLimit: 'l',
  publicKey: 'k',
  draft: 'v',
  requireWalletAttestation: 'wa',
  requireKeyAttestation: 'ka',
  instance: 'in',
  browser: 'b',
  detailed: 'ad',
  codeChallenge: 'cc',
  redirectDigest: 'ru',
  version: 'cv',
  walletStatus: 'ws',
  grant: 'gm',
} as const satisfies Record<keyof Handle, string>;
type Packed = Record<string, unknown>;

function pack(handle: Handle): Packed {
  const entries = Object.entries(shortNames).map(([long, short]) => [short, handle[long as keyof Handle]]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== false));
}

function unpack(packed: Packed): Handle {
  const entries = Object.entries(shortNames).map(([long, short]) => [long, packed[short]]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Handle;
}
