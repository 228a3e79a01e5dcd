/** The issuers' file as a whole: its shape, and what only the formats can judge. */
import { z } from 'zod';
import { checkShape } from '../protocol/check-shape.js';
import { buildTypeMetadataText } from '../protocol/metadata/build-type-metadata.js';
import { findUnknownMembers, type UnknownMember } from '../protocol/metadata/find-unknown-members.js';
import { type IssuersFile, zIssuersFile } from '../protocol/metadata/z-issuer-configuration.js';
import type { ClaimProblem } from './check-claims.js';

export type CheckClaims = (
  schema: IssuersFile['issuers'][number]['credential_configurations'][string]['claims_schema'],
  claims: unknown,
) => ClaimProblem[];

export type CheckedIssuersFile = { readonly file: IssuersFile } | { readonly mistakes: string };

/**
 * Guarantees that every member is known and every claims schema compiles, so that a mistake in one is met at start and not
 * by a back office.
 */
export function checkIssuersFile(value: unknown, checkClaims: CheckClaims): CheckedIssuersFile {
  const parsed = checkShape(zIssuersFile, value);
  const unknown = findUnknownMembers(zIssuersFile, value);
  if (!parsed.success) return { mistakes: describe(unknown, parsed.error) };
  const mistakes = parsed.data.issuers.flatMap((issuer) => [
    ...Object.entries(issuer.credential_configurations).flatMap(([id, configuration]) => {
      const at = `issuer ${issuer.id}, ${id}`;
      return [
        ...schemaFault(configuration.claims_schema, checkClaims).map((fault) => `✖ ${at}: claims_schema: ${fault}`),
        // ISO 18013-5: the mobile security object names a device key; there is no mdoc without one.
        ...(configuration.format === 'mso_mdoc' && !configuration.key_binding
          ? [`✖ ${at}: an mdoc needs key_binding`]
          : []),
      ];
    }),
    ...findSharedTypes(issuer).map((fault) => `✖ issuer ${issuer.id}: ${fault}`),
  ]);
  if (unknown.length > 0) mistakes.unshift(describe(unknown));
  return mistakes.length === 0 ? { file: parsed.data } : { mistakes: mistakes.join('\n') };
}

/** SV-21: one address has one document, and what it said of the one would be said of the other. */
function findSharedTypes({ display, credential_configurations }: IssuersFile['issuers'][number]): string[] {
  const served = new Map<string, { readonly id: string; readonly text: string }>();
  const faults: string[] = [];
  for (const [id, one] of Object.entries(credential_configurations)) {
    if (one.format !== 'dc+sd-jwt' || !one.vct.startsWith('/')) continue;
    const text = buildTypeMetadataText(one, '', display[0]?.locale);
    const other = served.get(one.vct);
    if (other === undefined) served.set(one.vct, { id, text });
    else if (other.text !== text)
      faults.push(`${other.id} and ${id} share the vct ${one.vct} and would publish different type metadata under it`);
  }
  return faults;
}

/** What strict schemas refuse by themselves is told once, with its place. */
function describe(unknown: readonly UnknownMember[], error?: z.ZodError): string {
  const others = error?.issues.filter(({ code }) => code !== 'unrecognized_keys' || unknown.length === 0) ?? [];
  const own = unknown.map((one) => ({ code: 'custom' as const, ...one }));
  return z.prettifyError(new z.ZodError([...own, ...others]));
}

function schemaFault(schema: Parameters<CheckClaims>[0], checkClaims: CheckClaims): string[] {
  try {
    checkClaims(schema, {});
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}
