/**
 * Claims from a back office, asked for once. What comes is checked, sealed and stored here; the workflow hears of a
 * reference and a keyed digest. Failures stand in history: they have a reason and no word of the answer.
 */
import { activityInfo, cancellationSignal } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { SessionKey } from '../../ports/issuing.js';
import type { OutboundAnswer } from '../../ports/outbound.js';
import type { PullSubject } from '../../ports/pulled-claims.js';
import type { StoredClaims } from '../../ports/session-records.js';
import { checkAssured } from '../../protocol/assurance/check-assurance.js';
import { canonicalJson } from '../../protocol/canonical-json.js';
import type { ClaimsAnswer } from '../../protocol/claims-source/parse-claims-answer.js';
import { parseClaimsAnswer } from '../../protocol/claims-source/parse-claims-answer.js';
import { ProtocolError, refuse } from '../../protocol/errors/protocol-error.js';
import type { CredentialConfiguration } from '../../protocol/metadata/z-credential-configuration.js';
import type { IssuerConfiguration } from '../../protocol/metadata/z-issuer-configuration.js';
import type { PulledClaimsSource } from '../../protocol/metadata/z-pulled-claims.js';
import { sealingContext } from '../../protocol/sealing-contexts.js';
import { sharedReference } from '../../protocol/shared-reference.js';
import type { ActivityDependencies } from '../dependencies.js';
import { findConfiguration, openClaims, openKey } from '../open-material.js';
import type { PullClaims, PulledClaims } from '../types.js';
import { askBackOffice } from './ask-back-office.js';
import { nameQuestion } from './name-question.js';
import { createPullReports } from './report-pull.js';

type Place = {
  readonly input: PullClaims;
  readonly issuer: IssuerConfiguration;
  readonly configuration: CredentialConfiguration;
  readonly key: SessionKey;
  readonly publicKey: Uint8Array;
  readonly reference: string;
};

export function createPullClaims(deps: ActivityDependencies) {
  return async (input: PullClaims): Promise<PulledClaims> => {
    const { configured, configuration } = await findConfiguration(deps, input);
    const { issuer } = configured;
    const source = configuration.claims_source;
    // Another version of the configuration than the session's: left to a worker that has the right one.
    if (source.kind !== 'pull') throw new Error(`${input.configurationId} has no back office to be asked here`);
    const reference = nameQuestion(input).questionId;
    const material = await deps.loadIssuanceMaterial({ sessionId: input.sessionId, claimsReference: reference });
    const key = openKey(deps, input, material.dataKey);
    const subject = await deps.loadPullSubject(input.sessionId);
    if (subject === undefined) throw refuse('credential_denied');
    const place = { input, issuer, configuration, key, publicKey: subject.publicKey, reference };
    // An earlier attempt stored its claims and could not say so any more.
    if (material.claims !== undefined) return found(deps, place, material.claims);
    await checkAssurance(deps, place, subject);
    const signal = cancellationSignal();
    const answer = await ask(deps, source, input, subject, signal);
    // Nobody needs it any more, and the session may be forgotten already.
    if (signal.aborted) throw again();
    return settle(deps, place, answer);
  };
}

/** As for claims that are pushed: without a record of how the person was identified there is nothing to ask for. */
async function checkAssurance(
  deps: ActivityDependencies,
  { input, issuer }: Place,
  { assurance }: PullSubject,
): Promise<void> {
  try {
    checkAssured(issuer, assurance, deps.now().getTime());
  } catch (error) {
    if (error instanceof ProtocolError)
      await createPullReports(deps, input, activityInfo().attempt).failed(error.reason, {});
    throw error;
  }
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
  place: Place,
  claims: unknown,
  report: ReturnType<typeof createPullReports>,
): Promise<PulledClaims> {
  const { input, issuer, reference } = place;
  const { sessionId, configurationId } = input;
  // All that will be issued from them, before anything is kept.
  for (const id of [configurationId, ...input.sharedWith]) {
    const schema = issuer.credential_configurations[id]?.claims_schema;
    if (schema === undefined) throw new Error(`${id} is not known here`);
    const problems = deps.checkClaims(schema, claims);
    if (problems.length === 0) continue;
    await report.failed('pull_claims_invalid', { ...(id === configurationId ? {} : { dataset_of: id }), problems });
    throw refuse('pull_claims_invalid');
  }
  await deps.storeClaimsOnce(sealFor(deps, place, configurationId, reference, claims));
  await report.told('The back office supplied claims', {});
  // Two attempts at once, or one after the other: the first that stored has answered for both.
  const { claims: stored } = await deps.loadIssuanceMaterial({ sessionId, claimsReference: reference });
  return found(deps, place, stored);
}

/** From what is stored, whoever stored it: so what is shared is the same everywhere, also after an attempt that died halfway. */
async function found(deps: ActivityDependencies, place: Place, sealed: Uint8Array | undefined): Promise<PulledClaims> {
  const { input, configuration, key, reference } = place;
  const claims = openClaims(deps, input, key, sealed, configuration);
  for (const id of input.sharedWith)
    await deps.storeClaimsOnce(sealFor(deps, place, id, sharedReference(reference, id), claims));
  return { kind: 'claims', reference, digest: key.digest(canonicalJson(claims)) };
}

function sealFor(
  deps: ActivityDependencies,
  { input: { sessionId }, key, publicKey }: Place,
  configurationId: string,
  reference: string,
  claims: unknown,
): StoredClaims {
  const context = sealingContext.claims(sessionId, configurationId);
  const sealed = deps.sealToSession(publicKey, Buffer.from(JSON.stringify(claims)), context);
  return { reference, sessionId, configurationId, digest: key.digest(canonicalJson(claims)), sealed };
}

/** `retryAfter`: seconds, where the back office named a time; else the retry policy knows when. */
function again(retryAfter?: number): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'pull_unanswered',
    message: 'The back office did not answer with claims.',
    ...(retryAfter === undefined || retryAfter === 0 ? {} : { nextRetryDelay: retryAfter * 1000 }),
  });
}
