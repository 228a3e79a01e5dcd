/** Four eyes: claims that one caller supplied are released by another. */
import type { ExpectedClaimsOf } from '../../ports/back-office.js';
import type { SessionRecord } from '../../ports/session-records.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { releaseClaimsUpdate } from '../../workflows/contract/messages.js';
import type { BackOfficeDependencies } from './dependencies.js';
import { callerDigest, findSession, noteAct } from './session-acts.js';

/** Answers the configurations that were released, together with whatever shares their dataset. */
export async function releaseClaims(
  deps: BackOfficeDependencies,
  caller: string,
  sessionId: string,
  asked: { readonly configurationId?: string; readonly digest?: string },
  expected?: ExpectedClaimsOf,
): Promise<readonly string[]> {
  const { record } = await findSession(deps, sessionId);
  const offered = record.view.deliverables.map((one) => one.configurationId);
  if (asked.configurationId !== undefined && !offered.includes(asked.configurationId))
    throw refuse('configuration_not_offered', { expected: offered, provided: asked.configurationId });
  const { released } = await deps.gateway.update(
    sessionId,
    releaseClaimsUpdate,
    [{ ...asked, by: callerDigest(deps, record, caller), ...(expected === undefined ? {} : { expected }) }],
    { whenGone: 'session_closed' },
  );
  for (const id of released) noteAct(deps, record, 'Claims released', { configuration_id: id }, caller);
  return released;
}

/** Whether this caller may release what waits for it; who supplied the claims may not. */
export function mayRelease(
  deps: Pick<BackOfficeDependencies, 'seals'>,
  caller: string,
  record: SessionRecord,
  configurationId: string,
): boolean {
  const deliverable = record.view.deliverables.find((one) => one.configurationId === configurationId);
  if (deliverable?.claims !== 'supplied') return false;
  return deliverable.suppliedBy !== callerDigest(deps, record, caller);
}
