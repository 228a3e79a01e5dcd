/** Waits for something that may come up later than we do, however long it takes, and says so. */
export async function untilReady<T>(attempt: () => Promise<T>, report: (error: unknown) => void): Promise<T> {
  for (let pause = 200; ; pause = Math.min(pause * 2, 5000)) {
    try {
      return await attempt();
    } catch (error) {
      report(error);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
