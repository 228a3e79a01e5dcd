/** Binary data as it is stored here, and as the driver hands it out: wrapped, where it knows of a subtype. */
type StoredBytes = Uint8Array | { readonly buffer: Uint8Array };

export function toBytes(stored: StoredBytes): Uint8Array {
  return stored instanceof Uint8Array ? stored : stored.buffer;
}
