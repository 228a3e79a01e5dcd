/** Repeats a probe until it no longer throws; what it threw last is the failure when the time is over. */
export async function eventually<T>(probe: () => T | Promise<T>, within = 20_000, pause = 50): Promise<T> {
  // Of a clock that no test sets.
  const until = performance.now() + within;
  for (;;) {
    try {
      return await probe();
    } catch (error) {
      if (performance.now() >= until) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
