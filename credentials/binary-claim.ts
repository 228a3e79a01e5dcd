/** Binary claims (`contentEncoding: base64` in the claims schema): plain base64, or a `data:` URI carrying it. */
import { UnusableClaims } from './credential-format.js';

export type BinaryClaim = { readonly mediaType: string | undefined; readonly base64: string };

const DATA_URI = /^data:([A-Za-z0-9!#$&^_.+-]+\/[A-Za-z0-9!#$&^_.+-]+)?((?:;[A-Za-z0-9-]+=[A-Za-z0-9._-]+)*);base64,/;
/** Standard alphabet; the padding may be missing. Length and padding are checked separately, a portrait being large. */
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** An empty string is a value of its own: a portrait the person opted out of (PID Rulebook, PID_03). */
export function readBinaryClaim(value: unknown): BinaryClaim | undefined {
  if (typeof value !== 'string') return undefined;
  const head = DATA_URI.exec(value);
  const base64 = head ? value.slice(head[0].length) : value;
  if (!BASE64.test(base64)) return undefined;
  const digits = base64.replace(/=+$/, '');
  if (digits.length % 4 === 1 || (base64.length !== digits.length && base64.length % 4 !== 0)) return undefined;
  return { mediaType: head?.[1], base64: digits.padEnd(Math.ceil(digits.length / 4) * 4, '=') };
}

/** @throws UnusableClaims naming the path only, when the value is neither base64 nor a base64 data URI */
export function parseBinaryClaim(value: unknown, path: string): BinaryClaim {
  const binary = readBinaryClaim(value);
  if (!binary) throw new UnusableClaims(`${path} must be base64 or a base64 data URI`);
  return binary;
}
