/** Sessions on the private API: create, find, follow, renew, end. */
import type { Response, Router } from 'express';
import type { z } from 'zod';
import type { BackOffice, NewSession } from '../../ports/back-office.js';
import { deriveStalled } from '../../protocol/derive-stalled.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { GrantName, SessionStatus } from '../../protocol/session-view.js';
import { buildEventAnswer, buildLogAnswer, buildOfferAnswer, buildSessionAnswer } from './build-session-answer.js';
import { requireScope } from './caller.js';
import { idempotencyKeyOf } from './idempotency.js';
import { REPLAYED_HEADER } from './kept-answer.js';
import { defined, parseBody, parseOptionalBody, parseQuery } from './read-request.js';
import { readSessionCursor, writeSessionCursor } from './session-cursor.js';
import { toAssurance } from './z-assurance.js';
import { zListQuery, zLogQuery, zNewSession, zRenewOffer, zSessionQuery } from './z-private-api.js';

/** The back office as the caller of this request may use it. */
export type ActingOffice = (response: Response) => BackOffice;

export function addSessionRoutes(router: Router, officeOf: ActingOffice, now: () => Date): void {
  router.post('/sessions', requireScope('sessions:write'), async (request, response) => {
    const asked = toNewSession(parseBody(request, zNewSession), idempotencyKeyOf(request));
    const offered = await officeOf(response).createSession(asked);
    if (offered.isRepeat === true) response.set(REPLAYED_HEADER, 'true');
    response.status(201).location(`/sessions/${offered.sessionId}`).json(buildOfferAnswer(offered));
  });
  router.get('/sessions', requireScope('sessions:read'), async (request, response) => {
    const { status, before, ...query } = parseQuery(request, zListQuery);
    const filter = defined({
      ...query,
      status: status as SessionStatus | undefined,
      before: readSessionCursor(before),
    });
    const records = await officeOf(response).listSessions(filter);
    const sessions = records.map((one) => buildSessionAnswer(one, one.view, stalledOf(one, now)));
    const last = records.at(-1);
    response.json({
      sessions,
      next_before: records.length === query.limit && last !== undefined ? writeSessionCursor(last) : null,
    });
  });
  router.post('/sessions/:id/cancel', requireScope('sessions:write'), async (request, response) => {
    await officeOf(response).cancel(request.params['id'] as string);
    response.status(204).end();
  });
  router.post('/sessions/:id/renew-offer', requireScope('sessions:write'), async (request, response) => {
    const body = parseOptionalBody(request, zRenewOffer);
    const offered = await officeOf(response).renewOffer(request.params['id'] as string, body.offer_expires_in);
    response.json(buildOfferAnswer(offered));
  });
  addReadingRoutes(router, officeOf, now);
}

function addReadingRoutes(router: Router, officeOf: ActingOffice, now: () => Date): void {
  router.get('/sessions/:id', requireScope('sessions:read'), async (request, response) => {
    const backOffice = officeOf(response);
    const { consistent } = parseQuery(request, zSessionQuery);
    const record = await loadRecord(backOffice, request.params['id'] as string);
    // A closed view is final, and Temporal forgets the workflow behind it.
    const asksWorkflow = consistent === 'true' && record.view.isOpen;
    const view = asksWorkflow ? await backOffice.querySession(record.id) : record.view;
    response.json(buildSessionAnswer(record, view, stalledOf(record, now)));
  });
  router.get('/sessions/:id/events', requireScope('sessions:read'), async (request, response) => {
    const { view } = await loadRecord(officeOf(response), request.params['id'] as string);
    response.json({ events: view.events.map(buildEventAnswer) });
  });
  router.get('/sessions/:id/logs', requireScope('sessions:read'), async (request, response) => {
    const backOffice = officeOf(response);
    const { id } = await loadRecord(backOffice, request.params['id'] as string);
    const query = parseQuery(request, zLogQuery);
    const logs = await backOffice.listLogs(defined({ sessionId: id, ...query }));
    response.json({
      logs: logs.map(buildLogAnswer),
      next_before: logs.length === query.limit ? (logs.at(-1)?.id ?? null) : null,
    });
  });
}

/** @throws ProtocolError `session_unknown` */
export async function loadRecord(backOffice: BackOffice, id: string) {
  const record = await backOffice.loadSession(id);
  if (record === undefined) throw refuse('session_unknown');
  return record;
}

function stalledOf(
  record: NonNullable<Awaited<ReturnType<BackOffice['loadSession']>>>,
  now: () => Date,
): string | undefined {
  const { view, offerFetches, walletSeenAt, trouble } = record;
  return deriveStalled({ view, offerFetches, walletSeenAt, problem: trouble }, now().getTime());
}

export function toNewSession(body: z.infer<typeof zNewSession>, idempotencyKey: string | undefined): NewSession {
  const txCode = body.tx_code === true ? {} : body.tx_code;
  return {
    configurationIds: body.credential_configuration_ids,
    claims: body.claims ?? {},
    requireWalletAttestation: body.require_wallet_attestation,
    requireKeyAttestation: body.require_key_attestation,
    requireDpop: body.require_dpop,
    ...toGrants(body.grants),
    ...defined({
      issuer: body.issuer,
      assurance: body.assurance == null ? undefined : toAssurance(body.assurance),
      subjectId: body.subject_id ?? undefined,
      reference: body.reference ?? undefined,
      metadata: body.metadata ?? undefined,
      requireRelease: body.require_release,
      datasets: body.datasets,
      deferralLimit: body.deferral_limit,
      offerExpiresIn: body.offer_expires_in,
      idempotencyKey,
    }),
    ...(txCode === false ? { txCode: false as const } : {}),
    ...(txCode == null || txCode === false
      ? {}
      : {
          txCode: defined({
            value: txCode.value,
            length: txCode.length,
            inputMode: txCode.input_mode,
            description: txCode.description,
          }),
        }),
  };
}

function toGrants(grants: z.infer<typeof zNewSession>['grants']): { grants?: GrantName[] } {
  const named: GrantName[] = [
    ...(grants?.pre_authorized_code === undefined ? [] : ['pre-authorized_code' as const]),
    ...(grants?.authorization_code === undefined ? [] : ['authorization_code' as const]),
  ];
  return named.length === 0 ? {} : { grants: named };
}
