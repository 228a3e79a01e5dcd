/** What the dispatcher's workflow has done. */
export type DispatcherActivities = {
  /** Moves a shard's events to the feed and delivers them; returns after half an hour, or when its process stops. */
  dispatchWebhooks(input: { readonly shard: number }): Promise<void>;
};
