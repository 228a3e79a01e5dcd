/** The registry's rows of one issuance: one for each credential of the batch, each with an entry of its own. */
import { createHash } from 'node:crypto';
import { buildValidityPeriod } from '../credentials/build-validity-period.js';
import type { CredentialSigner, StatusReference } from '../credentials/credential-format.js';
import type { RegisteredCredential } from '../ports/credential-registry.js';
import type { ConfiguredIssuer } from '../ports/issuing.js';
import type { AcceptedRequest } from '../protocol/credential-request/accepted-request.js';
import type { CredentialConfiguration } from '../protocol/metadata/z-credential-configuration.js';
import type { ActivityDependencies } from './dependencies.js';
import { followedStatus } from './follow-attestation-status.js';
import { identifySigner } from './identify-signer.js';
import type { IssueCredentials } from './types.js';

const ID_LENGTH = 22;

/**
 * Durable when it returns. A second run of the same issuance gets the rows of the first, with the same entries and the
 * same time of issuance (ST-09); what it reserved in vain is wasted.
 */
export async function registerIssuance(
  deps: ActivityDependencies,
  input: IssueCredentials,
  { configured, configuration }: { configured: ConfiguredIssuer; configuration: CredentialConfiguration },
  { count, signer, request }: { count: number; signer: CredentialSigner; request: AcceptedRequest },
): Promise<readonly RegisteredCredential[]> {
  // A row serves the change of a status; a credential without one needs none, and its wallet no write to wait for.
  if (configuration.status === undefined) return [];
  const now = deps.now();
  const entries = await reserveEntries(deps, configured, configuration, count);
  const validity = buildValidityPeriod(configuration.validity, signer, now);
  const rows = Array.from({ length: count }, (_, position): RegisteredCredential => {
    const entry = entries[position];
    return {
      id: credentialId(input.requestId, position),
      sessionId: input.sessionId,
      issuer: input.issuer,
      configurationId: input.configurationId,
      configurationVersion: input.configurationVersion,
      ...(input.subjectDigest === undefined ? {} : { subjectDigest: input.subjectDigest }),
      issuedAt: now.getTime(),
      validUntil: validity.until.getTime(),
      ...(entry === undefined ? {} : { entry }),
      signedBy: identifySigner(signer),
      status: 'valid',
      ...followedStatus(request, configured.issuer.attestation_recheck_interval),
    };
  });
  return deps.registerCredentials(rows);
}

/** What stands in the credential, or nothing where its configuration has no `status`. */
export function statusOf(row: RegisteredCredential | undefined): { status?: StatusReference } {
  const entry = row?.entry;
  return entry === undefined ? {} : { status: { status_list: { idx: entry.index, uri: entry.uri } } };
}

function reserveEntries(
  deps: ActivityDependencies,
  { identifier, issuer }: ConfiguredIssuer,
  { status, format }: CredentialConfiguration,
  count: number,
) {
  if (status === undefined) return [];
  // Only sets what a fetch without preference is answered with: every list is served in both encodings.
  const form = format === 'mso_mdoc' ? 'cwt' : 'jwt';
  const addressOf = (id: string): string => `${identifier}/status_lists/${id}`;
  return deps.reserveStatusEntries(
    { issuer: issuer.id, bits: status.bits, form },
    { count, size: issuer.status_lists.size, addressOf },
  );
}

function credentialId(requestId: string, position: number): string {
  return createHash('sha256').update(`credential ${requestId} ${position}`).digest('base64url').slice(0, ID_LENGTH);
}
