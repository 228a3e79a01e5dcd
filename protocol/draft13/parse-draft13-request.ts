/** A credential request of drafts 13 to 15, read into the form of the final text, so that one set of rules judges both. */
import type { CredentialRequest } from '../credential-request/z-credential-request.js';
import { parseCredentialRequest } from '../credential-request/z-credential-request.js';
import { isJsonObject, shownText } from '../errors/describe-shape.js';
import { refuse } from '../errors/protocol-error.js';
import { resolveVct } from '../metadata/build-type-metadata.js';
import type { CredentialConfiguration } from '../metadata/z-credential-configuration.js';
import type { Generation } from './detect-generation.js';

type Body = Readonly<Record<string, unknown>>;
export type Choices = {
  /** Credential issuer identifier, which a `vct` may be below. */
  readonly identifier: string;
  readonly configurations: Readonly<Record<string, CredentialConfiguration>>;
  /** Ids the token covers. */
  readonly covered: readonly string[];
};

/** The proofs are passed on unread, and refused in their turn if they are none. */
export function parseDraft13Request(body: unknown, generation: Generation, choices: Choices): CredentialRequest {
  if (generation === 'final' || !isJsonObject(body)) return parseCredentialRequest(body);
  const isNamedByFormat = body.credential_configuration_id == null && body.credential_identifier == null;
  return parseCredentialRequest({
    ...body,
    ...(body.proofs == null && { proofs: toProofs(body.proof) }),
    ...(isNamedByFormat && body.format != null && { credential_configuration_id: resolveFormat(body, choices) }),
  });
}

/** Whether the wallet asked for the name the SD-JWT format had before draft 15; verifiers of that time look for it. */
export function wantsOldSdJwtType(body: unknown): boolean {
  return isJsonObject(body) && body.format === 'vc+sd-jwt';
}

/** `{proof_type: "jwt", jwt}` is `{jwt: [jwt]}`; types that went away meanwhile stay what they are and are refused. */
function toProofs(proof: unknown): unknown {
  if (!isJsonObject(proof)) return proof;
  const { proof_type: type } = proof;
  return typeof type === 'string' ? { [type]: [proof[type]] } : [];
}

/** The one configuration the token covers that is meant. More than one, or none, is for the wallet to mend. */
function resolveFormat(body: Body, { identifier, configurations, covered }: Choices): string {
  const format = body.format === 'vc+sd-jwt' ? 'dc+sd-jwt' : body.format;
  const known = Object.entries(configurations).filter(([, one]) => one.format === format);
  if (known.length === 0) {
    throw refuse('draft13_format_unsupported', {
      expected: [...new Set(Object.values(configurations).map((one) => one.format))],
      provided: shownText(body.format),
      draft: '13',
    });
  }
  const meant = known.filter(([id, one]) => covered.includes(id) && isOfType(one, body, identifier));
  const [only] = meant;
  if (only !== undefined && meant.length === 1) return only[0];
  throw refuse('draft13_type_unsupported', {
    reason: `${meant.length} of the configurations the token covers have this format and type.`,
    expected: known.filter(([id]) => covered.includes(id)).map(([, one]) => typeOf(one, identifier)),
    provided: shownText(body.doctype ?? body.vct),
    draft: '13',
  });
}

/** A wallet that names no type means whatever there is of the format. */
function isOfType(configuration: CredentialConfiguration, body: Body, identifier: string): boolean {
  const named = namedType(configuration, body);
  return named == null || named === typeOf(configuration, identifier);
}

function namedType(configuration: CredentialConfiguration, body: Body): unknown {
  if (configuration.format === 'mso_mdoc') return body.doctype;
  if (configuration.format === 'dc+sd-jwt') return body.vct;
  const type = isJsonObject(body.credential_definition) ? body.credential_definition.type : undefined;
  // Joining anything but texts would run whatever `toString` the wallet put there.
  return Array.isArray(type) && type.every((one) => typeof one === 'string') ? type.join(' ') : type;
}

/** As the metadata says it, which is where the wallet has it from. */
function typeOf(configuration: CredentialConfiguration, identifier: string): string {
  if (configuration.format === 'mso_mdoc') return configuration.doctype;
  if (configuration.format === 'dc+sd-jwt') return resolveVct(configuration.vct, identifier);
  return configuration.credential_definition.type.join(' ');
}
