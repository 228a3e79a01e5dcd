/**
 * Remembers which problems of which session were signalled, so that only the first of each reason costs the workflow, and
 * a wallet that invents ever new mistakes no more than ten.
 */
const MOST_PER_SESSION = 10;
const MOST_SESSIONS = 5000;

export function createProblemNotes(): {
  readonly isFirst: (sessionId: string, reason: string, endpoint: string) => boolean;
} {
  const noted = new Map<string, Set<string>>();
  return {
    isFirst: (sessionId, reason, endpoint) => {
      const known = noted.get(sessionId) ?? new Set<string>();
      const key = `${reason} ${endpoint}`;
      if (known.has(key) || known.size >= MOST_PER_SESSION) return false;
      noted.set(sessionId, known.add(key));
      if (noted.size > MOST_SESSIONS) noted.delete(noted.keys().next().value as string);
      return true;
    },
  };
}
