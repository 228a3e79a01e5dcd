/**
 * Recursive selective disclosure (RFC 9901, sections 4.2 and 6.3): every claim, every nested property and every array
 * element gets a disclosure of its own, as the EUDI PID requires (EU-05) and as any verifier can handle.
 */
import { createHash } from 'node:crypto';
import { parseBinaryClaim } from '../binary-claim.js';
import { claimKind, itemSchema, MAX_CLAIM_DEPTH, pointer, propertySchema, type SchemaNode } from '../claim-schema.js';
import { UnusableClaims } from '../credential-format.js';
import { checkWellFormed } from '../well-formed.js';

/** Randomness comes from the caller; both must be fresh at every call. */
export type DisclosureSecrets = {
  /** Base64url of at least 128 random bits (RFC 9901, 9.3). */
  readonly salt: () => string;
  /** A digest that stands for nothing (RFC 9901, 4.2.5). */
  readonly decoy: () => string;
};

export type DisclosureRules = {
  readonly secrets: DisclosureSecrets;
  readonly root: SchemaNode;
  readonly decoyFloor: number;
};

export type DisclosedObject = { readonly _sd?: readonly string[] };

type Work = DisclosureRules & { readonly disclosures: string[] };

/** Returns the top-level `_sd` (absent when there is nothing to disclose) and all disclosures. */
export function buildDisclosures(
  claims: Readonly<Record<string, unknown>>,
  rules: DisclosureRules,
): { object: DisclosedObject; disclosures: readonly string[] } {
  const work: Work = { ...rules, disclosures: [] };
  const object = buildObject(claims, rules.root, '', 0, work);
  return { object, disclosures: work.disclosures };
}

function buildObject(object: object, schema: SchemaNode, path: string, depth: number, work: Work): DisclosedObject {
  const digests: string[] = [];
  for (const [name, value] of Object.entries(object)) {
    const at = pointer(path, name);
    checkName(name, at);
    const built = buildValue(value, propertySchema(schema, name, work.root), at, depth + 1, work);
    digests.push(disclose([work.secrets.salt(), name, built], work));
  }
  while (digests.length < work.decoyFloor) digests.push(work.secrets.decoy());
  // Sorted, because the order of the claims is information too (RFC 9901, 4.2.4.1).
  return digests.length === 0 ? {} : { _sd: digests.sort() };
}

function buildValue(value: unknown, schema: SchemaNode, path: string, depth: number, work: Work): unknown {
  if (depth > MAX_CLAIM_DEPTH) throw new UnusableClaims(`${path} is nested too deeply`);
  if (Array.isArray(value)) {
    return value.map((entry, index) => {
      const at = pointer(path, index);
      const built = buildValue(entry, itemSchema(schema, index, work.root), at, depth + 1, work);
      return { '...': disclose([work.secrets.salt(), built], work) };
    });
  }
  if (typeof value === 'object' && value !== null) return buildObject(value, schema, path, depth, work);
  if (typeof value === 'string') return buildText(value, schema, path);
  if (value === null || typeof value === 'boolean' || Number.isFinite(value)) return value;
  throw new UnusableClaims(`${path} is not a JSON value`);
}

/** Binary data is a data URI in JSON (PID Rulebook 4.1.1); empty stays empty, it means there is none. */
function buildText(value: string, schema: SchemaNode, path: string): string {
  if (claimKind(schema) === 'binary') {
    const { mediaType, base64 } = parseBinaryClaim(value, path);
    const declared = typeof schema.contentMediaType === 'string' ? schema.contentMediaType : 'image/jpeg';
    return base64 === '' ? '' : `data:${mediaType ?? declared};base64,${base64}`;
  }
  return checkWellFormed(value, path);
}

/** RFC 9901, 4.1: these two names are the mechanism itself, at any depth. */
function checkName(name: string, path: string): void {
  if (name === '_sd' || name === '...') throw new UnusableClaims(`${path} uses a name reserved by SD-JWT`);
  checkWellFormed(name, path);
}

/** The digest covers the base64url text, not what it encodes (RFC 9901, 4.2.3). */
function disclose(content: readonly unknown[], work: Work): string {
  const disclosure = Buffer.from(JSON.stringify(content), 'utf8').toString('base64url');
  work.disclosures.push(disclosure);
  return digestDisclosure(disclosure);
}

export function digestDisclosure(disclosure: string): string {
  return createHash('sha256').update(disclosure, 'ascii').digest('base64url');
}
