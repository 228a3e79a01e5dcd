/** What is known of the lists of wallet providers, for `/metrics`, and the pace at which they are looked at. */
import { Gauge, type Registry } from 'prom-client';
import type { TrustListState } from '../../ports/trust-lists.js';

/** How often it is looked whether one is due. */
const PACE = 10_000;

export function followTrustLists(registry: Registry, describe: () => readonly TrustListState[]): void {
  new Gauge({
    name: 'vouchsafe_trust_list_usable',
    help: '1 while attestations are believed by this list of wallet providers',
    labelNames: ['url'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { url, nextUpdate } of describe()) this.set({ url }, nextUpdate === undefined ? 0 : 1);
    },
  });
  new Gauge({
    name: 'vouchsafe_trust_list_next_update_seconds',
    help: 'When the list of wallet providers in use ends, in seconds since 1970',
    labelNames: ['url'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { url, nextUpdate } of describe()) if (nextUpdate !== undefined) this.set({ url }, nextUpdate / 1000);
    },
  });
}

/** Returns how to stop it, when every list was tried once. */
export async function keepTrustLists(refresh: () => Promise<void>): Promise<() => void> {
  await refresh();
  const timer = setInterval(() => void refresh(), PACE).unref();
  return () => clearInterval(timer);
}
