/** Credential request (OID4VCI section 8.2). The proofs come later in the order of evaluation: `z-proofs.ts`. */
import { z } from 'zod';
import { isJsonObject, quotedNames, shownNames, typeName } from '../errors/describe-shape.js';
import { refuse } from '../errors/protocol-error.js';

export { parseProofs, type RequestedProofs } from './z-proofs.js';

/** Not `min(1)`, which measures objects too, and may throw before anybody knows which member it was. */
const zName = z.string().refine((name) => name !== '');

/** Members that are null count as absent, as serializers of wallets write them; unknown ones are ignored. */
export const zCredentialRequest = z.looseObject({
  credential_identifier: zName.nullish(),
  credential_configuration_id: zName.nullish(),
  proofs: z.unknown().optional(),
  credential_response_encryption: z.unknown().optional(),
});

export type CredentialSelector = { readonly kind: 'identifier' | 'configuration'; readonly value: string };

export type CredentialRequest = {
  readonly selector: CredentialSelector;
  /** Raw; absent when the member is missing or null. */
  readonly proofs?: unknown;
  /** Raw; absent when the member is missing or null. */
  readonly responseEncryption?: unknown;
};

/** The members by which drafts up to 14 named the credential. */
const DRAFT_13_SELECTORS = ['format', 'doctype', 'vct', 'credential_definition', 'types', 'claims'];

/** A request that names one credential, in exactly one way. Existence, coverage, proofs and encryption are unchecked. */
export function parseCredentialRequest(body: unknown): CredentialRequest {
  if (!isJsonObject(body)) {
    throw refuse('request_malformed', {
      reason: 'The body is not a JSON object.',
      expected: 'object',
      provided: typeName(body),
    });
  }
  const parsed = zCredentialRequest.safeParse(body);
  if (!parsed.success) throw malformedSelector(body, String(parsed.error.issues[0]?.path[0]));
  const { proofs, credential_response_encryption } = parsed.data;
  return {
    selector: parseSelector(parsed.data),
    ...(proofs != null && { proofs }),
    ...(credential_response_encryption != null && { responseEncryption: credential_response_encryption }),
  };
}

/** Section 8.2: exactly one of the two members. */
function parseSelector(request: z.infer<typeof zCredentialRequest>): CredentialSelector {
  const { credential_identifier: identifier, credential_configuration_id: configuration } = request;
  if (identifier != null && configuration != null) {
    throw refuse('selector_both', {
      reason: 'The request contains both `credential_identifier` and `credential_configuration_id`.',
      expected: 'one of credential_identifier, credential_configuration_id',
      provided: ['credential_identifier', 'credential_configuration_id'],
    });
  }
  if (identifier != null) return { kind: 'identifier', value: identifier };
  if (configuration != null) return { kind: 'configuration', value: configuration };
  throw missingSelector(request);
}

function missingSelector(request: Readonly<Record<string, unknown>>) {
  const present = Object.keys(request).filter((name) => request[name] != null);
  const draft13 = DRAFT_13_SELECTORS.filter((name) => present.includes(name));
  const isDraft13 = draft13.includes('format');
  const provided = isDraft13 ? draft13 : shownNames(present);
  return refuse('selector_missing', {
    reason: `The credential request must contain either \`credential_identifier\` or \`credential_configuration_id\`; neither was provided. Found members: ${quotedNames(provided)}.`,
    expected: ['credential_identifier', 'credential_configuration_id'],
    provided,
    ...(isDraft13 && { draft: '13', help: DRAFT_13_HELP }),
  });
}

/**
 * The body with the one configuration its token covers, where it names none: the examples of the Age Verification profile
 * do (AV-11). A request that names it as drafts did is left alone, so that it gets the diagnosis it needs.
 */
export function inferSelector(body: unknown, covered: readonly string[]): { body: unknown; inferred?: string } {
  const [only, ...others] = covered;
  if (!isJsonObject(body) || only === undefined || others.length > 0) return { body };
  const isNamed = ['credential_identifier', 'credential_configuration_id', ...DRAFT_13_SELECTORS].some(
    (member) => body[member] != null,
  );
  return isNamed ? { body } : { body: { ...body, credential_configuration_id: only }, inferred: only };
}

const DRAFT_13_HELP =
  'The wallet speaks draft 13 of the protocol, which named the credential by `format` and a type. Since the final text, include `credential_identifier`, taken from authorization_details of the token response, or `credential_configuration_id`, a key of credential_configurations_supported in the metadata at /.well-known/openid-credential-issuer; and send key proofs as `proofs`. Update the wallet or its library.';

function malformedSelector(body: Readonly<Record<string, unknown>>, member: string) {
  const value = body[member];
  return refuse('selector_malformed', {
    reason: `The member \`${member}\` is not a non-empty string.`,
    expected: 'non-empty string',
    provided: value === '' ? 'empty string' : typeName(value),
  });
}
