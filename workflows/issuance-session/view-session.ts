/** The session as it is shown: its status and the view that the read model keeps. */
import { deriveStatus } from '../../protocol/derive-status.js';
import { withWaiting } from '../../protocol/derive-waiting.js';
import type { SessionStatus, SessionView } from '../../protocol/session-view.js';
import type { SessionState } from './session-state.js';
import { strandedProblems } from './stranded-claims.js';

export function statusOf(state: SessionState): SessionStatus {
  const { ending, offer, grants, authorization, deliverables } = state;
  return deriveStatus({
    ...(ending === undefined ? {} : { ending }),
    isRetrieved: offer.isRetrieved,
    isExchanged: grants.current !== undefined,
    authorization: authorization.progress,
    // A transaction of a grant that was replaced is not waited for any more.
    deliverables: deliverables.map(({ claims, issuances }) => ({
      claims,
      issuances: issuances.filter((one) => one.state !== 'deferred' || one.grant === grants.current),
    })),
  });
}

export function viewSession(state: SessionState): SessionView {
  const { start, offer, grants, log } = state;
  const grant = grants.current;
  const grantEndsAt = grants.endsAt();
  const { livingMark } = grants;
  return withWaiting({
    sessionId: start.sessionId,
    issuer: start.issuer,
    configurationVersion: start.configurationVersion,
    grantType: state.grantType,
    status: statusOf(state),
    isOpen: state.isOpen,
    createdAt: start.createdAt,
    ...(grant?.clientId === undefined ? {} : { clientId: grant.clientId }),
    ...(grant === undefined ? {} : { isDpopBound: grant.jkt !== undefined }),
    offer: offer.view(),
    ...(livingMark === undefined ? {} : { livingGrant: livingMark }),
    ...(grantEndsAt === undefined ? {} : { grantEndsAt }),
    deliverables: state.deliverables.map((one) => one.view(grant)),
    problems: [...log.problems, ...strandedProblems(state)],
    events: log.events,
  });
}
