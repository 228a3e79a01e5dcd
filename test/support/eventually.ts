/** Repeats a probe until it no longer throws; what it threw last is the failure when the time is over. */
export async function eventually<T>(probe: () => T | Promise<T>, within = 10_000, pause = 50): Promise<T> {
  const until = Date.now() + within;
  for (;;) {
    try {
      return await probe();
    } catch (error) {
      if (Date.now() >= until) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
