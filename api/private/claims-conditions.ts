/** `If-Match` and `If-None-Match` on claims: entity tags of what was supplied, and what a request expects of them. */
import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { ExpectedClaims } from '../../ports/back-office.js';
import { ProtocolError, refuse } from '../../protocol/errors/protocol-error.js';
import type { DeliverableView } from '../../protocol/session-view.js';

/** Tags without quotation marks, `*` for anything, empty for nothing yet. Absent: no condition. */
export type Condition = ExpectedClaims | undefined;

const TAG = /^(W\/)?"([\x21\x23-\x7E]{0,200})"$/;
const TAG_LENGTH = 22;

/** @throws ProtocolError `precondition_invalid` */
export function readCondition(request: Request): Condition {
  const match = request.get('If-Match');
  const noneMatch = request.get('If-None-Match');
  if (match === undefined && noneMatch === undefined) return undefined;
  if (match !== undefined && noneMatch !== undefined)
    throw refuse('precondition_invalid', { reason: 'If-Match and If-None-Match exclude each other.' });
  if (match === undefined) {
    if (noneMatch?.trim() !== '*') throw refuse('precondition_invalid', { expected: 'If-None-Match: *' });
    return [];
  }
  return match.split(',').map((one) => tagIn(one.trim()));
}

/** A weak tag fits nothing: If-Match compares strongly (RFC 9110 section 13.1.1). */
function tagIn(text: string): string {
  if (text === '*') return text;
  const [, weak, tag] = TAG.exec(text) ?? [];
  if (tag === undefined) throw refuse('precondition_invalid', { expected: 'If-Match: "tag", "tag"' });
  return `${weak ?? ''}${tag}`;
}

export const quoted = (tag: string): string => `"${tag}"`;

/** Of all the deliverables of a session together; another one whenever claims of one of them change. */
export function tagOfSet(deliverables: readonly DeliverableView[]): string {
  const facts = deliverables.map((one) => [one.configurationId, one.claimsDigest ?? null]);
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, TAG_LENGTH);
}

/**
 * A condition on the whole set as conditions on its members, which the session judges in the step that changes them.
 *
 * @param given digests of what is to be supplied: where all of it is there already, it was this request that did it
 * @throws ProtocolError `claims_precondition_failed`
 */
export function expectedOfSet(
  condition: Condition,
  deliverables: readonly DeliverableView[],
  given: Readonly<Record<string, string>> = {},
): Readonly<Record<string, ExpectedClaims>> | undefined {
  if (condition === undefined || condition.includes('*')) return undefined;
  const each = (expected: (one: DeliverableView) => ExpectedClaims) =>
    Object.fromEntries(deliverables.map((one) => [one.configurationId, expected(one)]));
  if (condition.length === 0) return each(() => []);
  const members = Object.entries(given);
  const digestOf = (id: string) => deliverables.find((one) => one.configurationId === id)?.claimsDigest;
  const isApplied = members.length > 0 && members.every(([id, digest]) => digestOf(id) === digest);
  const tag = tagOfSet(deliverables);
  if (!isApplied && !condition.includes(tag))
    throw refuse('claims_precondition_failed', { expected: condition, provided: tag });
  return each(({ claimsDigest }) => (claimsDigest === undefined ? [] : [claimsDigest]));
}

/** The session says only that the condition failed; what is there instead comes from its record. */
export async function explained<T>(
  condition: Condition,
  act: () => Promise<T>,
  loadTag: () => Promise<string | undefined>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ProtocolError) || error.reason !== 'claims_precondition_failed') throw error;
    if (error.evidence.expected !== undefined) throw error;
    throw refuse(
      'claims_precondition_failed',
      {
        expected: condition?.length === 0 ? 'no claims yet' : condition,
        provided: (await loadTag()) ?? 'no claims yet',
      },
      error,
    );
  }
}
