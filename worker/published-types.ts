/** Types whose digest stands in credentials must not change: found out at start, not by verifiers. */
import type { Database } from '../adapters/mongodb/database.js';
import { loadTypeMetadataFromMongo, publishTypeMetadataInMongo } from '../adapters/mongodb/type-metadata.js';
import { ConfigurationError } from '../platform/config.js';
import type { ConfiguredIssuer } from '../ports/issuing.js';
import { buildPublishedTypes, describeChangedTypes, isChanged } from '../protocol/metadata/build-published-types.js';

/** Remembers nothing of a configuration it refuses. @throws ConfigurationError naming every type that was published with other metadata */
export async function checkPublishedTypes(database: Database, issuers: readonly ConfiguredIssuer[]): Promise<void> {
  const load = loadTypeMetadataFromMongo(database);
  const publish = publishTypeMetadataInMongo(database);
  const types = buildPublishedTypes(issuers);
  const changed: string[] = [];
  for (const [vct, type] of types) if (isChanged(await load(vct), type)) changed.push(vct);
  if (changed.length === 0) {
    for (const [vct, type] of types) if (!(await publish(vct, type))) changed.push(vct);
  }
  if (changed.length > 0) throw new ConfigurationError(describeChangedTypes(changed));
}
