/** What time has ended: one bounded round, which may be cut off anywhere and done again. */
import type { IssuerRetention, SweepRound } from '../../ports/privacy.js';
import type { PrivacyDependencies } from './dependencies.js';

const SECOND = 1000;

/** Answers whether there may be more to do at once. */
export function createSweepRetention(deps: PrivacyDependencies) {
  return async (round: SweepRound): Promise<boolean> => {
    const rest: boolean[] = [];
    // Those that are over altogether first: there is no use in anonymising what is to be deleted.
    for (const issuer of round.issuers) rest.push(await deleteSessions(deps, round, issuer));
    for (const issuer of round.issuers) rest.push(await anonymiseSessions(deps, round, issuer));
    for (const { sweep } of deps.steps) rest.push((await sweep?.(round)) ?? false);
    return rest.includes(true);
  };
}

async function deleteSessions(deps: PrivacyDependencies, round: SweepRound, { issuer, rules }: IssuerRetention) {
  const before = round.now - rules.delete_after * SECOND;
  const due = await deps.findEndedSessions({
    ...which(round, issuer),
    before,
    notAnonymised: false,
    limit: round.limit,
  });
  for (const sessionId of due) {
    await deps.deleteHistory(sessionId);
    // The record goes last: as long as it is there, the session is found again.
    for (const step of deps.steps) if (step.name !== 'sessions') await step.erase?.(sessionId);
    await deps.steps.find((step) => step.name === 'sessions')?.erase?.(sessionId);
  }
  return due.length === round.limit;
}

async function anonymiseSessions(deps: PrivacyDependencies, round: SweepRound, { issuer, rules }: IssuerRetention) {
  const before = round.now - rules.anonymise_after * SECOND;
  const due = await deps.findEndedSessions({
    ...which(round, issuer),
    before,
    notAnonymised: true,
    limit: round.limit,
  });
  for (const sessionId of due) {
    await deps.deleteHistory(sessionId);
    for (const step of deps.steps) if (step.name !== 'sessions') await step.anonymise?.(sessionId);
    await deps.steps.find((step) => step.name === 'sessions')?.anonymise?.(sessionId);
  }
  return due.length === round.limit;
}

function which({ issuers }: SweepRound, issuer: string | undefined) {
  return issuer === undefined ? { except: issuers.flatMap((one) => one.issuer ?? []) } : { issuer };
}
