/** Deletions in pages, so that no sweep holds the database for long. */
import type { Collection, Document, Filter, Sort } from 'mongodb';

/** Deletes up to `limit` documents, in the order given; answers whether there may be more. */
export async function deletePage<D extends Document>(
  collection: Collection<D>,
  filter: Filter<D>,
  limit: number,
  sort: Sort = {},
): Promise<boolean> {
  const found = await collection
    .find(filter, { projection: { _id: 1 } })
    .sort(sort)
    .limit(limit)
    .toArray();
  if (found.length === 0) return false;
  const ids = found.map((one) => one._id);
  await collection.deleteMany({ _id: { $in: ids } } as Filter<D>);
  return found.length === limit;
}

/** Of a named issuer, or of all that are not configured. */
export function issuerFilter(issuer: string | undefined, configured: readonly string[]) {
  return issuer === undefined ? { issuer: { $nin: [...configured] } } : { issuer };
}
