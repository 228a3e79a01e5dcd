/** Base58 in the Bitcoin alphabet, as `z` multibase values use it. */

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Decoding takes time with the square of the length; the longest key we accept needs about 320 characters. */
const MAX_LENGTH = 512;

/** The bytes, or nothing if the text is not base58btc or is too long. */
export function decodeBase58btc(text: string): Uint8Array | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const bytes: number[] = [];
  for (const character of text) {
    let carry = ALPHABET.indexOf(character);
    if (carry < 0) return undefined;
    for (let index = 0; index < bytes.length; index += 1) {
      carry += (bytes[index] as number) * 58;
      bytes[index] = carry & 0xff;
      carry >>= 8;
    }
    for (; carry > 0; carry >>= 8) bytes.push(carry & 0xff);
  }
  // Each leading 1 stands for a leading zero byte.
  const zeros = /^1*/.exec(text)?.[0].length ?? 0;
  return Uint8Array.from([...new Array<number>(zeros).fill(0), ...bytes.reverse()]);
}
