/** Tells the session that a wallet has asked for authorization; the first request of an offer only, as anybody may ask. */
import { authorizationRequestedSignal } from '../../workflows/contract/messages.js';
import type { WalletContext } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';
import { createProblemNotes } from '../trace/problem-notes.js';
import type { AcceptedAuthorization } from './pushed-request.js';

export type NoteRequest = (context: WalletContext, accepted: AcceptedAuthorization) => void;

export function createNoteRequest(deps: WalletDependencies): NoteRequest {
  const notes = createProblemNotes();
  return (context, { clientId, configurationIds, jkt, issuerState }) => {
    context.log('info', 'Authorization requested', {
      client_id: clientId,
      credential_configuration_ids: configurationIds,
      dpop_bound: jkt !== undefined,
      issuer_state_present: issuerState !== undefined,
    });
    const { sessionId } = context;
    if (sessionId === undefined || issuerState === undefined) return;
    if (!notes.isFirst(sessionId, deps.handles.fingerprint(issuerState), context.endpoint)) return;
    deps.gateway.signal(sessionId, authorizationRequestedSignal, [{ clientId }]).catch((error: unknown) => {
      const { endpoint: path, requestId } = context;
      deps.report(error, { reason: 'authorization_requested_not_signalled', path, requestId });
    });
  };
}
