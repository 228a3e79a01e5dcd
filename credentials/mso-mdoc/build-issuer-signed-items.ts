/** Element values → IssuerSignedItemBytes and their digests (ISO 18013-5, 8.3.2.1.2.2 and 9.1.2.5). */
import { createHash } from 'node:crypto';
import { embeddedCbor, encodeCbor } from './encode-cbor.js';
import type { ItemSecret } from './mint-item-secrets.js';

export type IssuerSignedItems = {
  /** Encoded IssuerSignedItems, to be embedded as they are: encoding them anew could change what was digested (MD-18). */
  readonly items: readonly Buffer[];
  /** Digest id → SHA-256, in ascending id order, so that the order says nothing about the elements. */
  readonly valueDigests: Map<number, Buffer>;
};

/** `secrets` must hold one entry per element. */
export function buildIssuerSignedItems(
  elements: ReadonlyMap<string, unknown>,
  secrets: readonly ItemSecret[],
): IssuerSignedItems {
  const items: Buffer[] = [];
  const digests: [number, Buffer][] = [];
  for (const [elementIdentifier, elementValue] of elements) {
    const secret = secrets[items.length];
    if (!secret) throw new RangeError('fewer item secrets than elements');
    const item = encodeCbor(
      new Map<string, unknown>([
        ['digestID', secret.digestID],
        ['random', secret.random],
        ['elementIdentifier', elementIdentifier],
        ['elementValue', elementValue],
      ]),
    );
    items.push(item);
    digests.push([secret.digestID, digestItem(item)]);
  }
  return { items, valueDigests: new Map(digests.sort(([a], [b]) => a - b)) };
}

/** Over the whole IssuerSignedItemBytes, tag 24 and byte string head included (MD-07). */
function digestItem(item: Buffer): Buffer {
  return createHash('sha256')
    .update(encodeCbor(embeddedCbor(item)))
    .digest();
}
