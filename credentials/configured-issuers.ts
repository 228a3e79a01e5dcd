/** From the content of the issuers' file to its issuers, each with its version: what sessions begin with and keep. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../protocol/canonical-json.js';
import { type IssuerConfiguration, zIssuerConfiguration } from '../protocol/metadata/z-issuer-configuration.js';
import { type CheckClaims, checkIssuersFile } from './check-issuers-file.js';

export type IssuerVersion = {
  readonly version: string;
  readonly configuration: IssuerConfiguration;
  /** The issuer's member of the file as canonical JSON, before defaults: the same for every release that reads it. */
  readonly content: string;
};

/** Enough that no two states of one issuer's configuration ever meet. */
const DIGEST_CHARACTERS = 16;

/** @param content complete in itself, files already read */
export function readConfiguredIssuers(
  content: unknown,
  checkClaims: CheckClaims,
): { readonly issuers: readonly IssuerVersion[] } | { readonly mistakes: string } {
  const checked = checkIssuersFile(content, checkClaims);
  if ('mistakes' in checked) return checked;
  const raw = (content as { readonly issuers: readonly unknown[] }).issuers;
  return {
    issuers: checked.file.issuers.map((configuration, index) => {
      const text = canonicalJson(raw[index]);
      return { version: versionOf(checked.file.version, text), configuration, content: text };
    }),
  };
}

function versionOf(word: string, content: string): string {
  return `${word}-${createHash('sha256').update(content).digest('base64url').slice(0, DIGEST_CHARACTERS)}`;
}

/** As above, together with what was found wrong while the file was read. */
export function checkContent(
  read: { readonly content: unknown; readonly mistakes: readonly string[] },
  checkClaims: CheckClaims,
): ReturnType<typeof readConfiguredIssuers> {
  const ofReading = read.mistakes.map((one) => `✖ ${one}`);
  if (read.content === undefined) return { mistakes: ofReading.join('\n') };
  const checked = readConfiguredIssuers(read.content, checkClaims);
  if (ofReading.length === 0) return checked;
  return { mistakes: [...ofReading, ...('mistakes' in checked ? [checked.mistakes] : [])].join('\n') };
}

/** A version that was kept. @throws ZodError where this release does not understand it any more */
export function parseKeptConfiguration(content: string): IssuerConfiguration {
  return zIssuerConfiguration.parse(JSON.parse(content));
}
