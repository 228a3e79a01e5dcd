/** Claims that were corrected: they go with the next write that can destroy them, and not with the session. */
import type { SessionState } from './session-state.js';

/** Of claims that went: who names them again, or sends its message again, is told so. */
const MOST_REMEMBERED = 20;

/** Those that no signature in the making still needs. From now on nobody can supply them again. */
export function condemnReplaced({ deliverables }: SessionState): string[] {
  const used = deliverables.map((one) => one.dataset?.reference);
  for (const deliverable of deliverables) {
    if (deliverable.issuances.some((one) => one.isSigning)) continue;
    const fresh = deliverable.replaced.filter((one) => !used.includes(one));
    deliverable.condemned = [...deliverable.condemned, ...fresh];
    deliverable.replaced = [];
  }
  return deliverables.flatMap((one) => one.condemned);
}

export function forgetReplaced({ deliverables }: SessionState, references: readonly string[]): void {
  for (const one of deliverables) {
    one.condemned = one.condemned.filter((each) => !references.includes(each));
    one.gone = [...one.gone, ...references].slice(-MOST_REMEMBERED);
  }
}
