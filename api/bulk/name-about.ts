/**
 * Whom and what a line is about, as far as it says so: by this its row is found when its session or person is erased, and
 * what is about one session stays in its order. A line that is refused says it too.
 */
import type { BulkRow } from '../../ports/bulk.js';
import type { BulkDependencies } from './dependencies.js';
import type { Upload } from './receive-upload.js';

/** As `z-bulk` limits them; what is longer is refused anyway. */
const LONGEST = 200;

export function nameAbout(
  { digest, findIssuerId }: Pick<BulkDependencies, 'digest' | 'findIssuerId'>,
  { kind, caller }: Pick<Upload, 'kind' | 'caller'>,
  value: Readonly<Record<string, unknown>>,
): Pick<BulkRow, 'sessionId' | 'referenceDigest' | 'subjectDigest'> {
  const { session_id: sessionId, reference, subject_id: subject, issuer: named } = value;
  if (kind === 'claims') {
    if (isName(sessionId)) return { sessionId };
    return isName(reference) ? { referenceDigest: digestReference(digest, caller.issuer, reference) } : {};
  }
  const issuer = findIssuerId(isName(named) ? named : caller.issuer);
  if (issuer === undefined || typeof subject !== 'string') return {};
  return { subjectDigest: digest('subject', issuer, subject) };
}

/** @param issuer that the caller is bound to; others mean the sessions of all issuers */
export function digestReference(
  digest: BulkDependencies['digest'],
  issuer: string | undefined,
  reference: string,
): string {
  return digest('bulk-reference', issuer ?? '', reference);
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST;
}
