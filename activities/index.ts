/** All activities, wired to their dependencies. */

import { ProtocolError } from '../protocol/errors/protocol-error.js';
import { toFailure } from '../workflows/contract/refusals.js';
import { createAdmitClaims } from './admit-claims.js';
import type { ActivityDependencies } from './dependencies.js';
import { createIssueCredentials } from './issue-credentials.js';
import { createPullClaims } from './pull/pull-claims.js';
import { createChangeCredentialStatus } from './status/change-credential-status.js';
import { createChangeStatusOfPage } from './status/change-status-of-page.js';
import { createRevokeIssued } from './status/revoke-issued.js';
import type { Activities } from './types.js';

export function createActivities(deps: ActivityDependencies): Activities {
  return {
    projectSession: refusable(deps.projectSession),
    issueCredentials: refusable(createIssueCredentials(deps)),
    forgetSession: refusable(({ sessionId }) => deps.forgetSession(sessionId)),
    admitClaims: refusable(createAdmitClaims(deps)),
    pullClaims: refusable(createPullClaims(deps)),
    changeCredentialStatus: refusable(createChangeCredentialStatus(deps)),
    revokeIssued: createRevokeIssued(deps),
    changeStatusOfPage: createChangeStatusOfPage(deps),
  };
}

/** A refusal is final and goes back as what it is; anything else is trouble outside, and tried again. */
function refusable<I, O>(activity: (input: I) => Promise<O>): (input: I) => Promise<O> {
  return async (input) => {
    try {
      return await activity(input);
    } catch (error) {
      throw error instanceof ProtocolError ? toFailure(error) : error;
    }
  };
}
