/** What time has ended: one bounded round, which may be cut off anywhere and done again. */
import type { IssuerRetention, SweepRound } from '../../ports/privacy.js';
import type { PrivacyDependencies } from './dependencies.js';

const SECOND = 1000;

type Due = IssuerRetention & { readonly act: 'erase' | 'anonymise' };

/**
 * Answers whether there may be more to do at once. What fails is reported, passed over until the next sweep, and stops
 * nothing else: rules that are applied to most are better than rules that wait for one.
 */
export function createSweepRetention(deps: PrivacyDependencies) {
  return async (round: SweepRound): Promise<boolean> => {
    const rest: boolean[] = [];
    const started = deps.now().getTime();
    for (const { name, sweep } of deps.steps) rest.push(await attempt(round, name, async () => sweep?.(round)));
    round.readingTime += deps.now().getTime() - started;
    // Those that are over altogether first: there is no use in anonymising what is to be deleted.
    for (const act of ['erase', 'anonymise'] as const)
      for (const issuer of round.issuers)
        rest.push(
          await attempt(round, `${act} ${issuer.issuer ?? ''}`, () => endSessions(deps, round, { ...issuer, act })),
        );
    return rest.includes(true);
  };
}

async function endSessions(deps: PrivacyDependencies, round: SweepRound, { issuer, rules, act }: Due) {
  const { limit, now, failed } = round;
  const after = act === 'erase' ? rules.delete_after : rules.anonymise_after;
  const due = await deps.findEndedSessions({
    ...which(round, issuer),
    before: now - after * SECOND,
    notAnonymised: act === 'anonymise',
    passOver: [...failed],
    limit,
  });
  for (const sessionId of due) {
    // Where the history cannot be had at all, each session costs seconds.
    if (deps.now().getTime() > round.until) return true;
    await attempt(round, sessionId, () => endSession(deps, sessionId, act));
  }
  return due.length === limit;
}

async function endSession(deps: PrivacyDependencies, sessionId: string, act: Due['act']): Promise<void> {
  await deps.deleteHistory(sessionId);
  // The record goes last: as long as it is there, the session is found again.
  for (const step of deps.steps) if (step.name !== 'sessions') await step[act]?.(sessionId);
  await deps.steps.find((step) => step.name === 'sessions')?.[act]?.(sessionId);
}

/** Answers what the work answered; false where it failed, which is reported. */
export async function attempt(round: SweepRound, what: string, work: () => Promise<unknown>): Promise<boolean> {
  try {
    return (await work()) === true;
  } catch (error) {
    round.failed.add(what);
    round.report(error, what);
    return false;
  }
}

function which({ issuers }: SweepRound, issuer: string | undefined) {
  return issuer === undefined ? { except: issuers.flatMap((one) => one.issuer ?? []) } : { issuer };
}
