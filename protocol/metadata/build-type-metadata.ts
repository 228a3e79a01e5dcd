/**
 * SD-JWT VC type metadata (draft-ietf-oauth-sd-jwt-vc-13, section 4) of configurations whose type is an address of the
 * issuer's. The bytes are part of the contract: credentials may carry their digest.
 */
import { buildClaimsDescriptions } from './build-claims-descriptions.js';
import { labelLocaleOf } from './claim-labels.js';
import type { SdJwtConfiguration } from './z-credential-configuration.js';
import { resolveImages } from './z-images.js';
import type { IssuerConfiguration } from './z-issuer-configuration.js';

/** `locale` is required in type metadata; who configures none speaks English. */
const USUAL_LOCALE = 'en';

/** A type that begins with a slash is below the issuer, wherever that is: one file serves every environment. */
export function resolveVct(vct: string, identifier: string): string {
  return vct.startsWith('/') ? identifier + vct : vct;
}

/**
 * The text served at the type's address, the same to the byte in every process.
 * @param issuerLocale of the issuer's first display object: the language of what says none itself
 */
export function buildTypeMetadataText(
  configuration: SdJwtConfiguration,
  identifier: string,
  issuerLocale: string | undefined,
): string {
  return JSON.stringify(buildTypeMetadata(configuration, identifier, issuerLocale));
}

/**
 * Path below the issuer → text, for every type whose address is `<issuer>/vct/<name>`. Of configurations that share one,
 * that whose credentials carry the digest is served.
 */
export function buildTypeMetadataTexts(
  issuer: Pick<IssuerConfiguration, 'display' | 'credential_configurations'>,
  identifier: string,
): Map<string, { readonly text: string; readonly isFixed: boolean }> {
  const texts = new Map<string, { readonly text: string; readonly isFixed: boolean }>();
  for (const configuration of Object.values(issuer.credential_configurations)) {
    if (configuration.format !== 'dc+sd-jwt') continue;
    const vct = resolveVct(configuration.vct, identifier);
    if (!vct.startsWith(`${identifier}/vct/`)) continue;
    const path = vct.slice(identifier.length);
    if (texts.get(path)?.isFixed && !configuration.vct_integrity) continue;
    const text = buildTypeMetadataText(configuration, identifier, issuer.display[0]?.locale);
    texts.set(path, { text, isFixed: configuration.vct_integrity });
  }
  return texts;
}

function buildTypeMetadata(configuration: SdJwtConfiguration, identifier: string, issuerLocale: string | undefined) {
  const [first] = configuration.display;
  const locale = labelLocaleOf(configuration, issuerLocale) ?? USUAL_LOCALE;
  return {
    vct: resolveVct(configuration.vct, identifier),
    ...(first !== undefined && { name: first.name }),
    ...(first?.description !== undefined && { description: first.description }),
    display: onceALanguage(configuration.display, locale).map((one) => buildDisplay(resolveImages(one, identifier))),
    claims: buildClaimsDescriptions(configuration.claims_schema, [], locale).map(({ path, mandatory, display }) => ({
      path,
      ...(display !== undefined && { display: display.map((one) => ({ locale: one.locale, label: one.name })) }),
      mandatory: mandatory === true,
      // The writer makes every claim selectively disclosable, at every depth.
      sd: 'always',
    })),
  };
}

/** The object without a language is in the usual one, unless another has that already. */
function onceALanguage(displays: SdJwtConfiguration['display'], usual: string) {
  const hasUsual = displays.some(({ locale }) => locale === usual);
  return displays.flatMap((one) =>
    one.locale === undefined && hasUsual ? [] : [{ ...one, locale: one.locale ?? usual }],
  );
}

function buildDisplay(display: SdJwtConfiguration['display'][number] & { readonly locale: string }) {
  const { name, locale, description, background_color, text_color, logo, background_image } = display;
  const simple = {
    ...(logo !== undefined && { logo }),
    ...(background_image !== undefined && { background_image }),
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
