/** What makes each item unguessable and unlinkable: its digest id and its random (ISO 18013-5, 9.1.2.5). */
import { randomFillSync, randomInt } from 'node:crypto';

export type ItemSecret = { readonly digestID: number; readonly random: Buffer };

/** The standard asks for 16 bytes at least; the Age Verification profile's example has 32 (MD-08). */
const RANDOM_BYTES = 32;

/**
 * Digest ids are 0 to count - 1 in random order: unique, far below 2^31, short, and telling nothing about which element
 * is which. Random values are fresh for every item of every credential.
 */
export function mintItemSecrets(count: number): ItemSecret[] {
  const pool = randomFillSync(Buffer.allocUnsafeSlow(count * RANDOM_BYTES));
  return shuffledIds(count).map((digestID, index) => ({
    digestID,
    random: pool.subarray(index * RANDOM_BYTES, (index + 1) * RANDOM_BYTES),
  }));
}

/** Fisher-Yates, so that every order is equally likely. */
function shuffledIds(count: number): number[] {
  const ids = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last -= 1) {
    const pick = randomInt(last + 1);
    const moved = ids[last] as number;
    ids[last] = ids[pick] as number;
    ids[pick] = moved;
  }
  return ids;
}
