/** Looking at what a wallet sent without trusting it: names that are its own, texts that are texts. */
import type { HintSituation } from './wallet-hints.js';

/** Whether the request has this member or parameter, and not as null. */
export function has({ body }: HintSituation, name: string): boolean {
  return Object.hasOwn(body, name) && body[name] != null;
}

/** Its value where that is a text, else an empty one. */
export function textOf({ body }: HintSituation, name: string): string {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  return typeof value === 'string' ? value : '';
}

/** What the evidence says was sent, where that is a text, else an empty one. */
export function provided({ evidence }: HintSituation): string {
  return typeof evidence.provided === 'string' ? evidence.provided : '';
}

/** Whether a sentence of the evidence has these words. */
export function says({ evidence }: HintSituation, words: string): boolean {
  return evidence.reason?.includes(words) === true;
}

/** The first proof JWT of the request, of any generation, or an empty text. */
export function firstProof({ body }: HintSituation): string {
  const { proof, proofs } = body as { proof?: { jwt?: unknown } | null; proofs?: { jwt?: unknown } | null };
  const list = proofs?.jwt;
  const jwt = Array.isArray(list) ? list[0] : proof?.jwt;
  return typeof jwt === 'string' ? jwt : '';
}

/** The same address but for http where https is meant, or the other way round. */
export function differsInScheme(one: string, other: string): boolean {
  const bare = (url: string): string => url.replace(/^https?:/i, '');
  return one !== other && bare(one) === bare(other);
}
