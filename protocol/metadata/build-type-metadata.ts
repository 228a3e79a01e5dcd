/**
 * SD-JWT VC type metadata (draft-ietf-oauth-sd-jwt-vc-13, section 4) of configurations whose type is an address of the
 * issuer's. The bytes are part of the contract: credentials may carry their digest.
 */
import { buildClaimsDescriptions } from './build-claims-descriptions.js';
import type { CredentialConfiguration, SdJwtConfiguration } from './z-issuer-configuration.js';
import { resolveLogo } from './z-logo.js';

/** `locale` is required in type metadata; who configures none speaks English. */
const USUAL_LOCALE = 'en';

/** A type that begins with a slash is below the issuer, wherever that is: one file serves every environment. */
export function resolveVct(vct: string, identifier: string): string {
  return vct.startsWith('/') ? identifier + vct : vct;
}

/** The text served at the type's address, the same to the byte in every process. */
export function buildTypeMetadataText(configuration: SdJwtConfiguration, identifier: string): string {
  return JSON.stringify(buildTypeMetadata(configuration, identifier));
}

/**
 * Path below the issuer → text, for every type whose address is `<issuer>/vct/<name>`. Of configurations that share one,
 * that whose credentials carry the digest is served.
 */
export function buildTypeMetadataTexts(
  configurations: Readonly<Record<string, CredentialConfiguration>>,
  identifier: string,
): Map<string, { readonly text: string; readonly isFixed: boolean }> {
  const texts = new Map<string, { readonly text: string; readonly isFixed: boolean }>();
  for (const configuration of Object.values(configurations)) {
    if (configuration.format !== 'dc+sd-jwt') continue;
    const vct = resolveVct(configuration.vct, identifier);
    if (!vct.startsWith(`${identifier}/vct/`)) continue;
    const path = vct.slice(identifier.length);
    if (texts.get(path)?.isFixed && !configuration.vct_integrity) continue;
    texts.set(path, { text: buildTypeMetadataText(configuration, identifier), isFixed: configuration.vct_integrity });
  }
  return texts;
}

function buildTypeMetadata(configuration: SdJwtConfiguration, identifier: string) {
  const [first] = configuration.display;
  const locale = first?.locale ?? USUAL_LOCALE;
  return {
    vct: resolveVct(configuration.vct, identifier),
    ...(first !== undefined && { name: first.name }),
    ...(first?.description !== undefined && { description: first.description }),
    display: configuration.display.map((one) => buildDisplay(resolveLogo(one, identifier))),
    claims: buildClaimsDescriptions(configuration.claims_schema, [], locale).map(({ path, mandatory, display }) => ({
      path,
      ...(display !== undefined && { display: display.map(({ name }) => ({ locale, label: name })) }),
      mandatory: mandatory === true,
      // The writer makes every claim selectively disclosable, at every depth.
      sd: 'always',
    })),
  };
}

function buildDisplay(display: SdJwtConfiguration['display'][number]) {
  const { name, locale = USUAL_LOCALE, description, background_color, text_color, logo } = display;
  const simple = {
    ...(logo !== undefined && { logo }),
    ...(background_color !== undefined && { background_color }),
    ...(text_color !== undefined && { text_color }),
  };
  return {
    locale,
    name,
    ...(description !== undefined && { description }),
    ...(Object.keys(simple).length > 0 && { rendering: { simple } }),
  };
}
