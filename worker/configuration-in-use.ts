/** What the worker signs by, and how it is taken anew: the whole of it or nothing, as the API does with its own. */

type Steps<C> = {
  readonly take: () => Promise<C>;
  /** @throws where it must not be used */
  readonly check: (next: C) => Promise<void>;
  /** Durable when it returns. */
  readonly publish: (next: C) => Promise<void>;
  /** Called once it is in use. */
  readonly onUse: (next: C) => void;
};

/**
 * Whoever verifies what is signed has to find the key, and another worker the version: so both are published before
 * anything is signed by them, and what could not be published is not used.
 */
export function createConfigurationInUse<C>(first: C, { take, check, publish, onUse }: Steps<C>) {
  let inUse = first;
  onUse(first);
  return {
    present: (): C => inUse,
    publish: (): Promise<void> => publish(inUse),
    takeAnew: async (): Promise<void> => {
      const next = await take();
      await check(next);
      await publish(next);
      inUse = next;
      onUse(next);
    },
  };
}
