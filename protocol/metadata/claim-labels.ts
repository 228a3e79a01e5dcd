/** What claims are called in which language: `title` and the annotation `x-labels` of a claims schema. */
import { canonicalLocale } from './z-locale.js';

/** Language tag → name of the claim, in a claims schema beside `title`. */
const LABELS = 'x-labels';

export type ClaimLabel = { readonly name: string; readonly locale?: string };
type Schema = Readonly<Record<string, unknown>>;
type Displays = readonly { readonly locale?: string | undefined }[];

/** The language of `title`s: that of the credential's first display object, else of the issuer's. */
export function labelLocaleOf(configuration: { readonly display: Displays }, issuerLocale: string | undefined) {
  return configuration.display[0]?.locale ?? issuerLocale;
}

/** One for each language, that of `title` first; `x-labels` has its own word for that language if it likes. */
export function labelsOf(schema: Schema, locale: string | undefined): ClaimLabel[] {
  const { title } = schema;
  const labels: ClaimLabel[] = Object.entries(asObject(schema[LABELS])).flatMap(([tag, name]) => {
    const canonical = canonicalLocale(tag);
    return canonical !== undefined && typeof name === 'string' ? [{ name, locale: canonical }] : [];
  });
  const own = labels.filter((one) => one.locale === locale);
  if (own.length === 0 && typeof title === 'string' && title.length > 0)
    own.push({ name: title, ...(locale !== undefined && { locale }) });
  return [...own, ...labels.filter((one) => one.locale !== locale)];
}

/** Where labels stand that would not be understood, each with its path below the schema. */
export function findLabelFaults(schema: Schema, path: readonly string[] = []): { path: string[]; message: string }[] {
  const labels = schema[LABELS];
  const own = labels === undefined ? [] : faultsOf(labels).map((message) => ({ path: [...path, LABELS], message }));
  const members = Object.entries(asObject(schema['properties'])).flatMap(([name, property]) =>
    findLabelFaults(asObject(property), [...path, 'properties', name]),
  );
  const items = schema['items'] === undefined ? [] : findLabelFaults(asObject(schema['items']), [...path, 'items']);
  return [...own, ...members, ...items];
}

function faultsOf(labels: unknown): string[] {
  const entries = Object.entries(asObject(labels));
  if (entries.length === 0) return ['must have a name for each language tag, such as {"de": "Vorname"}'];
  const tags = entries.map(([tag]) => canonicalLocale(tag));
  return [
    ...entries.filter((_, index) => tags[index] === undefined).map(([tag]) => `${tag} is not a language tag (BCP 47)`),
    ...entries
      .filter(([, name]) => typeof name !== 'string' || name.length === 0)
      .map(([tag]) => `the name for ${tag} must be a text`),
    ...(new Set(tags).size < tags.length && !tags.includes(undefined) ? ['must not have a language twice'] : []),
  ];
}

function asObject(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}
