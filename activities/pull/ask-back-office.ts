/** One call of a back office: who we are, what we want to know, and what came of it. */
import { heartbeat } from '@temporalio/activity';
import type { OutboundAnswer, OutboundError, OutboundRequest } from '../../ports/outbound.js';
import type { PullSubject } from '../../ports/pulled-claims.js';
import { signClaimsRequest } from '../../protocol/claims-source/sign-claims-request.js';
import type { PulledClaimsSource } from '../../protocol/metadata/z-pulled-claims.js';
import type { PullClaims } from '../types.js';
import type { PullDependencies } from './dependencies.js';
import { nameQuestion } from './name-question.js';

const MOST_BYTES = 1_048_576;
/** A third of what a worker that died is noticed by. */
const HEARTBEAT = 3000;

type Dependencies = Pick<PullDependencies, 'sendToBackOffice' | 'readBackOfficeSecret'> & { readonly now: () => Date };

/**
 * Any HTTP status is an answer; no answer is the kind of failure.
 * @throws Error naming a secret that is not there
 */
export async function askBackOffice(
  deps: Dependencies,
  source: PulledClaimsSource,
  input: PullClaims,
  subject: PullSubject,
  signal: AbortSignal,
): Promise<OutboundAnswer | { readonly failed: OutboundError['kind'] }> {
  const request = buildRequest(deps, source, input, subject);
  const beating = setInterval(() => heartbeat(), HEARTBEAT);
  try {
    return await deps.sendToBackOffice({ ...request, signal });
  } catch (error) {
    return { failed: (error as Partial<OutboundError>).kind ?? 'unreachable' };
  } finally {
    clearInterval(beating);
  }
}

function buildRequest(
  { readBackOfficeSecret: read, now }: Dependencies,
  source: PulledClaimsSource,
  input: PullClaims,
  { reference, metadata }: PullSubject,
): OutboundRequest {
  const { requestId, questionId } = nameQuestion(input);
  const body = JSON.stringify({
    request_id: requestId,
    session_id: input.sessionId,
    issuer: input.issuer,
    credential_configuration_id: input.configurationId,
    reference: reference ?? null,
    metadata: metadata ?? null,
  });
  const timestamp = Math.floor(now().getTime() / 1000);
  const { bearer, signing_secret, tls, url, timeout } = source;
  return {
    url,
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'idempotency-key': questionId,
      'webhook-id': questionId,
      'webhook-timestamp': String(timestamp),
      ...(bearer === undefined ? {} : { authorization: `Bearer ${read(bearer)}` }),
      ...(signing_secret === undefined
        ? {}
        : { 'webhook-signature': signClaimsRequest(read(signing_secret), { id: questionId, timestamp, body }) }),
    },
    body,
    timeoutMs: timeout * 1000,
    maxBytes: MOST_BYTES,
    ...(tls === undefined ? {} : { tls: readTls(tls, read) }),
  };
}

function readTls(
  { client, ca }: NonNullable<PulledClaimsSource['tls']>,
  read: PullDependencies['readBackOfficeSecret'],
): NonNullable<OutboundRequest['tls']> {
  return {
    ...(client === undefined ? {} : { cert: read(client.cert), key: read(client.key) }),
    ...(ca === undefined ? {} : { ca: read(ca) }),
  };
}
