/** Indexes that are there when asked for, whatever an earlier version called by their name. */
import type { Collection, CreateIndexesOptions, Document, IndexSpecification } from 'mongodb';

/** IndexOptionsConflict and IndexKeySpecsConflict: there is one of this name, of another form. */
const CONFLICTS = [85, 86];
const INDEX_NOT_FOUND = 27;

/**
 * Creates an index unless it is there. One that an earlier version made in another form gives way to it; until the new one
 * stands, other processes are without either.
 */
export async function ensureIndex<T extends Document>(
  collection: Collection<T>,
  keys: IndexSpecification & Record<string, 1 | -1>,
  options: CreateIndexesOptions = {},
): Promise<void> {
  try {
    await collection.createIndex(keys, options);
  } catch (error) {
    if (!CONFLICTS.includes(codeOf(error))) throw error;
    await collection.dropIndex(nameOf(keys)).catch((fault: unknown) => {
      // Another process may have been first.
      if (codeOf(fault) !== INDEX_NOT_FOUND) throw fault;
    });
    await collection.createIndex(keys, options);
  }
}

/** As the driver names it. */
function nameOf(keys: Readonly<Record<string, 1 | -1>>): string {
  return Object.entries(keys).flat().join('_');
}

function codeOf(error: unknown): number {
  return Number((error as { code?: unknown } | null)?.code);
}
