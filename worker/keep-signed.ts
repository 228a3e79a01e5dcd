/**
 * Signs again what is served signed, before it expires. A timer in each worker and a claim in the database, so that any
 * number of workers do it once: a durable timer of Temporal's would wake a workflow for what needs no history.
 */

const PAUSE = 2000;

export type SigningTask = {
  /** What is due, each for one caller only. */
  readonly claim: () => Promise<readonly string[]>;
  readonly sign: (id: string) => Promise<void>;
};

/** Answers how to stop it; a signature in the making is waited for. */
export function keepSigned(
  tasks: readonly SigningTask[],
  report: (error: unknown, what: string) => void,
): () => Promise<void> {
  let isStopped = false;
  let wake = (): void => undefined;
  const running = (async () => {
    while (!isStopped) {
      for (const task of tasks) await signDue(task, report);
      if (isStopped) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, PAUSE);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return async () => {
    isStopped = true;
    wake();
    await running;
  };
}

/** A fault leaves the rest to the next round; what was claimed comes due again by itself. */
async function signDue({ claim, sign }: SigningTask, report: (error: unknown, what: string) => void): Promise<void> {
  const due = await claim().catch((error: unknown) => {
    report(error, 'what is due for signing');
    return [];
  });
  for (const id of due) {
    await sign(id).catch((error: unknown) => report(error, id));
  }
}
