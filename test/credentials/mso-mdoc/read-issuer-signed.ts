/** Takes an mdoc credential apart without the code that wrote it. */
import { decodeCborStrictly, type Tagged } from '../decode-cbor-strictly.js';

type AnyMap = Map<unknown, unknown>;

export type ReadItem = {
  readonly digestID: number;
  readonly random: Buffer;
  readonly elementIdentifier: string;
  readonly elementValue: unknown;
  /** IssuerSignedItemBytes, rebuilt by hand. */
  readonly bytes: Buffer;
};

export function readIssuerSigned(credential: string, namespace: string) {
  const encoded = Buffer.from(credential, 'base64url');
  const issuerSigned = decodeCborStrictly(encoded) as AnyMap;
  const issuerAuth = issuerSigned.get('issuerAuth') as [Buffer, AnyMap, Buffer, Buffer];
  const payload = decodeCborStrictly(issuerAuth[2]) as Tagged;
  const mso = decodeCborStrictly(payload.value as Buffer) as AnyMap;
  const tagged = (issuerSigned.get('nameSpaces') as Map<string, Tagged[]>).get(namespace) ?? [];
  return { encoded, issuerSigned, issuerAuth, payload, mso, items: tagged.map(readItem) };
}

function readItem({ tag, value }: Tagged): ReadItem {
  if (tag !== 24) throw new Error('an item is not embedded CBOR');
  const inner = value as Buffer;
  const item = decodeCborStrictly(inner) as AnyMap;
  return { ...Object.fromEntries(item), bytes: Buffer.concat([tag24Head(inner.length), inner]) } as ReadItem;
}

function tag24Head(length: number): Buffer {
  if (length < 24) return Buffer.from([0xd8, 0x18, 0x40 + length]);
  if (length < 0x100) return Buffer.from([0xd8, 0x18, 0x58, length]);
  return Buffer.from([0xd8, 0x18, 0x59, length >> 8, length & 0xff]);
}

export function valueDigests(mso: AnyMap, namespace: string): Map<number, Buffer> {
  return (mso.get('valueDigests') as Map<string, Map<number, Buffer>>).get(namespace) ?? new Map();
}

export function deviceKey(mso: AnyMap): Map<number, unknown> {
  return (mso.get('deviceKeyInfo') as AnyMap).get('deviceKey') as Map<number, unknown>;
}

export function validityTexts(mso: AnyMap): Record<string, unknown> {
  const entries = [...(mso.get('validityInfo') as Map<string, Tagged>)];
  if (entries.some(([, { tag }]) => tag !== 0)) throw new Error('a time is not a tdate');
  return Object.fromEntries(entries.map(([name, { value }]) => [name, value]));
}
