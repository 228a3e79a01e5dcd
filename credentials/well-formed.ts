/** Text with a lone surrogate has no UTF-8 form: CBOR and JSON would carry bytes or escapes that decoders refuse. */
import { UnusableClaims } from './credential-format.js';

const LONE_SURROGATE = /\p{Surrogate}/u;

export function isWellFormed(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}

/** @throws UnusableClaims naming the path, itself made well-formed */
export function checkWellFormed(text: string, path: string): string {
  if (!isWellFormed(text)) throw new UnusableClaims(`${replaceLoneSurrogates(path)} is not well-formed Unicode`);
  return text;
}

export function replaceLoneSurrogates(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\u{FFFD}');
}
