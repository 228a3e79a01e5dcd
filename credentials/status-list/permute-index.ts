/**
 * A keyed permutation of the indices of one list. Counting through it gives each index once and in an order that says
 * nothing about the order of issuance (ST-10), which drawing at random with retries would too, but only in lists half empty.
 */
import { createHmac } from 'node:crypto';

const ROUNDS = 8;

/**
 * The index that stands at `position`. A Feistel network over the next even power of two, walked until it lands inside
 * the list; being a permutation of the larger set, the walk is one of the list.
 * @throws RangeError for a position outside the list
 */
export function permuteIndex(key: Uint8Array, size: number, position: number): number {
  if (!Number.isInteger(position) || position < 0 || position >= size) {
    throw new RangeError(`position ${position} is outside a list of ${size}`);
  }
  const halfBits = Math.max(1, Math.ceil(Math.ceil(Math.log2(size)) / 2));
  let value = position;
  do value = encipher(key, halfBits, value);
  while (value >= size);
  return value;
}

function encipher(key: Uint8Array, halfBits: number, value: number): number {
  const mask = 2 ** halfBits - 1;
  let left = Math.floor(value / 2 ** halfBits);
  let right = value & mask;
  for (let round = 0; round < ROUNDS; round += 1) {
    [left, right] = [right, left ^ (roundValue(key, round, right) & mask)];
  }
  return left * 2 ** halfBits + right;
}

function roundValue(key: Uint8Array, round: number, half: number): number {
  const input = Buffer.alloc(5);
  input.writeUInt8(round, 0);
  input.writeUInt32BE(half, 1);
  return createHmac('sha256', key).update(input).digest().readUInt32BE(0);
}
