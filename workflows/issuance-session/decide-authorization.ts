/** The person's decision on an authorization request, and what comes of it. */
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { AuthorizationDecided, DecideAuthorization } from '../contract/messages.js';
import type { SessionState } from './session-state.js';

export function checkDecision(state: SessionState, command: DecideAuthorization, now: number): void {
  state.checkOpen('authorization_offer_closed');
  if (state.authorization.isMadeBy(command)) return;
  state.authorization.checkDecision(command, state.offer, now);
  const wanted = state.deliverables.filter(
    ({ configurationId: id }) => command.configurationIds.includes(id) && state.offeredIds.includes(id),
  );
  if (wanted.length < command.configurationIds.length) throw refuse('authorization_scope_not_offered');
  if (wanted.every((one) => one.claims === 'denied')) throw refuse('authorization_offer_closed');
}

/** A denial ends this request only: the person may scan the same offer again and think better of it. */
export function decideAuthorization(
  state: SessionState,
  command: DecideAuthorization,
  now: number,
): AuthorizationDecided {
  checkDecision(state, command, now);
  if (command.decision === 'denied') {
    state.log.record('request_failed', now, { reason: 'authorization_denied_by_person', endpoint: '/authorize' });
    return { decision: 'denied', codeExpiresAt: command.codeExpiresAt };
  }
  if (state.authorization.isMadeBy(command)) return { decision: 'allowed', codeExpiresAt: command.codeExpiresAt };
  const decided = state.authorization.allow(command);
  state.log.record('authorized', now, {
    client_id: command.clientId,
    credential_configuration_ids: command.configurationIds,
  });
  return decided;
}
