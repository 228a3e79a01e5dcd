/** Types whose metadata is served: what is remembered of them, and which must never change (SV-21, SV-22). */
import { buildTypeMetadataTexts } from './build-type-metadata.js';
import type { IssuerConfiguration } from './z-issuer-configuration.js';

type Published = { readonly text: string; readonly isFixed: boolean };

/** Type → its metadata, for every type below an issuer; fixed are those of configurations with `vct_integrity`. */
export function buildPublishedTypes(
  issuers: readonly { readonly identifier: string; readonly issuer: IssuerConfiguration }[],
): Map<string, Published> {
  const types = new Map<string, Published>();
  for (const { identifier, issuer } of issuers) {
    for (const [path, type] of buildTypeMetadataTexts(issuer, identifier)) types.set(identifier + path, type);
  }
  return types;
}

export function isChanged(published: Published | undefined, type: Published): boolean {
  return published?.isFixed === true && published.text !== type.text;
}

export function describeChangedTypes(changed: readonly string[]): string {
  return `Credentials carry the digest of the type metadata of ${changed.join(', ')}, which the configuration has changed. Give what has changed a new vct.`;
}
