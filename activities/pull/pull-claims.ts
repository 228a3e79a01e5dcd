/**
 * Claims from a back office, asked for once. What comes is checked, sealed and stored here; the workflow hears of a
 * reference and a keyed digest. Failures stand in history: they have a reason and no word of the answer.
 */
import { activityInfo, cancellationSignal } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { SessionKey } from '../../ports/issuing.js';
import type { OutboundAnswer } from '../../ports/outbound.js';
import type { PullSubject } from '../../ports/pulled-claims.js';
import { canonicalJson } from '../../protocol/canonical-json.js';
import type { ClaimsAnswer } from '../../protocol/claims-source/parse-claims-answer.js';
import { parseClaimsAnswer } from '../../protocol/claims-source/parse-claims-answer.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { CredentialConfiguration } from '../../protocol/metadata/z-issuer-configuration.js';
import type { PulledClaimsSource } from '../../protocol/metadata/z-pulled-claims.js';
import { sealingContext } from '../../protocol/sealing-contexts.js';
import type { ActivityDependencies } from '../dependencies.js';
import { findConfiguration, openClaims, openKey } from '../open-material.js';
import type { PullClaims, PulledClaims } from '../types.js';
import { askBackOffice } from './ask-back-office.js';
import { nameQuestion } from './name-question.js';
import { createPullReports } from './report-pull.js';

type Place = {
  readonly input: PullClaims;
  readonly configuration: CredentialConfiguration;
  readonly key: SessionKey;
  readonly publicKey: Uint8Array;
  readonly reference: string;
};

export function createPullClaims(deps: ActivityDependencies) {
  return async (input: PullClaims): Promise<PulledClaims> => {
    const { configuration } = findConfiguration(deps, input);
    const source = configuration.claims_source;
    // Another version of the configuration than the session's: left to a worker that has the right one.
    if (source.kind !== 'pull') throw new Error(`${input.configurationId} has no back office to be asked here`);
    const reference = nameQuestion(input).questionId;
    const material = await deps.loadIssuanceMaterial({ sessionId: input.sessionId, claimsReference: reference });
    const key = openKey(deps, input, material.dataKey);
    // An earlier attempt stored its claims and could not say so any more.
    if (material.claims !== undefined) return found(deps, input, key, material.claims, configuration, reference);
    const subject = await deps.loadPullSubject(input.sessionId);
    if (subject === undefined) throw refuse('credential_denied');
    const signal = cancellationSignal();
    const answer = await ask(deps, source, input, subject, signal);
    // Nobody needs it any more, and the session may be forgotten already.
    if (signal.aborted) throw again();
    return settle(deps, { input, configuration, key, publicKey: subject.publicKey, reference }, answer);
  };
}

async function ask(
  deps: ActivityDependencies,
  source: PulledClaimsSource,
  input: PullClaims,
  subject: PullSubject,
  signal: AbortSignal,
): Promise<ClaimsAnswer & { readonly status?: number; readonly failed?: string }> {
  const answer: OutboundAnswer | { readonly failed: string } = await askBackOffice(
    deps,
    source,
    input,
    subject,
    signal,
  );
  if (!('failed' in answer)) return { ...parseClaimsAnswer(answer, deps.now()), status: answer.status };
  const { failed } = answer;
  const isFinal = failed === 'forbidden_address' || failed === 'invalid_url' || failed === 'too_large';
  return { ...(isFinal ? { kind: 'invalid', why: failed } : { kind: 'trouble' }), failed };
}

async function settle(
  deps: ActivityDependencies,
  place: Place,
  answer: Awaited<ReturnType<typeof ask>>,
): Promise<PulledClaims> {
  const { status, failed } = answer;
  const report = createPullReports(deps, place.input, activityInfo().attempt);
  const seen = { ...(status === undefined ? {} : { status }), ...(failed === undefined ? {} : { failed }) };
  switch (answer.kind) {
    case 'claims':
      return take(deps, place, answer.claims, report);
    case 'pending':
      await report.told('The back office has no claims yet', { provided: seen });
      return { kind: 'pending', ...(answer.retryAfter === undefined ? {} : { retryAfter: answer.retryAfter }) };
    case 'denied':
      await report.told('The back office denied the credential', {
        provided: { ...seen, reason: answer.word ?? null },
      });
      return { kind: 'denied' };
    case 'trouble':
      await report.failed('pull_unanswered', { provided: seen });
      throw again(answer.retryAfter);
    case 'refused':
      await report.failed('pull_refused', { provided: seen });
      throw refuse('pull_refused');
    default:
      await report.failed('pull_answer_invalid', { provided: { ...seen, why: answer.why } });
      throw refuse('pull_answer_invalid');
  }
}

async function take(
  deps: ActivityDependencies,
  { input, configuration, key, publicKey, reference }: Place,
  claims: unknown,
  report: ReturnType<typeof createPullReports>,
): Promise<PulledClaims> {
  const problems = deps.checkClaims(configuration.claims_schema, claims);
  if (problems.length > 0) {
    await report.failed('pull_claims_invalid', { problems });
    throw refuse('pull_claims_invalid');
  }
  const { sessionId, configurationId } = input;
  const context = sealingContext.claims(sessionId, configurationId);
  const digest = key.digest(canonicalJson(claims));
  const sealed = deps.sealToSession(publicKey, Buffer.from(JSON.stringify(claims)), context);
  const isFirst = await deps.storeClaimsOnce({ reference, sessionId, configurationId, digest, sealed });
  await report.told('The back office supplied claims', {});
  if (isFirst) return { kind: 'claims', reference, digest };
  // Two attempts at once: the first that stored has answered for both.
  const { claims: stored } = await deps.loadIssuanceMaterial({ sessionId, claimsReference: reference });
  return found(deps, input, key, stored, configuration, reference);
}

function found(
  deps: ActivityDependencies,
  input: PullClaims,
  key: SessionKey,
  sealed: Uint8Array | undefined,
  configuration: CredentialConfiguration,
  reference: string,
): PulledClaims {
  const claims = openClaims(deps, input, key, sealed, configuration);
  return { kind: 'claims', reference, digest: key.digest(canonicalJson(claims)) };
}

/** `retryAfter`: seconds, where the back office named a time; else the retry policy knows when. */
function again(retryAfter?: number): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'pull_unanswered',
    message: 'The back office did not answer with claims.',
    ...(retryAfter === undefined || retryAfter === 0 ? {} : { nextRetryDelay: retryAfter * 1000 }),
  });
}
