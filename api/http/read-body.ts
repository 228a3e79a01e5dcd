/** Bodies as text, so that duplicate members and parameters can be seen before anything is parsed. */

import type { Request } from 'express';
import express from 'express';
import { findDuplicateMember, isNestedBeyond } from '../../protocol/credential-request/find-duplicate-member.js';
import type { Reason } from '../../protocol/errors/catalogue.js';
import { shownName } from '../../protocol/errors/describe-shape.js';
import { refuse } from '../../protocol/errors/protocol-error.js';

/** Room for thirty proofs with key attestations. */
export const BODY_LIMIT = 2 * 1024 * 1024;

/** No request is this deep; what walks one need not fear for its stack. */
const MOST_LEVELS = 64;

/** Any media type is read, so that a wrong one gets our answer and not the parser's. */
export const readText = express.text({ type: () => true, limit: BODY_LIMIT });

export function mediaTypeOf(request: Request): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

export function formPairs(request: Request, wrongType: Reason = 'token_content_type'): (readonly [string, string])[] {
  if (mediaTypeOf(request) !== 'application/x-www-form-urlencoded') {
    throw refuse(wrongType, {
      expected: 'application/x-www-form-urlencoded',
      provided: mediaTypeOf(request) || null,
    });
  }
  return [...new URLSearchParams(typeof request.body === 'string' ? request.body : '')];
}

/** A JSON body with no member twice; `JSON.parse` would silently keep the last. */
export function jsonBody(request: Request, reasons: JsonFaults & { readonly contentType: Reason }): unknown {
  if (mediaTypeOf(request) !== 'application/json') {
    throw refuse(reasons.contentType, { expected: 'application/json', provided: mediaTypeOf(request) || null });
  }
  return parseJson(typeof request.body === 'string' ? request.body : '', reasons);
}

type JsonFaults = { readonly malformed: Reason; readonly duplicate: Reason };

export function parseJson(text: string, reasons: JsonFaults): unknown {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw refuse(reasons.malformed, { reason: 'The body is not JSON.' }, error);
  }
  if (isNestedBeyond(text, MOST_LEVELS)) {
    throw refuse(reasons.malformed, { reason: `The body is nested more than ${MOST_LEVELS} levels deep.` });
  }
  const duplicate = findDuplicateMember(text);
  if (duplicate !== undefined) {
    const name = shownName(duplicate);
    throw refuse(reasons.duplicate, { reason: `The member \`${name}\` stands twice.`, provided: name });
  }
  return parsed;
}
