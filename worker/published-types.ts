/** Types whose digest stands in credentials must not change: found out at start, not by verifiers. */
import type { Database } from '../adapters/mongodb/database.js';
import { loadTypeMetadataFromMongo, pinTypeMetadataInMongo } from '../adapters/mongodb/type-metadata.js';
import { ConfigurationError } from '../platform/config.js';
import type { ConfiguredIssuer } from '../ports/issuing.js';
import { buildPinnedTypes, describeChangedTypes } from '../protocol/metadata/build-pinned-types.js';

/** Remembers nothing of a configuration it refuses. @throws ConfigurationError naming every type that was published with other metadata */
export async function checkPublishedTypes(database: Database, issuers: readonly ConfiguredIssuer[]): Promise<void> {
  const load = loadTypeMetadataFromMongo(database);
  const pin = pinTypeMetadataInMongo(database);
  const types = buildPinnedTypes(issuers);
  const changed: string[] = [];
  for (const [vct, text] of types) {
    const published = await load(vct);
    if (published !== undefined && published !== text) changed.push(vct);
  }
  if (changed.length === 0) {
    for (const [vct, text] of types) if (!(await pin(vct, text))) changed.push(vct);
  }
  if (changed.length > 0) throw new ConfigurationError(describeChangedTypes(changed));
}
