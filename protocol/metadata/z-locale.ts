/** Language tags (BCP 47), as the metadata carries them. */
import { z } from 'zod';

/** The tag in its registered form, `de-DE` for `DE-de`; undefined for what is none. */
export function canonicalLocale(tag: string): string | undefined {
  // Languages have two or three letters (RFC 5646 section 2.2.1): words such as `german` are well-formed and mean nothing.
  if (!/^[a-z]{2,3}(?:-|$)/i.test(tag)) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

export const zLocale = z
  .string()
  .refine((tag) => canonicalLocale(tag) !== undefined, 'must be a language tag, such as de or de-AT (BCP 47)')
  .transform((tag) => canonicalLocale(tag) ?? tag);
