/** Types whose digest stands in credentials must not change: found out at start, not by verifiers. */
import type { Database } from '../adapters/mongodb/database.js';
import { pinTypeMetadataInMongo } from '../adapters/mongodb/type-metadata.js';
import { ConfigurationError } from '../platform/config.js';
import type { ConfiguredIssuer } from '../ports/issuing.js';
import { buildTypeMetadataText, resolveVct } from '../protocol/metadata/build-type-metadata.js';

/** @throws ConfigurationError naming every type that was published with other metadata */
export async function checkPublishedTypes(database: Database, issuers: readonly ConfiguredIssuer[]): Promise<void> {
  const pin = pinTypeMetadataInMongo(database);
  const changed: string[] = [];
  for (const { identifier, issuer } of issuers) {
    for (const configuration of Object.values(issuer.credential_configurations)) {
      if (configuration.format !== 'dc+sd-jwt' || !configuration.vct_integrity) continue;
      const vct = resolveVct(configuration.vct, identifier);
      if (!(await pin(vct, buildTypeMetadataText(configuration, identifier)))) changed.push(vct);
    }
  }
  if (changed.length === 0) return;
  throw new ConfigurationError(
    `Credentials carry the digest of the type metadata of ${changed.join(', ')}, which the configuration has changed. Give what has changed a new vct.`,
  );
}
