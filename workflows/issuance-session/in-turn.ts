/**
 * Local activities of a session run one after the other. Temporal answers them in the order in which they end, but a
 * replay answers them in the order in which they began: of two at a time, the one that fails and is tried again would end
 * last and be replayed first, and what each handler then commands would stand in another order than in history.
 */
export type InTurn = <R>(act: () => Promise<R>) => Promise<R>;

export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const mine = last.then(act);
    last = mine.catch(() => undefined);
    return mine;
  };
}
