/** Remembers which problems of which session were signalled, so that only the first of each reason costs the workflow. */
const MOST = 10_000;

export function createProblemNotes(): {
  readonly isFirst: (sessionId: string, reason: string, endpoint: string) => boolean;
} {
  const noted = new Set<string>();
  return {
    isFirst: (sessionId, reason, endpoint) => {
      const key = `${sessionId} ${reason} ${endpoint}`;
      if (noted.has(key)) return false;
      noted.add(key);
      if (noted.size > MOST) noted.delete(noted.values().next().value as string);
      return true;
    },
  };
}
