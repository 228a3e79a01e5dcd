/** What a request asks its response to be encrypted with (OID4VCI sections 8.2 and 9.1), against what the issuer offers. */
import { isJsonObject, shownText, typeName } from '../errors/describe-shape.js';
import { refuse } from '../errors/protocol-error.js';
import type {
  ContentEncryption,
  EncryptionConfiguration,
  KeyManagementAlgorithm,
} from './z-encryption-configuration.js';

/** The parameters fit what is offered; whether the key is one is for `verifyResponseKey` to say. */
export type RequestedEncryption = {
  readonly alg: KeyManagementAlgorithm;
  readonly enc: ContentEncryption;
  readonly zip: boolean;
  /** Compression was asked for that is not offered, and is left out: whoever asked can read a response without it. */
  readonly zipLeftOut?: true;
  /** Goes back in the header, if the key has one. */
  readonly kid?: string;
  readonly jwk: Readonly<Record<string, unknown>>;
};

/**
 * The encryption asked for, or nothing where none is asked for and none is needed.
 *
 * @param raw the member `credential_response_encryption` of this very request, absent when it is null
 * @param wasEncrypted whether the request came as a JWE: in a plain one, anybody on the way could exchange the key
 * @param mayBePlain whether an older wallet is forgiven a plain one
 */
export function checkResponseEncryption(
  raw: unknown,
  offered: EncryptionConfiguration,
  { wasEncrypted, mayBePlain }: { readonly wasEncrypted: boolean; readonly mayBePlain: boolean },
): RequestedEncryption | undefined {
  if (raw === undefined) {
    if (offered.response !== 'required') return undefined;
    throw refuse('response_encryption_missing', { expected: 'credential_response_encryption', provided: null });
  }
  if (offered.response === 'off') throw refuse('encryption_unsupported');
  if (!wasEncrypted && !mayBePlain) throw refuse('response_encryption_in_plain_request');
  if (!isJsonObject(raw)) throw malformed('credential_response_encryption', 'object', raw);
  const { jwk, kid, alg } = readKey(raw);
  return {
    alg: offeredOr('alg', alg, offered.response_alg_values),
    enc: offeredOr('enc', raw.enc, offered.enc_values),
    ...readZip(raw.zip, offered.compression),
    jwk,
    ...(kid !== undefined && { kid }),
  };
}

/** Drafts 13 to 15 put `alg` beside the key; since then it stands inside, and where it stands there it counts. */
function readKey(raw: Readonly<Record<string, unknown>>) {
  const { jwk } = raw;
  if (!isJsonObject(jwk)) throw malformed('jwk', 'object', jwk);
  const alg = jwk.alg ?? raw.alg;
  if (alg == null) throw refuse('response_key_without_alg', { expected: 'alg in jwk', provided: null });
  const { kid } = jwk;
  if (kid != null && (typeof kid !== 'string' || kid.length > 256)) throw malformed('kid', 'string', kid);
  return { jwk, alg, kid: kid ?? undefined };
}

function readZip(zip: unknown, isOffered: boolean): Pick<RequestedEncryption, 'zip' | 'zipLeftOut'> {
  if (zip == null) return { zip: false };
  offeredOr('zip', zip, ['DEF']);
  return isOffered ? { zip: true } : { zip: false, zipLeftOut: true };
}

function offeredOr<T extends string>(name: string, value: unknown, offered: readonly T[]): T {
  if (typeof value !== 'string') throw malformed(name, 'string', value);
  const found = offered.find((one) => one === value);
  if (found !== undefined) return found;
  throw refuse('response_encryption_unsupported', {
    reason: `The value of \`${name}\` is not among those of the metadata.`,
    expected: offered,
    provided: shownText(value),
  });
}

function malformed(member: string, expected: string, value: unknown) {
  return refuse('response_encryption_malformed', {
    reason: `\`${member}\` is not of the right type or too long.`,
    expected,
    provided: typeName(value),
  });
}
