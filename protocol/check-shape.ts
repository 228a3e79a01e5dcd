/** Schemas and values of strangers: whatever the value is, the answer is what is wrong with it. */
import { z } from 'zod';

/**
 * As `schema.safeParse`, which goes on to measure what it found to be of another type, and throws where JSON made that
 * impossible: `{"length":{"toString":1}}` in the place of a list or a text.
 */
export function checkShape<T extends z.ZodType>(schema: T, value: unknown): z.ZodSafeParseResult<z.infer<T>> {
  try {
    return schema.safeParse(value);
  } catch (error) {
    if (!isUnprintable(error)) throw error;
    const message = 'Invalid input: a member `length` that is neither a number nor a text';
    return z.never({ error: message }).safeParse(null);
  }
}

/** Only this: any other TypeError would be a fault of ours, and no answer to a stranger. */
function isUnprintable(error: unknown): boolean {
  return error instanceof TypeError && error.message === 'Cannot convert object to primitive value';
}
