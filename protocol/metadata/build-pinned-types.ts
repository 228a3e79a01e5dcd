/** Types whose metadata must never change, because credentials carry its digest (SV-22). */
import { buildTypeMetadataText, resolveVct } from './build-type-metadata.js';
import type { IssuerConfiguration } from './z-issuer-configuration.js';

/** Type → its metadata's text, for every configuration that says `vct_integrity`. */
export function buildPinnedTypes(
  issuers: readonly { readonly identifier: string; readonly issuer: IssuerConfiguration }[],
): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { identifier, issuer } of issuers) {
    for (const configuration of Object.values(issuer.credential_configurations)) {
      if (configuration.format !== 'dc+sd-jwt' || !configuration.vct_integrity) continue;
      texts.set(resolveVct(configuration.vct, identifier), buildTypeMetadataText(configuration, identifier));
    }
  }
  return texts;
}

export function describeChangedTypes(changed: readonly string[]): string {
  return `Credentials carry the digest of the type metadata of ${changed.join(', ')}, which the configuration has changed. Give what has changed a new vct.`;
}
