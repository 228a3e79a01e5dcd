/** Status lists as a wallet provider keeps them, right or wrong in one place. */
import { webcrypto } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { Tag } from 'cbor-x';
import { encodeCbor } from '../../credentials/mso-mdoc/encode-cbor.js';
import type { StatusBits } from '../../credentials/status-list/pack-statuses.js';
import { packStatuses } from '../../credentials/status-list/pack-statuses.js';
import type { Change, TestAuthority, WalletProvider } from './wallet-attestation.js';
import { derOf, seconds } from './wallet-attestation.js';

export type ListChange = {
  readonly claims?: Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  readonly signer?: TestAuthority;
};

export type ListContent = { readonly uri: string; readonly bits?: StatusBits; readonly set?: Record<number, number> };

export const SIZE = 1024;

export function compressed({ bits = 1, set = {} }: Omit<ListContent, 'uri'>, size = SIZE): Buffer {
  const entries = Object.entries(set).map(([index, value]) => ({ index: Number(index), value }));
  return deflateSync(packStatuses(bits, size, entries));
}

/** Members that are undefined in `change` are left out. */
export function listJwt(provider: WalletProvider, content: ListContent, change: ListChange = {}): Promise<string> {
  const now = seconds(provider.now());
  const list = { bits: content.bits ?? 1, lst: compressed(content).toString('base64url') };
  const claims = { sub: content.uri, iat: now, exp: now + 3600, ttl: 60, status_list: list };
  return provider.sign('statuslist+jwt', claims, change as Change, change.signer);
}

export type CwtChange = {
  readonly claims?: ReadonlyMap<number, unknown>;
  readonly protected?: ReadonlyMap<number, unknown>;
  readonly unprotected?: ReadonlyMap<number, unknown>;
  readonly wrap?: (message: unknown) => unknown;
  readonly signer?: TestAuthority;
};

export async function listCwt(provider: WalletProvider, content: ListContent, change: CwtChange = {}): Promise<Buffer> {
  const signer = change.signer ?? provider.leaf;
  const now = seconds(provider.now());
  const list = new Map<string, unknown>([
    ['bits', content.bits ?? 1],
    ['lst', compressed(content)],
  ]);
  const usual: [number, unknown][] = [
    [2, content.uri],
    [6, now],
    [4, now + 3600],
    [65_534, 60],
    [65_533, list],
  ];
  const protectedHeader = kept([[1, -7], [16, 'application/statuslist+cwt'], ...(change.protected ?? [])]);
  const payload = encodeCbor(kept([...usual, ...(change.claims ?? [])]));
  const header = encodeCbor(protectedHeader);
  const toBeSigned = encodeCbor(['Signature1', header, Buffer.alloc(0), payload]);
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  const signature = await webcrypto.subtle.sign(algorithm, signer.keys.privateKey as webcrypto.CryptoKey, toBeSigned);
  const unprotected = kept([[33, Buffer.from(derOf(signer), 'base64')], ...(change.unprotected ?? [])]);
  const message = [header, unprotected, payload, Buffer.from(signature)];
  return encodeCbor((change.wrap ?? ((one) => new Tag(one, 18)))(message));
}

function kept(entries: readonly (readonly [number, unknown])[]): Map<number, unknown> {
  return new Map([...new Map(entries)].filter(([, value]) => value !== undefined));
}
