/** Which key signs, by its name, and with which algorithm. The keys themselves are the worker's, and never in this file. */
import { z } from 'zod';

/** JOSE names and COSE numbers (RFC 7518 section 3.1, RFC 9053 section 2.1). */
export const signingAlgorithms = { ES256: -7, ES384: -35, ES512: -36 } as const;
export type SigningAlgorithm = keyof typeof signingAlgorithms;

/** Something made once for each algorithm, of its COSE number. */
export function mapAlgorithms<T>(make: (coseNumber: number) => T): Readonly<Record<SigningAlgorithm, T>> {
  const { ES256, ES384, ES512 } = signingAlgorithms;
  return { ES256: make(ES256), ES384: make(ES384), ES512: make(ES512) };
}

export const KEY_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export const zSigning = z.strictObject({
  /** A name in the worker's manifest of keys. */
  key: z.string().regex(KEY_NAME, 'must be a name of letters, digits, dots, hyphens and underscores'),
  /** Said here too, because the metadata names it and is built where no key is. */
  alg: z.enum(['ES256', 'ES384', 'ES512']).default('ES256'),
});

export type Signing = z.infer<typeof zSigning>;
type Signs = { readonly signing?: Signing | undefined };

/** A configuration's own key, else its issuer's; undefined: the installation's. */
export function signingOf(issuer: Signs, configuration?: Signs): Signing | undefined {
  return configuration?.signing ?? issuer.signing;
}

export function signingAlgorithmOf(issuer: Signs, configuration?: Signs): SigningAlgorithm {
  return signingOf(issuer, configuration)?.alg ?? 'ES256';
}
