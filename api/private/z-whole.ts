/** Whole numbers among the parameters of a query, as digits: no sign, no exponent, and nothing is not zero. */
import { z } from 'zod';

export function zWhole(least: number, most: number, fallback: number) {
  return z
    .string()
    .refine((text) => /^\d{1,15}$/.test(text), 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(least).max(most))
    .default(fallback)
    .meta({ override: { type: 'integer', minimum: least, maximum: most, default: fallback } });
}
