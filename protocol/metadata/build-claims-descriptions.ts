/** Claims descriptions (OID4VCI appendix B.2) out of a configuration's JSON Schema, the one source for both. */
import { type ClaimLabel, labelsOf } from './claim-labels.js';
import type { ClaimsSchema, CredentialConfiguration } from './z-credential-configuration.js';

export type ClaimDescription = {
  readonly path: readonly (string | null)[];
  readonly mandatory?: true;
  readonly display?: readonly ClaimLabel[];
};

type Schema = Readonly<Record<string, unknown>>;
type Place = {
  readonly path: readonly (string | null)[];
  readonly isPromised: boolean;
  readonly locale: string | undefined;
};

/** Depth at which descriptions stop: a wallet shows no form deeper than that, and a schema may be written without end. */
const MAX_DEPTH = 8;

/** Where in the credential the claims begin (OID4VCI appendix C): what a claims path of this format starts with. */
export function claimsRootOf(configuration: CredentialConfiguration): string[] {
  switch (configuration.format) {
    case 'mso_mdoc':
      return [configuration.namespace];
    case 'dc+sd-jwt':
      return [];
    case 'jwt_vc_json':
      return ['credentialSubject'];
  }
}

/**
 * One description per property, objects before their members; the elements of an array are `null` in the path.
 * `mandatory` is a promise that the claim is always there (section 12.2.4), so it needs every ancestor to be required;
 * members of array elements are never promised, as the array may be empty.
 *
 * @param root path before the first claim: the namespace for mdoc, nothing for SD-JWT VC
 * @param locale the language of `title`s (`labelLocaleOf`)
 */
export function buildClaimsDescriptions(
  schema: ClaimsSchema,
  root: readonly string[],
  locale: string | undefined,
): ClaimDescription[] {
  return describeMembers(schema, { path: root, isPromised: true, locale });
}

function describeMembers(schema: Schema, place: Place): ClaimDescription[] {
  if (place.path.length > MAX_DEPTH) return [];
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(asSchema(schema.properties)).flatMap(([name, property]) =>
    describeClaim(asSchema(property), {
      ...place,
      path: [...place.path, name],
      isPromised: place.isPromised && required.includes(name),
    }),
  );
}

function describeClaim(schema: Schema, place: Place): ClaimDescription[] {
  const display = labelsOf(schema, place.locale);
  const own: ClaimDescription = {
    path: place.path,
    ...(place.isPromised && { mandatory: true }),
    ...(display.length > 0 && { display }),
  };
  // A claim is an object or an array: descriptions of both kinds below one path would contradict each other.
  const below =
    schema.properties === undefined
      ? describeMembers(asSchema(schema.items), { ...place, path: [...place.path, null], isPromised: false })
      : describeMembers(schema, place);
  return [own, ...below];
}

function asSchema(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}
